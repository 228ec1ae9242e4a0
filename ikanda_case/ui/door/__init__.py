"""What stands before an open case file: unlocking, the first start, a new file, the lock."""
