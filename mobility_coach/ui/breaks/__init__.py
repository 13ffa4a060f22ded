"""Reminders on the screen: notice, popup, tray, and the page on which they are set."""
