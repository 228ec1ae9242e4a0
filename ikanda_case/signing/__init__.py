"""A PDF becomes a signed PDF, and what a signature is worth."""
