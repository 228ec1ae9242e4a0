"""The rules of the desk, as plain Python."""
