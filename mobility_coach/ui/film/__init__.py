"""The pictures of a film, painted where no window is."""
