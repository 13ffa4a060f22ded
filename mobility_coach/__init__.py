"""Mobility Coach: spoken, counted mobility drills on the desktop."""

__version__ = "0.1.0"
