"""The microphone and who understands what it hears, in a process of their own."""
