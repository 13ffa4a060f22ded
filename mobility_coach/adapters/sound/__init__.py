"""The sound device, silence that takes as long, and sound files."""
