"""Fonts, tags, the PDF/A gate and the frame of a page."""
