"""What a coach knows: drills, timelines, transport, history. Standard library only; no clock, file, Qt or numpy."""
