"""Presenters: they turn what the domain knows into frozen views that a window paints; no Qt, no clock."""
