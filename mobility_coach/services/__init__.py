"""What the coach does with what it knows, against ports; no Qt and no operating system."""
