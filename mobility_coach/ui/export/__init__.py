"""Sessions as files: what is wished for, and how far it is."""
