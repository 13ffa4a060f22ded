"""The session on a TV: large enough to be read from the couch."""
