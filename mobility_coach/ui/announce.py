"""Tells screen readers what has just happened."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out; nothing where Qt is older than 6.8 or nobody listens."""
    if text and hasattr(QtGui, "QAccessibleAnnouncementEvent") and QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))
