from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain import phrases
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import RepRange, Side, Sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import SPOKEN, CueKind, Segment, SegmentKind, frames
from mobility_coach.domain.transport import Outcome, Phase, Transport, advance
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.time_limit import TOLERANCE, TimeLimit
from tests.domain.drills_for_tests import drill, movement, plain_timing, routine
from tests.services.player_stage import Stage, roll, swing

BRISK = CoachingPreferences(safety=False, setup_seconds=0, rest_seconds=0)
Place = tuple[str, str, Side]

EXACT = 0.1
"""Seconds by which the end may be off."""


def stage(seconds: float = 60.0, preferences: CoachingPreferences = BRISK, **more: object) -> Stage:
    six = RepRange(6, 6)
    many = routine(
        drill("kick", Sides.TOGETHER, (movement("A", six), movement("B", six), movement("C", six))),
        roll(),
        swing(),
    )
    return Stage(many, preferences, limit=TimeLimit(seconds, 0.0), **more)  # type: ignore[arg-type]


def pass_time(on: Stage, seconds: float) -> PlayerView:
    """Nothing is heard, and time goes by."""
    on.clock.seconds += seconds
    return on.player.view()


def play_out(on: Stage) -> PlayerView:
    """Look until the session is over, near its end twenty times a second."""
    view = on.player.view()
    while not on.player.is_over:
        step = 0.05 if view.remaining_seconds < 2 else 0.5
        view = on.hear(step) if on.sounds() else pass_time(on, step)
    return view


def reps(on: Stage) -> list[tuple[str, int]]:
    return [(event.segment.movement, event.reps_done) for event in on.journal.kept]


def said(on: Stage) -> list[str]:
    return [cue.text for cue in on.source.cues if cue.kind is CueKind.PHRASE]


@pytest.mark.parametrize("seconds", [60.0, 120.0, 180.0])
def test_it_is_over_after_its_time(seconds: float) -> None:
    on = stage(seconds)
    on.tell(Command.START)
    view = play_out(on)
    assert view.phase is Phase.FINISHED
    assert on.clock.seconds == pytest.approx(seconds, abs=EXACT)
    assert view.instruction == phrases.back_to_film()
    assert said(on)[-1] == phrases.back_to_film()
    assert len(reps(on)) >= 2


def test_time_passes_before_the_start_and_while_words_are_rendered() -> None:
    on = stage(voice=None)
    pass_time(on, 2.0)
    on.tell(Command.START)
    assert on.player.view().remaining_seconds == 58.0
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_a_pause_takes_reps_and_not_time() -> None:
    whole, paused = stage(), stage()
    for on in (whole, paused):
        on.tell(Command.START)
        on.hear(25.0)
    paused.tell(Command.PAUSE)
    view = pass_time(paused, 15.0)
    assert (view.elapsed_seconds, view.remaining_seconds) == (40.0, 20.0)
    paused.tell(Command.RESUME)
    for on in (whole, paused):
        play_out(on)
        assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    assert sum(done for _, done in reps(paused)) < sum(done for _, done in reps(whole))


def test_a_session_that_stays_paused_is_over_in_silence_and_keeps_what_was_done() -> None:
    on = stage()
    on.start_in(SegmentKind.REPS, seconds=9.0)
    on.tell(Command.PAUSE)
    played = on.sink.calls.count("play")
    view = pass_time(on, 60.0)
    assert view.phase is Phase.FINISHED
    assert view.instruction == phrases.back_to_film()
    assert on.sink.calls.count("play") == played
    assert reps(on) == [("A", 2)]


def test_no_voice_is_waited_for_behind_the_end() -> None:
    on = stage(voice=None)
    on.tell(Command.START, Command.PAUSE)
    pass_time(on, 57.5)
    waiting = on.tell(Command.RESUME).caption
    assert waiting
    view = pass_time(on, 2.6)
    assert view.phase is Phase.FINISHED
    assert view.caption != waiting


def test_who_comes_back_too_late_for_a_rep_hears_the_farewell() -> None:
    on = stage()
    on.start_in(SegmentKind.REPS, seconds=9.0)
    on.tell(Command.PAUSE)
    pass_time(on, 60.0 - on.clock.seconds - 5.0)
    view = on.tell(Command.RESUME)
    assert view.rep == 0
    assert view.count_in == 0
    assert said(on)[-1] == phrases.back_to_film()
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    assert reps(on) == [("A", 2)]


