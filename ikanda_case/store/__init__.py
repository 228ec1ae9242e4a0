"""The encrypted case file; the only place with SQL and keys."""
