"""What the views show, as values made without a window."""