def test_a_pause_in_the_farewell_moves_its_end_no_further() -> None:
    on = stage()
    on.tell(Command.START)
    on.hear_to(on.timeline.segments[-1].start + 10)
    on.tell(Command.PAUSE)
    pass_time(on, 1.5)
    on.tell(Command.RESUME)
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_other_volume_in_the_farewell_takes_no_words() -> None:
    on = stage()
    on.tell(Command.START)
    on.hear_to(on.timeline.length - frames(0.8))
    on.tell(Command.QUIETER)
    assert said(on)[-1] == phrases.back_to_film()


@pytest.mark.parametrize("step", [Command.SLOWER, Command.FASTER])
def test_another_tempo_makes_it_no_longer(step: Command) -> None:
    on = stage()
    on.start_in(SegmentKind.REPS, seconds=5.0)
    for _ in range(4):
        on.tell(step)
        on.hear(0.5)
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_slower_takes_reps() -> None:
    usual, slow = stage(), stage()
    for on in (usual, slow):
        on.start_in(SegmentKind.REPS, seconds=5.0)
    slow.tell(*[Command.SLOWER] * 5)
    for on in (usual, slow):
        play_out(on)
    assert sum(done for _, done in reps(slow)) < sum(done for _, done in reps(usual))


def test_the_tempo_of_the_farewell_is_nobodys() -> None:
    on = stage(8.0)
    on.tell(Command.START)
    assert on.player.view().bpm == 0
    assert on.tell(Command.FASTER).bpm == 0
    assert on.tempi == []


def test_to_be_counted_in_to_a_tempo_takes_no_longer() -> None:
    on = stage()
    on.start_in(SegmentKind.REPS, seconds=9.0)
    on.tell(Command.PAUSE, Command.RESUME)
    on.hear(0.5)
    view = on.tell(Command.SLOWER)
    assert view.count_in > 0
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_next_goes_on_to_what_was_not_meant_to_be_reached() -> None:
    on = stage()
    on.tell(Command.START)
    on.hear(5.0)
    shown = len(on.player.view().parts)
    view = on.tell(*[Command.NEXT] * (shown + 1))
    assert view.phase is Phase.PLAYING
    assert view.drill_title == "Roll"
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    assert reps(on)[-1][1] > 0


def test_next_without_time_for_anything_is_a_rest_until_the_film() -> None:
    on = stage()
    on.start_in(SegmentKind.REPS)
    on.hear(60.0 - on.clock.seconds - 8.0)
    view = on.tell(Command.NEXT)
    assert view.instruction == phrases.back_to_film()
    view = on.tell(Command.PREVIOUS)
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_who_goes_back_from_the_farewell_has_the_whole_routine_again() -> None:
    on = stage(120.0)
    on.start_in(SegmentKind.REPS)
    on.hear(2.0)
    while on.player.view().instruction != phrases.back_to_film():
        on.tell(Command.NEXT)
    view = on.tell(Command.PREVIOUS)
    assert view.instruction != phrases.back_to_film()
    play_out(on)
    assert on.clock.seconds == pytest.approx(120.0, abs=EXACT)


def test_a_set_that_got_more_reps_can_be_done_again() -> None:
    one = drill("swing", Sides.TOGETHER, (movement("A", RepRange(4, 4)),))
    on = Stage(routine(one), BRISK, limit=TimeLimit(60.0, 0.0))
    on.start_in(SegmentKind.REPS, seconds=4 * 4 + 5.0)
    view = on.player.view()
    assert (view.rep, view.reps > 6) == (6, True)
    view = on.tell(Command.PAUSE, Command.RESUME)
    assert view.rep == 6
    on.tell(Command.REPEAT)
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    assert reps(on)[0] == ("A", 5)
    assert reps(on)[1][1] >= 1


def test_sound_that_falls_behind_ends_on_time_all_the_same() -> None:
    on = stage()
    on.tell(Command.START)
    for _ in range(40):
        on.hear(1.0)
        pass_time(on, 0.2)
    assert on.timeline.length - on.player.transport.position == pytest.approx(
        frames(60.0 - on.clock.seconds), abs=TOLERANCE + frames(0.2)
    )
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    assert said(on)[-1] == phrases.back_to_film()


def test_real_lengths_that_come_later_change_the_reps_and_not_the_end() -> None:
    on = stage(voice=None)
    on.speaker.problem = "no voice yet"
    on.tell(Command.START)
    on.hear(1.0)
    for text in list(on.speaker.asked):
        on.speaker.arrive(text, 2.5)
    on.hear(1.0)
    assert on.timeline.length - on.player.transport.position == pytest.approx(frames(58.0), abs=TOLERANCE)
    play_out(on)
    assert on.clock.seconds == pytest.approx(60.0, abs=EXACT)


