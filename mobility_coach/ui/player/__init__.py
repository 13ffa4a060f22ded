"""The player: the instruction, the count, the strokes, the bar of the session, the controls."""
