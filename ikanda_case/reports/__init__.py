"""Read models become files for people."""
