"""The desktop around the program: its message bus, its idle time, what may not be disturbed, autostart."""
