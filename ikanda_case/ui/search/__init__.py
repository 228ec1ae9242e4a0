"""The search of the window: what was found, and the reading that makes it findable."""
