"""The tables of resources/ as domain values."""
