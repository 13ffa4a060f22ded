"""What two programs say to each other: bounded, versioned, and refused in words where it is bad."""

import json
import logging
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.services.instance import (
    LONGEST_LINE,
    VERSION,
    BadLine,
    LineReader,
    Request,
    RequestDesk,
    Response,
    SessionWish,
    read_request,
    read_response,
    read_session,
    session_arguments,
    word,
    write_request,
    write_response,
)
from mobility_coach.services.session.session_plan import Wishes


def line(**values: object) -> bytes:
    return json.dumps({"mobility-coach": VERSION, **values}).encode()


def desk(asked: list[Mapping[str, object]]) -> RequestDesk:
    def show(arguments: Mapping[str, object]) -> Response:
        asked.append(arguments)
        return Response(ok=True)

    def fail(_: Mapping[str, object]) -> Response:
        raise RuntimeError("boom")

    return RequestDesk({"show": show, "fail": fail})


def test_a_request_and_its_response_come_through_as_one_line_each() -> None:
    request = Request("show", {"activation": "token\n\x00ä"})
    written = write_request(request)
    assert written.count(b"\n") == 1
    assert read_request(written.rstrip(b"\n")) == request
    long = Response(ok=True, text='{"ä": 1}' * 200)
    assert read_response(write_response(long).rstrip(b"\n")) == long
    response = Response(ok=False, text="Nö.\n" * 10_000)
    told = read_response(write_response(response).rstrip(b"\n"))
    assert not told.ok
    assert response.text.startswith(told.text)
    assert len(write_response(Response(ok=True, text="\U0001f600" * 10_000))) < LONGEST_LINE


def test_the_desk_asks_the_handler_of_the_name() -> None:
    asked: list[Mapping[str, object]] = []
    answer = desk(asked).answer(line(name="show", arguments={"a": 1}))
    assert (asked, read_response(answer)) == ([{"a": 1}], Response(ok=True))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[" * 5_000,
        b"[1]",
        b'{"name": "show", "arguments": {}}',
        json.dumps({"mobility-coach": VERSION + 1, "name": "show", "arguments": {}}).encode(),
        json.dumps({"mobility-coach": 0}).encode(),
        line(name=1, arguments={}),
        line(name="show", arguments=[]),
        line(name="show"),
        line(name="unknown", arguments={}),
        line(name="show", arguments={"a": "x" * LONGEST_LINE}),
    ],
)
def test_a_bad_request_is_refused_in_words(bad: bytes) -> None:
    asked: list[Mapping[str, object]] = []
    response = read_response(desk(asked).answer(bad))
    assert not response.ok
    assert response.text.endswith(".")
    assert asked == []


@given(st.binary(max_size=200))
def test_the_desk_answers_whatever_it_is_told(data: bytes) -> None:
    assert not read_response(desk([]).answer(data)).ok


def test_another_version_says_what_to_do() -> None:
    with pytest.raises(BadLine, match="Another version"):
        read_response(b'{"mobility-coach": 99, "ok": true, "text": ""}')
    for bad in (line(ok=1, text=""), line(ok=True, text=None)):
        with pytest.raises(BadLine):
            read_response(bad)


def test_a_handler_that_fails_costs_its_request_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = read_response(desk([]).answer(line(name="fail", arguments={})))
    assert "boom" not in response.text
    assert "log file" in response.text
    assert "boom" in caplog.text


def test_a_line_is_put_together_from_pieces() -> None:
    reader = LineReader()
    assert [reader.feed(piece) for piece in (b"ab", b"", b"c\nrest")] == [None, None, b"abc"]


def test_a_giant_line_is_refused_with_and_without_its_end() -> None:
    reader = LineReader()
    assert reader.feed(b"x" * LONGEST_LINE) is None
    with pytest.raises(BadLine):
        reader.feed(b"x")
    with pytest.raises(BadLine):
        LineReader().feed(b"x" * (LONGEST_LINE + 1) + b"\n")


@pytest.mark.parametrize(
    "wish",
    [
        SessionWish("ankle-rolls"),
        SessionWish("desk", Wishes(minutes=7.5), muted=True),
        SessionWish("ad-break-2", Wishes(uses_floor=True)),
        SessionWish("modified-pigeon", Wishes(bpm=66, reps=8, side=Side.LEFT, minutes=3)),
    ],
)
def test_a_session_comes_through(wish: SessionWish) -> None:
    sent = write_request(Request("start", session_arguments(wish)))
    assert read_session(read_request(sent.rstrip()).arguments) == wish


@pytest.mark.parametrize(
    "bad",
    [
        {"item": 7},
        {"item": "x" * 201},
        {"item": "a", "bpm": 60.5},
        {"item": "a", "bpm": True},
        {"item": "a", "reps": "8"},
        {"item": "a", "reps": 0},
        {"item": "a", "minutes": 1e9},
        {"item": "a", "side": "middle"},
    ],
)
def test_a_bad_session_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BadLine):
        read_session(bad)


def test_words_may_be_missing() -> None:
    assert word({}, "activation") == ""
    assert word({"activation": "t"}, "activation") == "t"
