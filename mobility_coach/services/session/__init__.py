"""One session: planned, played, shown, recorded, written to a file."""
