from mobility_coach.services.presenters.safety_words import safety_note


def test_the_note_tells_pain_from_a_stretch_and_whom_to_ask() -> None:
    note = safety_note()
    assert note.title
    words = " ".join(note.lines)
    assert "if anything hurts, stop" in words
    assert "physical therapist" in words
    assert all(line.endswith(".") for line in note.lines)
