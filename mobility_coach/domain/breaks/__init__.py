"""Breaks from sitting: the rules a person sets, and the machine that says when to remind."""
