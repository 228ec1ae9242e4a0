"""A PDF becomes a signed PDF, and what a signature is worth."""

import logging

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # They tell in the log what they meet in a file; what stands in letters is not for logs.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)
