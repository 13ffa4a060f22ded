"""What a coach knows: drills, timelines, transport, history. Nothing but the standard library."""
