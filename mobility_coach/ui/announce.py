"""Tells screen readers what has just happened."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have `text` read out; nothing where Qt is older than 6.8 or nobody listens.

    What is urgent may cut short what is being read; all else waits for its turn.
    """
    if not text or not hasattr(QtGui, "QAccessibleAnnouncementEvent") or not QtGui.QAccessible.isActive():
        return
    event = QtGui.QAccessibleAnnouncementEvent(widget, text)
    if is_urgent:
        event.setPoliteness(QtGui.QAccessible.AnnouncementPoliteness.Assertive)
    QtGui.QAccessible.updateAccessibility(event)
