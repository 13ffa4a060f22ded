"""Speech by a process of its own, and its clips on disk."""
