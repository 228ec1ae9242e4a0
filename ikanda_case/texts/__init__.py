"""Steps, errors and dates as sentences in the reader's language."""
