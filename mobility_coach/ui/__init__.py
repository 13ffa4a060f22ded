"""The windows: the only room that knows Qt. Importing this package alone imports nothing of it."""
