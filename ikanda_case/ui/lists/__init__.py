"""The lists: the register, what waits, today, and the overdue report."""
