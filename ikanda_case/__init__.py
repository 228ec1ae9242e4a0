"""The privacy office's case manager: requests, deadlines, signed answers."""

__version__ = "0.1.0"
