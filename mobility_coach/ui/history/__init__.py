"""The history: the map of days, an opened day, joints and planes, the sides of each drill."""
