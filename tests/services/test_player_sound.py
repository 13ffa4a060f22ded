"""What the sink is given: after jumps and pauses, through changes of tempo and volume, as clips arrive."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import RepRange, Sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import Cue, CueKind, SegmentKind, frames
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.session_ports import Levels
from mobility_coach.services.session.session_timing import SETTLED
from tests.domain.drills_for_tests import drill, movement, plain_timing, routine
from tests.services.player_stage import Stage

LONG_HINT = "Let the whole of the weight sink down into the outside of the heel, and breathe."


def talkative(reps: int = 8) -> Stage:
    """A drill whose only hint fits between two counts once it is slow, or was spoken quickly."""
    one = replace(movement("A", RepRange(reps, reps)), hints=(LONG_HINT,))
    return Stage(routine(drill("swing", Sides.EACH, (one,))), voice=lambda text: estimate(text, 165))


def words(cues: tuple[Cue, ...]) -> list[str]:
    return [cue.text for cue in cues if cue.kind is CueKind.PHRASE]


def where(stage: Stage) -> tuple[str, int, float]:
    """Segment, rep and how far its reps are, in beats."""
    state = stage.player.transport
    grid = state.segment.grid
    assert grid is not None
    offset = state.reached - state.segment.start
    return state.segment.name, grid.rep_at(offset), offset * grid.bpm / frames(60)


# Sound and phase


def test_nothing_is_heard_before_the_start_and_all_from_it_on() -> None:
    stage = Stage()
    assert stage.sink.calls == []
    stage.tell(Command.START)
    assert stage.sink.calls == ["play"]
    assert stage.source.start == 0
    assert stage.source.cues == stage.timeline.cues
    assert stage.source.stop == stage.timeline.length


def test_sound_is_given_up_to_where_the_session_waits() -> None:
    stage = Stage(preferences=CoachingPreferences(wait_for_ready=True))
    stage.tell(Command.START)
    assert stage.source.stop == stage.segment(SegmentKind.SETUP, 1).stop
    assert all(cue.frame < stage.source.stop for cue in stage.source.cues)


@pytest.mark.parametrize("command", [Command.QUIETER, Command.MUTE, Command.FASTER, Command.NEXT])
def test_the_end_may_come_while_a_command_silences_the_sound(command: Command) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.DONE)
    stage.hear_to(stage.timeline.length - 10)
    stage.sink.lag = 100
    before = len(stage.sink.calls)
    assert stage.tell(command).phase is Phase.FINISHED
    assert stage.sink.calls[before:] == ["halt"]


# Jumps and pauses


@pytest.mark.parametrize(
    "command", [Command.NEXT, Command.PREVIOUS, Command.REPEAT, Command.SKIP_SIDE, Command.READY]
)
def test_after_a_jump_nothing_from_before_it_is_heard(command: Command) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 1, 2.1)
    if command is Command.READY:
        stage.tell(Command.PREVIOUS, Command.PREVIOUS)
    stage.tell(command, Command.QUIETER, Command.MUTE, Command.FASTER)
    assert min(cue.frame for cue in stage.source.cues) >= stage.source.start


def test_after_a_count_in_nothing_from_before_it_is_heard() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.tell(Command.PAUSE, Command.RESUME)
    third_rep = stage.segment(SegmentKind.REPS).start + frames(8.0)
    stage.hear_to(third_rep + 1000)
    stage.tell(Command.QUIETER)
    earlier = tuple(cue for cue in stage.source.cues if cue.frame < third_rep)
    assert words(earlier) == ["3", "2", "1"]
    assert all(cue.rep is None for cue in earlier)


def test_a_count_in_goes_on_when_the_volume_is_changed_in_it() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.tell(Command.PAUSE, Command.RESUME)
    before = stage.source.cues
    stage.hear(1.5)
    view = stage.tell(Command.QUIETER)
    assert view.count_in == 2
    assert stage.source.cues == before
    assert stage.source.start == stage.sink.position()


# Volume


def test_volume_is_changed_at_once_and_words_go_on() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.SETUP, 0, 0.3)
    words_at = stage.segment(SegmentKind.SETUP).start
    for command, levels in [
        (Command.QUIETER, Levels(volume=0.9)),
        (Command.MUTE, Levels(volume=0.9, is_muted=True)),
        (Command.MUTE, Levels(volume=0.9)),
        (Command.LOUDER, Levels(volume=1.0)),
    ]:
        view = stage.tell(command)
        assert stage.sink.calls[-2:] == ["halt", "play"]
        assert stage.source.levels == levels
        assert stage.kept_levels[-1] == levels
        assert (view.volume, view.is_muted) == (levels.volume, levels.is_muted)
        assert stage.sink.position() == words_at + frames(0.3)
        assert [cue.frame for cue in stage.source.cues if cue.text == "Stand tall."][-1] == words_at


def test_volume_may_be_changed_while_nothing_is_heard() -> None:
    stage = Stage()
    stage.tell(Command.MUTE)
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    stage.tell(Command.PAUSE, Command.QUIETER)
    assert stage.sink.calls == ["play", "halt"]
    stage.tell(Command.RESUME)
    assert stage.source.levels == Levels(volume=0.9)


# Tempo


@pytest.mark.parametrize("command", [Command.SLOWER, Command.FASTER])
@pytest.mark.parametrize("seconds", [0.0, 0.5, 2.0, 2.1, 5.7, 13.0, 15.9])
def test_a_tempo_changed_in_a_rep_goes_on_in_the_same_phase_of_the_same_rep(
    command: Command, seconds: float
) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 1, seconds)
    name, rep, beats = where(stage)
    stage.tell(command)
    assert where(stage)[:2] == (name, rep)
    assert where(stage)[2] == pytest.approx(beats, abs=1e-4)
    assert stage.sink.calls == ["play", "halt", "play"]
    assert stage.sink.position() == stage.source.start == stage.player.transport.position
    assert stage.player.transport.segment.grid is not None
    assert stage.player.transport.segment.grid.bpm == 60 + (5 if command is Command.FASTER else -5)
    coming = stage.timeline.cues_between(stage.source.start, stage.timeline.length)
    assert tuple(cue for cue in stage.source.cues if cue.frame >= stage.source.start) == coming


def test_a_count_that_is_being_said_rings_out_through_a_change_of_tempo() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 2.1)
    stage.tell(Command.FASTER)
    said = [stage.source.start - cue.frame for cue in stage.source.cues if cue.frame < stage.source.start]
    assert min(said) == frames(0.1)
    stage.hear(0.05)
    stage.tell(Command.FASTER)
    counts = [c for c in stage.source.cues if c.kind is CueKind.COUNT and c.frame < stage.source.start]
    assert [stage.source.start - cue.frame for cue in counts] == [frames(0.15)]


def test_words_go_on_through_several_changes_of_tempo() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS)
    hint = next(
        cue
        for cue in stage.timeline.cues
        if cue.kind is CueKind.PHRASE and cue.rep and cue.text != "Last one"
    )
    stage.hear_to(hint.frame + frames(0.5))
    for times in range(1, 6):
        stage.tell(Command.FASTER)
        said = [cue for cue in stage.source.cues if cue.text == hint.text and cue.frame < stage.source.start]
        assert [stage.source.start - cue.frame for cue in said] == [frames(0.5 + 0.01 * (times - 1))]
        stage.hear(0.01)
    stage.tell(Command.QUIETER)
    said = [cue for cue in stage.source.cues if cue.text == hint.text and cue.frame < stage.source.start]
    assert [stage.source.start - cue.frame for cue in said] == [frames(0.55)]


def test_what_has_rung_out_is_not_carried_along_for_ever() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.INTRO)
    for _ in range(12):
        stage.hear(5.0)
        stage.tell(Command.FASTER)
        stage.tell(Command.SLOWER)
        assert min(cue.frame for cue in stage.source.cues) >= stage.source.start - frames(20.0)


def test_a_sentence_goes_on_when_the_tempo_is_changed_in_it() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.SETUP, 0, 0.4)
    view = stage.tell(Command.FASTER)
    assert (view.caption, view.bpm) == ("Stand tall.", 65)
    begun = [cue for cue in stage.source.cues if cue.text == "Stand tall." and cue.kind is CueKind.PHRASE]
    assert [stage.source.start - cue.frame for cue in begun] == [frames(0.4)]


def test_a_tempo_changed_in_the_count_in_stays_on_the_same_number() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.COUNT_IN)
    stage.hear_to(stage.segment(SegmentKind.REPS).start - frames(1.5))
    view = stage.tell(Command.SLOWER)
    assert view.count_in == 2
    go = stage.segment(SegmentKind.REPS).start
    assert go - stage.source.start == pytest.approx(frames(1.5 * 60 / 55), abs=2)
    assert words(stage.timeline.cues_between(stage.source.start, go)) == ["1"]


def test_a_tempo_changed_in_the_count_in_after_a_pause_counts_in_again() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.tell(Command.PAUSE, Command.RESUME)
    stage.hear(1.5)
    view = stage.tell(Command.SLOWER)
    assert (view.phase, view.rep, view.count_in) == (Phase.PLAYING, 3, 3)
    assert [cue.text for cue in stage.spoken_ahead(3.6)] == ["3", "2", "1"]
    point = stage.segment(SegmentKind.REPS).start + frames(8.0 * 60 / 55)
    assert stage.hear_to(point).rep == 3
    assert len([cue for cue in stage.source.cues if cue.frame < point and cue.rep]) == 0


def test_a_tempo_changed_while_paused_holds_when_the_person_goes_on() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    view = stage.tell(Command.PAUSE, Command.FASTER, Command.FASTER)
    assert (view.phase, view.rep, view.bpm) == (Phase.PAUSED, 3, 70)
    assert stage.sink.calls == ["play", "halt"]
    stage.tell(Command.RESUME)
    point = stage.segment(SegmentKind.REPS).start + frames(8 * 60 / 70)
    state = stage.player.transport
    assert state.lead_in is not None
    assert state.lead_in.stop == pytest.approx(point, abs=1)


def test_a_tempo_changed_while_the_voice_is_prepared_is_heard_from_the_start() -> None:
    stage = Stage(voice=None)
    stage.tell(Command.START)
    view = stage.tell(Command.FASTER)
    assert (view.bpm, view.caption) == (65, "Getting the voice ready …")
    assert stage.sink.calls == []
    stage.speaker.voice = plain_timing
    stage.player.view()
    assert stage.sounds()
    assert stage.source.cues == stage.timeline.cues


def test_a_tempo_changed_while_waiting_stays_at_the_same_place() -> None:
    stage = Stage(preferences=CoachingPreferences(wait_for_ready=True))
    stage.tell(Command.START)
    stage.hear(300)
    view = stage.tell(Command.SLOWER)
    assert (view.phase, view.bpm, view.instruction) == (Phase.WAITING, 55, "Left foot behind.")
    assert stage.sink.calls == ["play"]
    stage.tell(Command.READY)
    assert stage.source.start == stage.segment(SegmentKind.LINK).start


def test_a_tempo_changed_in_a_prepared_count_in_counts_in_again_once_it_is_heard() -> None:
    stage = Stage(voice=None)
    stage.speaker.problem = "There is no voice."
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.speaker.problem = ""
    stage.tell(Command.PAUSE, Command.RESUME, Command.FASTER)
    assert not stage.sounds()
    stage.speaker.voice = plain_timing
    stage.player.view()
    assert [cue.text for cue in stage.spoken_ahead(3.0)] == ["3", "2", "1"]


def test_words_that_fit_only_in_the_new_tempo_are_asked_for() -> None:
    stage = talkative()
    assert LONG_HINT not in stage.speaker.asked
    stage.start_in(SegmentKind.REPS, 0, 0.1)
    stage.tell(*[Command.SLOWER] * 6)
    assert LONG_HINT in words(stage.timeline.cues)
    assert LONG_HINT in stage.speaker.asked


# Clips that arrive while it plays


def playing_by_guess(make: Callable[[], Stage] = Stage) -> Stage:
    """A session without a single clip, which goes on with captions."""
    stage = make()
    stage.speaker.voice = None
    stage.speaker.problem = "There is no voice yet."
    stage.tell(Command.START)
    return stage


def test_a_clip_that_arrives_is_placed_by_its_length_and_heard() -> None:
    stage = playing_by_guess()
    stage.hear(0.3)
    stage.speaker.arrive("Stand tall.", 5.0)
    stage.hear(0.1)
    assert stage.sink.calls == ["play", "replace"]
    assert stage.segment(SegmentKind.SETUP).length == frames(5.0 + 0.35)
    assert stage.source.cues == stage.timeline.cues
    assert stage.source.stop == stage.timeline.length


def test_clips_that_arrive_together_are_placed_together() -> None:
    stage = playing_by_guess()
    for moment in range(10):
        stage.speaker.arrive("Stand tall.", 1.0 + moment / 10)
        stage.hear(0.05)
    assert stage.sink.calls.count("replace") == 2
    stage.hear(0.25)
    assert stage.segment(SegmentKind.SETUP).length == frames(1.9 + 0.35)


def test_what_is_about_to_be_heard_is_left_in_its_place() -> None:
    stage = playing_by_guess()
    intro = stage.segment(SegmentKind.INTRO)
    stage.hear_to(intro.start - frames(0.6))
    before = stage.timeline
    stage.speaker.arrive("Swing. You need nothing for it.", 9.0)
    stage.speaker.arrive("Stand tall.", 3.0)
    stage.hear(0.01)
    horizon = stage.sink.replaced_at[-1] + SETTLED
    assert stage.timeline.cues_between(0, horizon) == before.cues_between(0, horizon)
    assert stage.segment(SegmentKind.INTRO) == intro
    assert stage.segment(SegmentKind.SETUP).length == frames(3.35)


def test_words_left_unsaid_in_the_past_do_not_hold_up_what_comes() -> None:
    stage = playing_by_guess(talkative)
    stage.hear_to(stage.segment(SegmentKind.REPS).start + frames(25.0))
    stage.speaker.arrive(LONG_HINT, 0.5)
    stage.speaker.arrive("Change: right foot behind.", 7.0)
    stage.hear(0.1)
    change = [cue for cue in stage.timeline.cues if cue.text == "Change: right foot behind."]
    assert [cue.length for cue in change if cue.kind is CueKind.PHRASE] == [frames(7.0)]
    second_side = stage.segment(SegmentKind.REPS, 1)
    assert LONG_HINT in words(stage.timeline.cues_between(second_side.start, second_side.stop))
    assert LONG_HINT not in words(stage.timeline.cues_between(0, second_side.start))


def test_a_phrase_that_fails_is_told_to_the_sound_too() -> None:
    stage = playing_by_guess()
    before = stage.timeline
    stage.hear(0.3)
    stage.speaker.fail("Stand tall.")
    stage.hear(0.1)
    assert stage.sink.calls[-1] == "replace"
    assert stage.timeline == before


def test_a_clip_that_arrives_in_a_count_in_after_a_pause_is_placed_behind_it() -> None:
    stage = playing_by_guess()
    stage.hear_to(stage.segment(SegmentKind.REPS).start + frames(9.0))
    stage.tell(Command.PAUSE, Command.RESUME)
    stage.hear(1.0)
    stage.speaker.arrive("Change: right foot behind.", 7.0)
    calls = list(stage.sink.calls)
    stage.hear(1.0)
    assert stage.sink.calls == calls
    stage.hear(1.3)
    assert stage.sink.calls == [*calls, "replace"]


def test_a_clip_that_arrives_as_the_end_is_heard_changes_nothing() -> None:
    stage = playing_by_guess()
    stage.hear_to(stage.timeline.length - 1000)
    stage.speaker.arrive("Stand tall.", 9.0)
    stage.hear(0.01)
    stage.speaker.arrive("Stand tall.", 3.0)
    assert stage.hear(1.0).phase is Phase.FINISHED
    assert stage.tell(Command.PREVIOUS).phase is Phase.FINISHED


def test_a_timing_holds_for_a_whole_compilation_although_its_clip_comes_meanwhile() -> None:
    stage = Stage(voice=None)
    asked: list[str] = []

    def comes_meanwhile(text: str) -> ClipTiming | None:
        asked.append(text)
        return ClipTiming(frames(asked.count(text)), 0) if text == "1" else None

    stage.speaker.timing = comes_meanwhile  # type: ignore[method-assign]
    stage.tell(Command.FASTER)
    assert asked.count("1") == 1


@pytest.mark.parametrize("command", [Command.SLOWER, Command.FASTER])
@pytest.mark.parametrize("milliseconds", [1, 10, 30, 60, 200])
def test_words_that_have_just_begun_are_not_said_twice(command: Command, milliseconds: int) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS)
    hint = next(cue for cue in stage.timeline.cues if cue.text == "Breathe, left.")
    stage.hear_to(hint.frame + frames(milliseconds / 1000))
    stage.tell(command)
    near = frames(2.0)
    said = [cue for cue in stage.source.cues if cue.text == hint.text and cue.kind is CueKind.PHRASE]
    assert len([cue for cue in said if abs(cue.frame - stage.source.start) < near]) == 1
