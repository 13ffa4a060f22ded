"""What the figure stands in: the floor and its shadow, walls, and the things that it leans on or lies on."""
