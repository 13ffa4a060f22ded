"""What is heard: clicks, chimes and words, mixed."""
