import struct
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import DayTotals, DrillMovement, DrillSide, PracticeHistory
from mobility_coach.services.practice.day_index import (
    DayIndex,
    FileMark,
    GrowingIds,
    KnownIds,
    decode_index,
    encode_index,
)

PAIRS = tuple(DrillSide(f"drill-{number}", side) for number in range(6) for side in Side)
MOVEMENTS = tuple(DrillMovement(f"drill-{number}", letter) for number in range(6) for letter in "ABC")
DAYS = st.builds(
    DayTotals,
    st.integers(719_163, 803_000),
    st.integers(0, (1 << len(PAIRS)) - 1),
    st.floats(0, 1e6),
    st.floats(0, 7e9),
    st.floats(0, 7e9),
    st.integers(-960, 960),
    st.integers(-960, 960),
    st.integers(0, (1 << len(MOVEMENTS)) - 1),
)
MARK = FileMark(
    size=120, crc=4_000_000_000, tail_crc=None, inode=2**60, mtime_ns=1_800_000_000_000_000_000, newer=2
)


def index_of(*days: DayTotals) -> DayIndex:
    return DayIndex(
        {"desk-1.log": MARK, "pad (conflicted copy).log": MARK}, PracticeHistory(days, PAIRS, MOVEMENTS), 77
    )


def known(record_ids: Iterable[str]) -> KnownIds:
    growing = GrowingIds()
    for record_id in record_ids:
        assert growing.add(record_id)
        assert not growing.add(record_id)
        assert record_id in growing
    steps = growing.sort()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            ids: KnownIds = end.value
            return ids


@settings(deadline=None, max_examples=60)
@given(st.lists(DAYS, max_size=10))
def test_an_index_comes_back_as_it_was(days: list[DayTotals]) -> None:
    index = index_of(*days)
    assert decode_index(encode_index(index)) == index


def test_an_empty_index() -> None:
    index = DayIndex({}, PracticeHistory(), 0)
    assert decode_index(encode_index(index)) == index


def test_every_cut_and_every_flip_is_noticed() -> None:
    data = encode_index(index_of(DayTotals(739_000, 5, 40.0, 1.0, 2.0, 60, 60, 9)))
    for length in range(len(data)):
        assert decode_index(data[:length]) is None
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 16
        assert decode_index(bytes(flipped)) is None


@pytest.mark.parametrize(
    "about", [b"", b"[]", b"{}", b'{"files": {"a": [1]}, "pairs": [], "ids_crc": 0}', b'{"pairs": [["a"]]}']
)
def test_odd_content_with_a_sound_checksum_is_no_index(about: bytes) -> None:
    head = encode_index(DayIndex({}, PracticeHistory(), 0)).split(b"\n", 1)[0] + b"\n"
    assert decode_index(head + struct.pack("<II", len(about), zlib.crc32(about)) + about) is None


def test_rows_that_do_not_come_out_even_are_no_index() -> None:
    about = b'{"files": {}, "pairs": [], "movements": [], "ids_crc": 0}'
    head = encode_index(DayIndex({}, PracticeHistory(), 0)).split(b"\n", 1)[0] + b"\n"
    body = about + b"123"
    assert decode_index(head + struct.pack("<II", len(about), zlib.crc32(body)) + body) is None


@pytest.mark.parametrize("count", [3, 2_000])
def test_ids_are_known_before_and_after_they_are_kept(count: int) -> None:
    ids = known(f"old-{number}" for number in range(count))
    for number in range(count):
        ids.add(f"new-{number}")
    kept = KnownIds.decode(*ids.encode())
    assert kept is not None
    for each in (ids, kept):
        assert all(f"old-{number}" in each and f"new-{number}" in each for number in range(count))
        assert "other" not in each
        assert "zzz" not in each


def test_an_id_twice_is_kept_once() -> None:
    ids = known(["a", "b"])
    ids.add("a")
    assert len(ids.encode()[0]) == len(known(["a", "b"]).encode()[0])


def test_ids_that_belong_to_another_index_are_refused() -> None:
    data, crc = known(["a", "b"]).encode()
    assert KnownIds.decode(data, crc + 1) is None
    assert KnownIds.decode(data[:-1], crc) is None
    assert KnownIds.decode(b"x" + data, crc) is None
    assert KnownIds.decode(b"", crc) is None


def test_ids_are_told_apart() -> None:
    names = [f"{number:06d}" for number in range(20_000)]
    ids = known(names[::2])
    assert sum(name in ids for name in names) == 10_000
