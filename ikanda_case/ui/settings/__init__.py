"""The office's own description, its people, and how the window looks."""
