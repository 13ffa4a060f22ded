"""Whole sessions with a position that is moved by hand: what is shown, in which order, and what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import RepRange, Side, Sides, Tempo
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.timeline import SegmentKind, frames
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.passing_notice import NOTICE_SECONDS
from mobility_coach.services.session.patience import PATIENCE_SECONDS
from mobility_coach.services.session.session_ports import Remembered
from mobility_coach.services.session.session_timing import AHEAD
from tests.domain.drills_for_tests import movement, routine
from tests.services.player_stage import Stage, roll, swing

READY_WORDS = CoachingPreferences(wait_for_ready=True)


def kept(stage: Stage) -> list[tuple[str, str, Side, int, int]]:
    """Drill, movement, side, reps done and planned of each record."""
    return [
        (e.segment.drill, e.segment.movement, e.segment.side, e.reps_done, e.segment.grid.reps)
        for e in stage.journal.kept
        if e.segment.grid is not None
    ]


# From start to end


def test_a_session_is_led_through_in_order_and_every_side_of_every_movement_is_kept() -> None:
    stage = Stage(routine(swing(), roll()))
    assert stage.player.view().phase is Phase.READY
    stage.tell(Command.START)
    seen = [stage.player.transport.segment.name]
    while not stage.player.is_over:
        stage.hear(0.25)
        name = stage.player.transport.segment.name
        if name != seen[-1]:
            seen.append(name)
    assert seen == [segment.name for segment in stage.timeline.segments]
    left, right = Side.LEFT, Side.RIGHT
    assert kept(stage) == [
        ("swing", "A", left, 4, 4),
        ("swing", "B", left, 4, 4),
        ("swing", "A", right, 4, 4),
        ("swing", "B", right, 4, 4),
        ("roll", "A", Side.BOTH, 6, 6),
    ]
    assert set(stage.journal.routines) == {"r"}
    assert stage.sink.calls[0] == "play"
    assert set(stage.sink.calls[1:]) <= {"replace"}
    assert not stage.sounds()


def test_what_was_slept_through_in_one_go_is_kept_all_the_same() -> None:
    stage = Stage()
    stage.tell(Command.START)
    view = stage.hear(10_000)
    assert view.phase is Phase.FINISHED
    assert [reps for *_, reps, _ in kept(stage)] == [4, 4, 4, 4]


def test_practice_is_dated_by_the_start_of_its_reps() -> None:
    stage = Stage()
    opened = stage.wall.moment
    stage.start_in(SegmentKind.REPS)
    stage.hear(5.0)
    stage.tell(Command.PAUSE)
    stage.wall.moment += timedelta(hours=5)
    stage.tell(Command.RESUME)
    stage.tell(Command.STOP)
    first = stage.segment(SegmentKind.REPS).start / frames(1)
    assert stage.journal.started == [opened + timedelta(seconds=first)]


def test_the_length_of_a_session_is_its_timelines() -> None:
    stage = Stage()
    assert stage.player.seconds == pytest.approx(stage.timeline.length / 48_000)


# Stopping


def test_a_stop_in_the_middle_keeps_the_whole_reps() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 11.9)
    view = stage.tell(Command.STOP)
    assert kept(stage) == [("swing", "A", Side.LEFT, 2, 4)]
    assert view.phase is Phase.FINISHED
    assert stage.sink.calls[-1] == "halt"


def test_a_stop_keeps_what_was_heard_until_the_silence() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 11.9)
    stage.sink.lag = frames(0.2)
    stage.tell(Command.STOP)
    assert kept(stage) == [("swing", "A", Side.LEFT, 3, 4)]


@pytest.mark.parametrize("command", [Command.STOP, Command.NEXT, Command.PAUSE, Command.FASTER, Command.MUTE])
def test_reps_that_end_while_a_command_silences_the_sound_are_kept_once(command: Command) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS)
    stage.hear_to(stage.segment(SegmentKind.REPS).stop - 20)
    stage.sink.lag = 100
    stage.tell(command)
    assert kept(stage) == [("swing", "A", Side.LEFT, 4, 4)]


@pytest.mark.parametrize("command", [Command.NEXT, Command.PREVIOUS, Command.REPEAT, Command.SKIP_SIDE])
def test_leaving_in_the_middle_keeps_the_whole_reps(command: Command) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 1, 9.0)
    stage.tell(command)
    assert kept(stage)[1:] == [("swing", "B", Side.LEFT, 2, 4)]
    assert stage.sounds()


def test_a_stop_while_paused_keeps_the_whole_reps_once() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.tell(Command.PAUSE, Command.STOP, Command.STOP)
    assert kept(stage) == [("swing", "A", Side.LEFT, 2, 4)]


def test_it_tells_whether_it_moves_and_whether_anything_was_practised() -> None:
    stage = Stage()
    assert (stage.player.is_moving, stage.player.has_practised) == (False, False)
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    assert (stage.player.is_moving, stage.player.has_practised) == (True, False)
    stage.tell(Command.PAUSE)
    assert not stage.player.is_moving
    stage.tell(Command.STOP)
    assert (stage.player.is_moving, stage.player.has_practised) == (False, True)


def test_closing_ends_the_session_and_may_be_done_twice() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 5.0)
    stage.player.close()
    stage.player.close()
    assert stage.player.is_over
    assert kept(stage) == [("swing", "A", Side.LEFT, 1, 4)]
    assert stage.sink.calls == ["play", "halt"]


@pytest.mark.parametrize("ends", ["stopped", "played"])
@pytest.mark.parametrize("command", Command)
def test_after_the_end_nothing_can_be_told(ends: str, command: Command) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 5.0)
    before = stage.tell(Command.STOP) if ends == "stopped" else stage.hear(10_000)
    calls = list(stage.sink.calls)
    assert before.commands == frozenset()
    assert stage.tell(command) == before
    assert stage.sink.calls == calls
    assert (stage.tempi, stage.kept_levels) == ([], [])


# Pausing


def test_a_pause_in_a_rep_is_silent_and_goes_on_with_a_count_in_to_the_start_of_that_rep() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    view = stage.tell(Command.PAUSE)
    assert (view.phase, view.rep, view.announcement) == (Phase.PAUSED, 3, "Paused")
    assert stage.sink.calls[-1] == "halt"
    assert stage.hear(60).rep == 3

    rep = stage.segment(SegmentKind.REPS).start + frames(8.0)
    view = stage.tell(Command.RESUME)
    assert (view.phase, view.rep, view.reps, view.count_in, view.stroke) == (Phase.PLAYING, 3, 4, 3, None)
    assert stage.source.start < rep - frames(3.0)
    assert [cue.text for cue in stage.spoken_ahead(7.5)] == ["3", "2", "1", "3", "Last one"]
    assert [stage.hear_to(rep - frames(s)).count_in for s in (3.0, 2.0, 1.0)] == [3, 2, 1]
    view = stage.hear_to(rep)
    assert (view.rep, view.count_in, view.stroke_progress) == (3, 0, 0.0)
    stage.hear(8.0)
    assert kept(stage) == [("swing", "A", Side.LEFT, 4, 4)]


def test_a_pause_in_a_sentence_says_it_again_from_its_start() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.SETUP, 0, 0.4)
    stage.tell(Command.TOGGLE)
    view = stage.tell(Command.TOGGLE)
    assert (view.phase, view.caption) == (Phase.PLAYING, "Stand tall.")
    assert stage.spoken_ahead()[0].frame == stage.sink.position()


def test_a_pause_while_the_voice_is_prepared_waits_for_nobody() -> None:
    stage = Stage(voice=None)
    stage.tell(Command.START)
    view = stage.tell(Command.PAUSE)
    assert (view.phase, view.caption) == (Phase.PAUSED, "")
    stage.hear(60)
    assert stage.sink.calls == []


# Waiting until ready


def test_waiting_lasts_until_the_person_is_ready() -> None:
    stage = Stage(preferences=READY_WORDS)
    stage.tell(Command.START)
    view = stage.hear(300)
    assert (view.phase, view.instruction) == (Phase.WAITING, "Left foot behind.")
    assert not stage.sounds()
    assert stage.hear(300) == view
    view = stage.tell(Command.READY)
    assert (view.phase, view.instruction) == (Phase.PLAYING, "A: swing your left leg.")
    assert stage.sounds()
    assert stage.source.start == stage.segment(SegmentKind.LINK).start
    view = stage.hear(300)
    assert (view.phase, view.instruction) == (Phase.WAITING, "Change: right foot behind.")
    stage.tell(Command.TOGGLE)
    assert stage.hear(300).phase is Phase.FINISHED
    assert len(stage.journal.kept) == 4


def test_a_pause_as_the_waiting_begins_finds_it_waiting() -> None:
    stage = Stage(preferences=READY_WORDS)
    stage.start_in(SegmentKind.SETUP, 1)
    stage.hear_to(stage.segment(SegmentKind.SETUP, 1).stop - 10)
    stage.sink.lag = 100
    assert stage.tell(Command.PAUSE).phase is Phase.WAITING
    assert not stage.sounds()
    assert stage.tell(Command.RESUME).phase is Phase.PLAYING


def test_ready_cuts_the_set_up_short_and_means_nothing_within_reps() -> None:
    stage = Stage()
    view = stage.start_in(SegmentKind.SETUP, 0, 0.2)
    assert Command.READY in view.commands
    view = stage.tell(Command.READY)
    assert view.instruction == "A: swing your left leg."
    assert Command.READY not in view.commands
    calls = list(stage.sink.calls)
    assert stage.tell(Command.READY) == view
    assert stage.sink.calls == calls


# Moving about


def test_next_at_the_last_movement_goes_to_the_end_and_then_ends() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 3, 1.0)
    view = stage.tell(Command.NEXT)
    assert (view.phase, view.instruction) == (Phase.PLAYING, "All done. Nice work.")
    assert stage.tell(Command.NEXT).phase is Phase.FINISHED
    assert stage.sink.calls[-1] == "halt"
    assert len(stage.journal.kept) == 3


def test_previous_at_the_first_movement_begins_the_drill_again() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    view = stage.tell(Command.PREVIOUS)
    assert view.instruction == "Swing. You need nothing for it."
    assert stage.source.start == stage.segment(SegmentKind.INTRO).start


def test_skip_side_goes_to_the_other_side_and_then_to_the_end() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    view = stage.tell(Command.SKIP_SIDE)
    assert (view.instruction, view.side_label) == ("Change: right foot behind.", "Right side")
    assert stage.tell(Command.SKIP_SIDE).instruction == "All done. Nice work."


def test_repeat_does_a_movement_again_and_both_times_are_kept() -> None:
    stage = Stage(routine(swing(Sides.TOGETHER)))
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    assert stage.tell(Command.REPEAT).instruction == "A: swing your left leg."
    stage.hear(1000)
    assert [reps for *_, reps, _ in kept(stage)] == [2, 4, 4]


def test_a_jump_while_paused_is_shown_and_heard_only_when_the_person_goes_on() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    view = stage.tell(Command.PAUSE, Command.NEXT)
    assert (view.phase, view.instruction) == (Phase.PAUSED, "B: swing your left leg.")
    assert stage.sink.calls == ["play", "halt"]
    stage.tell(Command.RESUME)
    assert stage.source.start == stage.segment(SegmentKind.LINK, 1).start


@pytest.mark.parametrize(("part", "kind", "index"), [(0, "intro", 0), (1, "link", 1), (2, "switch", 0)])
def test_a_part_is_gone_to_and_what_was_done_is_kept_once(part: int, kind: str, index: int) -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 1, 9.0)
    view = stage.go_to(part)
    there = stage.segment(SegmentKind(kind), index)
    assert kept(stage) == [("swing", "A", Side.LEFT, 4, 4), ("swing", "B", Side.LEFT, 2, 4)]
    assert (view.phase, view.instruction) == (Phase.PLAYING, there.text)
    assert [at for at, each in enumerate(view.parts) if each.is_current] == [part]
    assert (stage.source.start, stage.sounds()) == (there.start, True)


def test_who_paused_and_goes_to_a_part_stays_paused() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    stage.tell(Command.PAUSE)
    for part in (3, 1):
        view = stage.go_to(part)
        assert (view.phase, view.parts[part].is_current) == (Phase.PAUSED, True)
    assert kept(stage) == [("swing", "A", Side.LEFT, 2, 4)]
    assert not stage.sounds()
    stage.tell(Command.RESUME)
    assert stage.source.start == stage.segment(SegmentKind.LINK, 1).start


def test_who_waits_and_goes_to_a_part_is_led_on_from_there() -> None:
    stage = Stage(preferences=CoachingPreferences(wait_for_ready=True))
    stage.player.tell(Command.START)
    stage.hear_to(stage.source.stop)
    assert stage.player.view().phase is Phase.WAITING
    view = stage.go_to(3)
    assert (view.phase, view.parts[3].is_current) == (Phase.PLAYING, True)
    assert stage.source.start == stage.segment(SegmentKind.LINK, 3).start


@pytest.mark.parametrize("part", [-1, 4, 2**40])
def test_a_part_that_is_not_there_leaves_all_as_it_is(part: int) -> None:
    stage = Stage()
    before = stage.start_in(SegmentKind.REPS, 0, 9.0)
    assert stage.go_to(part) == before
    assert stage.sink.calls == ["play"]


def test_after_the_end_no_part_can_be_gone_to() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    over = stage.tell(Command.STOP)
    assert stage.go_to(0) == over
    assert len(kept(stage)) == 1


def test_the_end_says_what_was_practised() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 9.0)
    assert stage.tell(Command.NEXT).summary == ()
    summary = stage.tell(Command.STOP).summary
    assert summary == ("Swing, left side: 1 movement, 2 reps", "Less than a minute of movement")


def test_a_jump_before_the_start_is_where_the_session_starts() -> None:
    stage = Stage()
    view = stage.tell(Command.NEXT, Command.NEXT, Command.NEXT)
    assert (view.phase, view.instruction) == (Phase.READY, "B: swing your left leg.")
    stage.tell(Command.START)
    assert stage.source.start == stage.segment(SegmentKind.LINK, 1).start


def test_a_command_that_means_nothing_now_leaves_the_sound_alone() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    stage.tell(Command.START, Command.RESUME)
    assert stage.sink.calls == ["play"]


# What is wrong


def test_a_voice_that_never_answers_is_waited_for_once() -> None:
    stage = Stage(voice=None)
    view = stage.tell(Command.START)
    assert (view.phase, view.caption) == (Phase.PLAYING, "Getting the voice ready …")
    assert stage.sink.calls == []
    stage.clock.seconds += PATIENCE_SECONDS - 0.1
    assert stage.player.view().caption == "Getting the voice ready …"
    stage.clock.seconds += 0.1
    stage.player.view()
    assert stage.sounds()
    assert stage.hear(1.0).caption == "A strong stretch is fine. If anything hurts, stop."
    stage.tell(Command.NEXT)
    assert stage.sounds()
    stage.speaker.arrive("A strong stretch is fine. If anything hurts, stop.")
    assert stage.tell(Command.PREVIOUS).caption == "Getting the voice ready …"
    assert stage.sink.calls[-1] == "halt"


def test_the_session_starts_as_soon_as_the_first_words_are_there() -> None:
    stage = Stage(voice=None)
    stage.tell(Command.START)
    first, second, third = stage.speaker.requests[-1][:3]
    stage.speaker.arrive(first, 2.5)
    stage.speaker.fail(second)
    assert stage.player.view().caption == "Getting the voice ready …"
    stage.speaker.arrive(third)
    stage.player.view()
    assert stage.sounds()
    assert stage.spoken_ahead()[0].length == frames(2.5)


def test_the_words_of_a_session_are_asked_for_once_each_and_in_order() -> None:
    stage = Stage(voice=None)
    words = stage.speaker.requests[0]
    assert words[:3] == [
        "A strong stretch is fine. If anything hurts, stop.",
        "Swing. You need nothing for it.",
        "Stand tall.",
    ]
    assert len(words) == len(set(words))
    stage.tell(Command.START)
    asked = len(stage.speaker.requests)
    stage.player.view()
    stage.player.view()
    assert len(stage.speaker.requests) == asked


def test_after_a_jump_the_words_there_are_asked_for_first() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    stage.tell(Command.SKIP_SIDE)
    assert stage.speaker.requests[-1][0] == "Change: right foot behind."


def test_a_known_problem_of_the_voice_is_not_waited_for_and_shown() -> None:
    stage = Stage(voice=None)
    stage.speaker.problem = "There is no voice. Install espeak-ng."
    view = stage.tell(Command.START)
    assert stage.sounds()
    assert view.banner == "There is no voice. Install espeak-ng."


def test_the_banner_says_what_matters_most() -> None:
    stage = Stage()
    assert stage.player.view().banner == ""
    stage.speaker.problem = "There is no voice."
    assert stage.player.view().banner == "There is no voice."
    stage.sink.problem = "There is no sound."
    assert stage.player.view().banner == "There is no sound."
    stage.journal.problem = "The disk is full."
    stage.start_in(SegmentKind.LINK, 1)
    assert stage.player.view().banner == "The disk is full."
    stage.journal.problem = ""
    stage.hear_to(stage.segment(SegmentKind.REPS, 1).stop)
    assert stage.player.view().banner == "There is no sound."
    stage.sink.problem = stage.speaker.problem = ""
    assert stage.player.view().banner == ""


def test_what_is_worth_knowing_is_no_problem_and_goes_once_the_session_has_played() -> None:
    stage = Stage(notice="Left out: Pigeon.")
    stage.clock.seconds += 100
    view = stage.player.view()
    assert (view.notice, view.problem) == ("Left out: Pigeon.", "")
    ended = Stage(notice="Left out: Pigeon.")
    assert ended.tell(Command.STOP).notice == ""
    stage.start_in(SegmentKind.REPS, 0)
    stage.player.view()
    stage.clock.seconds += NOTICE_SECONDS + 1
    assert stage.player.view().notice == ""


def test_what_could_not_be_saved_is_still_said_after_the_end() -> None:
    stage = Stage()
    stage.journal.problem = "The disk is full."
    stage.start_in(SegmentKind.REPS, 0, 5.0)
    assert stage.tell(Command.STOP).banner == "The disk is full."


def test_sound_that_falls_silent_and_comes_back_changes_nothing_but_the_banner() -> None:
    stage = Stage()
    before = stage.start_in(SegmentKind.REPS, 0, 1.0)
    stage.sink.problem = "The loudspeaker is gone."
    view = stage.hear(4.0)
    assert (view.rep, view.banner) == (2, "The loudspeaker is gone.")
    stage.sink.problem = ""
    view = stage.hear(4.0)
    assert (view.rep, view.banner, before.banner) == (3, "", "")
    assert stage.sink.calls == ["play"]


# Tempo and volume are remembered


def test_a_tempo_is_remembered_for_its_drill_and_kept_within_bounds() -> None:
    slow = CoachingPreferences(drills={"swing": DrillChoices({"A": 4}, 25, "foot")})
    stage = Stage(preferences=slow)
    view = stage.tell(Command.SLOWER)
    assert (view.bpm, stage.tempi) == (20, [("swing", 20)])
    stage.start_in(SegmentKind.REPS, 0, 1.0)
    calls = list(stage.sink.calls)
    assert stage.tell(Command.SLOWER).bpm == 20
    assert stage.tempi == [("swing", 20)]
    assert stage.sink.calls == calls


def test_during_a_rest_the_tempo_is_that_of_the_coming_drill() -> None:
    stage = Stage(routine(roll(), swing()))
    view = stage.start_in(SegmentKind.REST, 0, 1.0)
    assert view.drill_title == "Swing"
    stage.tell(Command.FASTER)
    assert stage.tempi == [("swing", 65)]
    assert stage.player.view().bpm == 65
    assert stage.tell(Command.NEXT).bpm == 65
    assert stage.tell(Command.PREVIOUS).bpm == 60


def test_a_change_is_heard_before_it_is_kept_since_a_disk_may_be_slow() -> None:
    for command in (Command.FASTER, Command.QUIETER, Command.MUTE):
        stage = Stage()
        stage.start_in(SegmentKind.REPS, seconds=1.0)
        before = stage.source
        heard: list[bool] = []

        def keep(*_: object, stage: Stage = stage, heard: list[bool] = heard, old: object = before) -> None:
            heard.append(stage.source is not old)

        stage.player._remembered = Remembered(keep, keep)
        stage.tell(command)
        assert heard == [True]


def test_levels_are_remembered_and_kept_within_bounds() -> None:
    stage = Stage()
    assert stage.tell(Command.LOUDER).volume == 1.0
    assert stage.kept_levels == []
    assert stage.tell(Command.QUIETER).volume == 0.9
    view = stage.tell(Command.MUTE)
    assert view.is_muted
    view = stage.tell(*[Command.QUIETER] * 12)
    assert (view.volume, view.is_muted) == (0.0, False)
    assert [levels.volume for levels in stage.kept_levels][-1] == 0.0
    assert stage.sink.calls == []


def test_a_long_session_brings_in_sounds_and_words_bit_by_bit() -> None:
    stage = Stage(preferences=CoachingPreferences(setup_seconds=300.0))
    stage.tell(Command.START)
    last = stage.timeline.cues[-1].frame
    assert max(cue.frame for cue in stage.source.cues) < AHEAD < last
    until, made = stage.player.transport.position + AHEAD // 2, 0
    while stage.player.transport.position < until:
        made = len(stage.sources)
        stage.hear(1.0)
    assert len(stage.sources) == made + 1
    assert stage.sink.calls == ["play", "replace"]


def test_who_comes_back_after_the_machine_slept_finds_a_pause() -> None:
    stage = Stage()
    stage.start_in(SegmentKind.REPS, 0, 5.0)
    stage.wall.moment += timedelta(seconds=4)
    assert stage.hear(0.1).phase is Phase.PLAYING
    stage.wall.moment += timedelta(hours=8)
    assert stage.hear(0.1).phase is Phase.PAUSED
    assert not stage.sounds()
    assert stage.tell(Command.RESUME).phase is Phase.PLAYING
    assert stage.hear(1.0).phase is Phase.PLAYING


def test_another_voice_than_the_chosen_one_is_waited_for_and_told() -> None:
    stage = Stage(voice=None)
    stage.speaker.notice = "Another voice speaks."
    view = stage.tell(Command.START)
    assert view.banner == "Another voice speaks."
    assert not stage.sounds()


def test_a_movement_with_a_tempo_of_its_own_is_changed_from_there() -> None:
    calm = replace(movement("B", RepRange(4, 4)), tempo=Tempo(50, 2, 2))
    both = replace(swing(), movements=(movement("A", RepRange(4, 4)), calm))
    stage = Stage(routine(both))
    stage.start_in(SegmentKind.REPS, 1, 1.0)
    assert stage.player.view().bpm == 50
    assert stage.tell(Command.FASTER).bpm == 55
    assert stage.tell(Command.SLOWER).bpm == 50
    assert stage.tempi[-1] == ("swing", 60)
    for _ in range(60):
        stage.tell(Command.FASTER)
    told = len(stage.tempi)
    stage.tell(Command.FASTER)
    assert len(stage.tempi) == told
