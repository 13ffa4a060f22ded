"""What must not be lost, on disk; and where it lies."""
