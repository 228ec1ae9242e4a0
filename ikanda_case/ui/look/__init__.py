"""How the window looks: colours, type, icons and shapes, all from one `Look`."""
