"""Bytes become an intake draft; nothing here writes or trusts."""
