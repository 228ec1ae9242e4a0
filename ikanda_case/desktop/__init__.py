"""The operating system: keyring, clock, paths."""
