"""What the window shows first: kept as it was, and whatever is odd costs that part alone."""

import json

import pytest

from mobility_coach.services.first_face import (
    MOST_BYTES,
    FacePanel,
    FaceText,
    FirstFace,
    decode_face,
    encode_face,
)

PANEL = FacePanel(24, 60, 400, 300, 12, "panel", "line")
TEXT = FaceText(24, 48, "Mobility Coach · Übungen", 26, True, "text")
FACE = FirstFace(1120, 760, False, "dark", (PANEL,), (TEXT,))


def changed(**values: object) -> bytes:
    return json.dumps({**json.loads(encode_face(FACE)), **values}).encode()


def test_a_face_comes_back_as_it_was() -> None:
    assert decode_face(encode_face(FACE)) == FACE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b" " * (MOST_BYTES + 1),
        b"{}",
        changed(version=2),
        changed(width=0),
        changed(width=True),
        changed(height=1e9),
        changed(height="760"),
        changed(is_maximised=1),
        changed(theme=None),
    ],
)
def test_what_is_no_face_is_none(data: bytes) -> None:
    assert decode_face(data) is None


@pytest.mark.parametrize(
    "part",
    [
        [24, 48, "x", 26, True],
        ["24", 48, "x", 26, True, "text"],
        [24, 48.5, "x", 26, True, "text"],
        [24, 10**9, "x", 26, True, "text"],
        [24, 48, "x" * 500, 26, True, "text"],
        [24, 48, "\ud800", 26, True, "text"],
        [24, 48, "line\nline", 26, True, "text"],
        [24, 48, 5, 26, True, "text"],
        [24, 48, "x", 0, True, "text"],
        [24, 48, "x", 26.0, True, "text"],
        [24, 48, "x", 10_000, True, "text"],
        [24, 48, "x", 26, 1, "text"],
        [24, 48, "x", 26, True, None],
        "text",
        None,
    ],
)
def test_a_bad_text_costs_that_text_alone(part: object) -> None:
    face = decode_face(changed(texts=[part, TEXT]))
    assert face is not None
    assert face.texts == (TEXT,)


@pytest.mark.parametrize(
    "part", [[1, 2, 3], [1, 2, 3, 4, "5", "panel", "line"], [1, 2, 3, 4, 5, 6, "line"], {}]
)
def test_a_bad_panel_costs_that_panel_alone(part: object) -> None:
    face = decode_face(changed(panels=[PANEL, part]))
    assert face is not None
    assert face.panels == (PANEL,)


@pytest.mark.parametrize("parts", [None, {}, "text", 3])
def test_parts_that_are_no_list_are_none(parts: object) -> None:
    face = decode_face(changed(panels=parts, texts=parts))
    assert face is not None
    assert (face.panels, face.texts) == ((), ())


def test_a_face_is_bounded() -> None:
    face = decode_face(encode_face(FACE._replace(texts=(TEXT,) * 400)))
    assert face is not None
    assert len(face.texts) == 300
