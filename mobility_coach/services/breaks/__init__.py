"""Reminders: the machine of `domain.breaks`, joined with clock, idle time, log and sessions."""
