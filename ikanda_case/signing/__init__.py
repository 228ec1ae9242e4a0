"""A PDF becomes a signed PDF, and what a signature is worth."""

import logging

# First of all: `asn1crypto` makes its table of content types once, when one is first written, and
# only this module puts time stamps into it.
import asn1crypto.tsp  # noqa: F401

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # They tell in the log what they meet in a file; what stands in letters is not for logs.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)