def test_stopped_before_its_time_it_stands() -> None:
    on = stage()
    before = on.start_in(SegmentKind.REPS, seconds=5.0)
    view = on.tell(Command.STOP)
    assert view.phase is Phase.FINISHED
    assert view.remaining_seconds == pytest.approx(before.remaining_seconds, abs=EXACT)
    assert pass_time(on, 100.0) == view
    assert reps(on) == [("A", 1)]


def slow_words(text: str) -> ClipTiming:
    return plain_timing(text) if text.isdigit() else ClipTiming(frames(7.0), 0)


steps = st.one_of(
    st.tuples(st.just("hear"), st.floats(0.05, 12.0)),
    st.tuples(st.just("idle"), st.floats(0.05, 12.0)),
    st.tuples(st.just("tell"), st.sampled_from([each for each in Command if each is not Command.STOP])),
    st.tuples(st.just("go"), st.integers(0, 5)),
    st.tuples(st.just("clip"), st.floats(0.3, 4.0)),
)


def do(on: Stage, kind: str, value: object) -> None:
    """One step; none of them goes up to the end."""
    most = max(0.0, 59.9 - on.clock.seconds)
    match kind, value:
        case "hear", float(seconds):
            for _ in range(8):
                on.hear(min(seconds, most) / 8)
        case "idle", float(seconds):
            pass_time(on, min(seconds, most))
        case "tell", Command() as command:
            on.tell(command)
        case "go", int(part):
            on.go_to(part)
        case "clip", float(seconds):
            for text in sorted(on.speaker.asked)[:3]:
                on.speaker.arrive(text, seconds)


def nothing_sounds_behind_the_end(on: Stage) -> bool:
    transport = on.player.transport
    settled = transport.position + frames(1)
    closing = transport.timeline.segments[-1]
    moving = [cue for cue in on.source.cues if cue.kind in {CueKind.CLICK, CueKind.COUNT}]
    spoken = [cue for cue in on.source.cues if cue.kind in SPOKEN]
    return all(cue.frame <= max(closing.start, settled) for cue in moving) and all(
        cue.frame + cue.length <= transport.timeline.length for cue in spoken
    )


@contextmanager
def counted_reps() -> Iterator[Counter[Place]]:
    """The reps whose end was heard, told by nothing but the frames that the position goes over."""
    heard: Counter[Place] = Counter()

    def counting(state: Transport, position: int) -> Outcome:
        outcome = advance(state, position)
        for segment in state.timeline.segments:
            if segment.grid is not None:
                before, after = (
                    segment.grid.done_at(max(0, each.reached - segment.start)) for each in (state, outcome[0])
                )
                heard[place(segment)] += max(0, after - before)
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mobility_coach.services.session.player.advance", counting)
        yield heard


def place(segment: Segment) -> Place:
    return segment.drill, segment.movement, segment.side


@settings(max_examples=20)
@given(
    st.sampled_from((plain_timing, slow_words, None)),
    st.booleans(),
    st.sampled_from((0.5, 16.0, 24.0)),
    st.lists(steps, max_size=14),
)
def test_whatever_is_done_it_is_over_in_time_and_records_what_was_done(
    voice: object, is_unwell: bool, begun: float, done: list[tuple[str, object]]
) -> None:
    with counted_reps() as heard:
        on = stage(voice=voice)
        if is_unwell:
            on.speaker.problem = "The voice is gone."
        on.tell(Command.START)
        do(on, "hear", begun)
        for kind, value in done:
            do(on, kind, value)
            view = on.player.view()
            if on.player.is_over:
                break
            assert view.remaining_seconds == pytest.approx(60.0 - on.clock.seconds)
            assert sum(part.share for part in view.parts) == pytest.approx(1.0)
            assert not on.sounds() or nothing_sounds_behind_the_end(on)
        was_over = on.player.is_over
        play_out(on)
    assert was_over or on.clock.seconds == pytest.approx(60.0, abs=EXACT)
    kept: Counter[Place] = Counter()
    for event in on.journal.kept:
        assert event.segment.grid is not None
        assert 0 < event.reps_done <= event.segment.grid.reps
        kept[place(event.segment)] += event.reps_done
    assert kept == heard
