import pytest

from mobility_coach.services.json_text import JsonError, parse_json


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no valid JSON (line 1, column 1)"),
        (b"{\n 'a': 1}", "line 2"),
        (b"[1e999]", "not finite"),
        (b"[-1e999]", "not finite"),
        (b"[NaN]", "not finite"),
        (b"[-Infinity]", "not finite"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b"[" + b"9" * 5_000 + b"]", "too long"),
        (b'["\\ud800"]', "half of a character"),
        (b'["\xff"]', "not UTF-8"),
        (b'["\xed\xa0\x80"]', "not UTF-8"),
        (b"{} {}", "no valid JSON"),
        (b" " * 1_000_001, "too long"),
    ],
)
def test_each_way_of_being_bad_has_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(JsonError, match=r"^it ") as caught:
        parse_json(data, 1_000_000)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1.5}', {"a": 1.5}),
        (b'["\\u00e9 \\ud83d\\ude00"]', ["\u00e9 \U0001f600"]),
        (b"[1e308, -0.0]", [1e308, 0.0]),
        ('"é"'.encode(), "é"),
    ],
)
def test_good_json_is_read(data: bytes, value: object) -> None:
    assert parse_json(data, 100) == value
