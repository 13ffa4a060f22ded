"""Commands that are spoken: what the microphone listens for, and what comes of it."""
