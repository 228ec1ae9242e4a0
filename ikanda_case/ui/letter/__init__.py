"""Writing, approving, signing and sending one letter."""
