"""What packaging/dev.py does: the standard library alone, and Python 3.11, which dev.py has made sure of."""
