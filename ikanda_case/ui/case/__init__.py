"""One case on one page: what is owed and when, the next step, the evidence, the history."""
