"""The practice log: its lines, its days, its exchange with other programs."""
