"""The figure: a mannequin in three dimensions, from a motion to a picture. It knows no Qt, clock or file."""
