"""An approved draft becomes a page."""
