"""What the player shows, field by field."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.commands import Command
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import CueChoice, Drill, RepRange, Side, Sides, Tempo
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.timeline import SAMPLE_RATE, CueKind, SegmentKind, Timeline, frames
from mobility_coach.domain.transport import Phase, RepsPractised, Transport, advance, tell
from mobility_coach.services.session.outline import outline_of
from mobility_coach.services.session.player_presenter import (
    PlayerSituation,
    bpm_now,
    player_view,
    tempo_block,
)
from mobility_coach.services.session.player_view import (
    LONG_REST_SECONDS,
    SOON_SECONDS,
    Hearing,
    PlayerView,
    Stroke,
)
from tests.domain.drills_for_tests import drill, movement, plain_timing, routine
from tests.services.player_stage import roll, swing

FIRM = CoachingPreferences()
WAITS = CoachingPreferences(wait_for_ready=True)


class Show:
    """A transport over a few drills, put to any place and looked at."""

    def __init__(self, *drills: Drill, preferences: CoachingPreferences = FIRM) -> None:
        self.drills = drills or (swing(),)
        self.preferences = preferences
        self.timeline: Timeline = compile_routine(routine(*self.drills), preferences, plain_timing)

    def situation(self, **changes: object) -> PlayerSituation:
        known = {one.id: one for one in self.drills}
        made = PlayerSituation(
            known,
            self.preferences,
            volume=0.8,
            is_muted=False,
            is_preparing=False,
            banner="",
            outline=outline_of(self.timeline, known),
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def place(self, kind: SegmentKind, index: int = 0) -> int:
        return [segment for segment in self.timeline.segments if segment.kind is kind][index].start

    def at(
        self, kind: SegmentKind, index: int = 0, seconds: float = 0.0, phase: Phase = Phase.PLAYING
    ) -> PlayerView:
        return self.view(self.transport(kind, index, seconds, phase))

    def transport(
        self, kind: SegmentKind, index: int = 0, seconds: float = 0.0, phase: Phase = Phase.PLAYING
    ) -> Transport:
        return Transport(self.timeline, phase, self.place(kind, index) + frames(seconds))

    def view(self, transport: Transport, **changes: object) -> PlayerView:
        return player_view(transport, self.situation(**changes))

    def whole(self, step: float) -> Iterator[PlayerView]:
        """The session as it is heard, seen every `step` seconds."""
        for frame in range(0, self.timeline.length, frames(step)):
            yield self.view(Transport(self.timeline, Phase.PLAYING, frame))


# Words


@pytest.mark.parametrize(
    ("kind", "index", "instruction", "coming"),
    [
        (SegmentKind.SAFETY, 0, "A strong stretch is fine. If anything hurts, stop.", "A · Move A"),
        (SegmentKind.INTRO, 0, "Swing. You need nothing for it.", "A · Move A"),
        (SegmentKind.SETUP, 0, "Stand tall.", "A · Move A"),
        (SegmentKind.SETUP, 1, "Left foot behind.", "A · Move A"),
        (SegmentKind.LINK, 0, "A: swing your left leg.", "B · Move B"),
        (SegmentKind.COUNT_IN, 0, "Move A", "B · Move B"),
        (SegmentKind.REPS, 0, "In left", "B · Move B"),
        (SegmentKind.LINK, 1, "B: swing your left leg.", "Right side: A · Move A"),
        (SegmentKind.REPS, 1, "In left", "Right side: A · Move A"),
        (SegmentKind.SWITCH, 0, "Change: right foot behind.", "A · Move A"),
        (SegmentKind.REPS, 2, "In right", "B · Move B"),
        (SegmentKind.REPS, 3, "In right", "Roll"),
        (SegmentKind.REST, 0, "Rest for a moment. Next: Roll.", "Roll"),
        (SegmentKind.INTRO, 1, "Roll. You need nothing for it.", "Move A"),
        (SegmentKind.REPS, 4, "In left", "You are done"),
        (SegmentKind.DONE, 0, "All done. Nice work.", ""),
    ],
)
def test_each_part_of_a_session_says_what_to_do_and_what_comes_next(
    kind: SegmentKind, index: int, instruction: str, coming: str
) -> None:
    view = Show(swing(), roll()).at(kind, index)
    assert (view.instruction, view.next_text) == (instruction, coming)


@pytest.mark.parametrize(
    ("kind", "index", "labels"),
    [
        (SegmentKind.SAFETY, 0, ("", "", "")),
        (SegmentKind.INTRO, 0, ("Swing", "", "Left side")),
        (SegmentKind.LINK, 1, ("Swing", "B · Move B", "Left side")),
        (SegmentKind.SWITCH, 0, ("Swing", "", "Right side")),
        (SegmentKind.REPS, 2, ("Swing", "A · Move A", "Right side")),
        (SegmentKind.REST, 0, ("Roll", "", "")),
        (SegmentKind.REPS, 4, ("Roll", "Move A", "")),
        (SegmentKind.DONE, 0, ("", "", "")),
    ],
)
def test_drill_movement_and_side_are_named_where_there_are_any(
    kind: SegmentKind, index: int, labels: tuple[str, str, str]
) -> None:
    view = Show(swing(), roll()).at(kind, index)
    assert (view.drill_title, view.movement_label, view.side_label) == labels
    assert view.session_title == "Routine"


def test_the_stroke_out_has_words_of_its_own() -> None:
    show = Show()
    going_in, going_out = show.at(SegmentKind.REPS, 0, 1.9), show.at(SegmentKind.REPS, 0, 2.0)
    assert (going_in.instruction, going_in.stroke) == ("In left", Stroke.IN)
    assert (going_out.instruction, going_out.stroke) == ("Out right", Stroke.OUT)
    assert (going_in.stroke_in_text, going_in.stroke_out_text) == ("In left", "Out right")
    silent = replace(movement(), stroke_out="")
    assert Show(drill(movements=(silent,))).at(SegmentKind.REPS, 0, 2.0).instruction == "In left"


def test_the_chosen_cue_gives_the_words_of_the_strokes() -> None:
    choices = (
        CueChoice("toe", "Toe", "Say", "Toe in", "Toe out"),
        CueChoice("nose", "Nose", "S", "N in", "N out"),
    )
    chosen = CoachingPreferences(drills={"swing": DrillChoices(cue="nose")})
    one = drill("swing", Sides.TOGETHER, (replace(movement(), cue_choices=choices),))
    view = Show(one, preferences=chosen).at(SegmentKind.REPS)
    assert (view.instruction, view.stroke_in_text, view.stroke_out_text) == ("N in", "N in", "N out")


def test_a_drill_that_alternates_reads_from_the_days_first_side() -> None:
    right_first = CoachingPreferences(first_side=Side.RIGHT)
    view = Show(swing(Sides.ALTERNATING), preferences=right_first).at(SegmentKind.REPS)
    assert (view.stroke_in_text, view.stroke_out_text, view.side_label) == ("In right", "Out left", "")
    assert view.instruction == "In right"


def test_captions_are_what_is_said_or_was_said_last() -> None:
    show = Show()
    assert show.at(SegmentKind.SAFETY, 0, 0.5).caption == ""
    assert show.at(SegmentKind.SAFETY, 0, 0.8).caption == "A strong stretch is fine. If anything hurts, stop."
    assert show.at(SegmentKind.LINK, 0, 0.5).caption == ""
    assert show.at(SegmentKind.LINK, 0, 1.5).caption == "A: swing your left leg."
    assert show.at(SegmentKind.REPS, 0, 2.0).caption == ""
    assert show.at(SegmentKind.REPS, 0, 3.9).caption == "Breathe, left."
    assert show.at(SegmentKind.SAFETY, 0, 0.8, Phase.READY).caption == ""
    playing = show.transport(SegmentKind.SETUP, 0, 0.5)
    assert show.view(playing, is_preparing=True).caption == "Getting the voice ready …"


# Phases


@pytest.mark.parametrize(
    ("phase", "more", "missing"),
    [
        (Phase.READY, {Command.START, Command.READY}, {Command.PAUSE, Command.RESUME}),
        (Phase.PLAYING, {Command.PAUSE, Command.READY}, {Command.START, Command.RESUME}),
        (Phase.PAUSED, {Command.START, Command.RESUME, Command.READY}, {Command.PAUSE}),
        (Phase.WAITING, {Command.START, Command.READY, Command.RESUME}, set()),
    ],
)
def test_each_phase_has_its_commands(phase: Phase, more: set[Command], missing: set[Command]) -> None:
    view = Show().at(SegmentKind.SETUP, 0, 0.5, phase)
    always = set(Command) - {Command.START, Command.READY, Command.PAUSE, Command.RESUME}
    assert view.phase is phase
    assert always | more <= view.commands
    assert not missing & view.commands


@pytest.mark.parametrize("kind", [SegmentKind.LINK, SegmentKind.COUNT_IN, SegmentKind.REPS, SegmentKind.DONE])
def test_ready_is_offered_only_where_there_is_something_to_be_ready_for(kind: SegmentKind) -> None:
    assert Command.READY not in Show().at(kind, 0).commands
    assert Command.READY in Show().at(kind, 0, phase=Phase.PAUSED).commands


def waiting(show: Show) -> Transport:
    started, _ = tell(Transport(show.timeline), Command.START, 3)
    return advance(started, show.timeline.length)[0]


def test_while_the_session_waits_the_set_up_is_still_shown() -> None:
    show = Show(preferences=replace(WAITS, link_seconds=0.0))
    view = show.view(waiting(show))
    assert view.phase is Phase.WAITING
    assert (view.instruction, view.caption) == ("Left foot behind.", "Left foot behind.")
    assert (view.movement_label, view.next_text) == ("", "A · Move A")
    assert view.announcement == "Waiting until you are ready"
    assert (view.rep, view.count_in) == (0, 0)


def test_a_session_that_was_stopped_says_so_and_that_nothing_is_lost() -> None:
    show = Show()
    stopped = show.transport(SegmentKind.REPS, 0, 5.0, Phase.FINISHED)
    view = show.view(stopped, practised=(RepsPractised(stopped.segment, 1),))
    assert view.instruction == view.announcement == "Stopped. What you have done is kept."
    assert (view.next_text, view.commands) == ("", frozenset())


def test_of_what_was_being_done_nothing_is_left_after_a_stop() -> None:
    show = Show()
    before = show.at(SegmentKind.REPS, 0, 3.9)
    assert (before.was_stopped, bool(before.caption), bool(before.movement_label)) == (False, True, True)
    for kind in (SegmentKind.REPS, SegmentKind.LINK):
        view = show.at(kind, 0, 3.9, Phase.FINISHED)
        assert view.was_stopped
        assert (view.caption, view.drill_title, view.movement_label, view.side_label) == ("", "", "", "")
        assert view.announcement == view.instruction


def test_where_nothing_was_done_nothing_is_said_to_be_kept() -> None:
    view = Show().at(SegmentKind.REPS, 0, 0.5, Phase.FINISHED)
    assert view.instruction == view.announcement == "Stopped before the first rep was done."
    assert (view.summary, view.next_text, view.commands) == ((), "", frozenset())


def test_a_session_that_was_done_ends_with_its_last_words() -> None:
    show = Show()
    view = show.view(Transport(show.timeline, Phase.FINISHED, show.timeline.length))
    assert view.instruction == view.announcement == "All done. Nice work."
    assert not view.was_stopped
    assert (view.remaining_seconds, view.next_text) == (0.0, "")
    assert all(part.done == 1.0 for part in view.parts)


def test_volume_mute_and_banner_are_shown_as_they_are() -> None:
    show = Show()
    view = show.view(Transport(show.timeline), volume=0.3, is_muted=True, banner="No sound.", notice="Night.")
    assert (view.volume, view.is_muted, view.banner, view.notice) == (0.3, True, "No sound.", "Night.")
    assert view.problem == "No sound."
    assert (view.elapsed_seconds, view.remaining_seconds) == (0.0, show.timeline.length / SAMPLE_RATE)


def test_what_is_wrong_with_the_session_comes_before_the_microphone_and_hides_nothing() -> None:
    show = Show()
    view = replace(show.at(SegmentKind.REPS), hearing=Hearing(problem="No microphone."))
    assert view.problem == "No microphone."
    assert replace(view, banner="No sound.").problem == "No sound. No microphone."


def test_words_are_told_from_a_moment_before_they_are_heard_until_they_are_over() -> None:
    show = Show()
    cue = next(cue for cue in show.timeline.cues if cue.kind is CueKind.PHRASE)
    stop = cue.frame + cue.length
    assert frames(SOON_SECONDS) < cue.frame
    places = {cue.frame - frames(SOON_SECONDS) - 1: False, cue.frame - frames(SOON_SECONDS): True}
    places |= {cue.frame: True, stop: True}
    for frame, is_speaking in places.items():
        transport = Transport(show.timeline, Phase.PLAYING, frame)
        assert show.view(transport).is_speaking is is_speaking
        assert not show.view(transport, is_voiced=False).is_speaking
        assert not show.view(replace(transport, phase=Phase.PAUSED)).is_speaking


def test_the_numbers_of_a_lead_in_are_words_too() -> None:
    show = Show()
    paused = show.transport(SegmentKind.REPS, seconds=3.0, phase=Phase.PAUSED)
    going, _ = tell(paused, Command.RESUME, 3)
    assert going.lead_in is not None
    assert show.view(going).is_speaking


def test_a_long_rest_is_told() -> None:
    for seconds, is_long in ((LONG_REST_SECONDS, False), (LONG_REST_SECONDS + 5, True)):
        show = Show(swing(), roll(), preferences=replace(FIRM, rest_seconds=seconds))
        assert show.at(SegmentKind.REST).is_resting is is_long
        assert not show.at(SegmentKind.REPS).is_resting


# Counting


@pytest.mark.parametrize("bpm", [60, 73])
def test_a_count_in_shows_each_number_from_its_beat_on(bpm: int) -> None:
    show = Show(preferences=CoachingPreferences(drills={"swing": DrillChoices(bpm=bpm)}))
    beat, go = 60 / bpm, show.place(SegmentKind.REPS) / SAMPLE_RATE
    shown = {}
    for left in (2.99, 2.01, 1.99, 1.01, 0.99, 0.01):
        place = Transport(show.timeline, Phase.PLAYING, frames(go - left * beat))
        view = show.view(place)
        shown[left] = view.count_in
        assert view.announcement == str(view.count_in)
        assert (view.rep, view.reps, view.stroke) == (0, 0, None)
    assert shown == {2.99: 3, 2.01: 3, 1.99: 2, 1.01: 2, 0.99: 1, 0.01: 1}
    assert show.at(SegmentKind.COUNT_IN).count_in == 3


def test_the_count_in_after_a_pause_shows_the_rep_that_it_leads_to() -> None:
    show = Show()
    paused = show.transport(SegmentKind.REPS, 0, 9.0, Phase.PAUSED)
    state, _ = tell(paused, Command.RESUME, 3)
    view = show.view(state)
    assert (view.rep, view.reps, view.count_in, view.caption) == (3, 4, 3, "")
    assert (view.stroke, view.stroke_progress, view.beat_progress) == (None, 0.0, 0.0)
    assert view.elapsed_seconds == (show.place(SegmentKind.REPS) + frames(8.0)) / SAMPLE_RATE
    for left, number in ((2.9, 3), (1.9, 2), (0.1, 1)):
        moved, _ = advance(state, show.place(SegmentKind.REPS) + frames(8.0 - left))
        view = show.view(moved)
        assert (view.count_in, view.caption, view.announcement) == (number, str(number), str(number))
    view = show.view(advance(state, show.place(SegmentKind.REPS) + frames(8.0))[0])
    assert (view.count_in, view.rep, view.stroke) == (0, 3, Stroke.IN)


def test_nothing_is_counted_in_where_no_beats_are_wished_for() -> None:
    show = Show(preferences=CoachingPreferences(count_in_beats=0))
    assert all(view.count_in == 0 for view in show.whole(0.5))


@settings(max_examples=60)
@given(
    st.integers(20, 200),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 12),
    st.floats(0, 1, exclude_max=True),
)
def test_a_stroke_runs_evenly_and_ends_on_its_beat(
    bpm: int, beats_in: int, beats_out: int, reps: int, part: float
) -> None:
    show = Show(drill(movements=(movement("A", RepRange(reps, reps), Tempo(bpm, beats_in, beats_out)),)))
    segment = show.timeline.at(show.place(SegmentKind.REPS))
    grid = segment.grid
    assert grid is not None

    def seen(offset: int) -> PlayerView:
        return show.view(Transport(show.timeline, Phase.PLAYING, segment.start + offset))

    rep = 1 + int(part * reps)
    first = (rep - 1) * grid.beats
    begin, turn, end = (grid.beat_frame(first + beat) for beat in (0, beats_in, grid.beats))
    for start, stop, stroke in ((begin, turn, Stroke.IN), (turn, end, Stroke.OUT)):
        places = [start, *(start + (stop - start) * tenth // 10 for tenth in range(1, 10)), stop - 1]
        views = [seen(offset) for offset in places]
        assert {(view.rep, view.reps, view.stroke) for view in views} == {(rep, reps, stroke)}
        assert views[0].stroke_progress == 0.0
        assert [view.stroke_progress for view in views] == sorted(view.stroke_progress for view in views)
        assert 1 - 2 / (stop - start) <= views[-1].stroke_progress < 1.0
    for beat in range(first, first + grid.beats):
        assert seen(grid.beat_frame(beat)).beat_progress == 0.0
        assert seen(grid.beat_frame(beat + 1) - 1).beat_progress > 0.999


def test_a_rep_is_announced_once() -> None:
    show = Show(swing(Sides.TOGETHER))
    announced: list[str] = []
    for view in show.whole(0.05):
        if not announced or announced[-1] != view.announcement:
            announced.append(view.announcement)
    reps = [f"Rep {rep} of 4" for rep in (1, 2, 3, 4)]
    assert announced == [
        "A strong stretch is fine. If anything hurts, stop.",
        "Swing. You need nothing for it.",
        "Stand tall.",
        "Left foot behind.",
        "A · Move A. A: swing your left leg.",
        *("3", "2", "1", *reps),
        "B · Move B. B: swing your left leg.",
        *("3", "2", "1", *reps),
        "All done. Nice work.",
    ]


@pytest.mark.parametrize(
    ("kind", "index", "announcement"),
    [
        (SegmentKind.LINK, 0, "A · Move A, left. A: swing your left leg."),
        (SegmentKind.SWITCH, 0, "Right side. Change: right foot behind."),
        (SegmentKind.LINK, 3, "B · Move B, right. B: swing your right leg."),
        (SegmentKind.REST, 0, "Rest for a moment. Next: Roll."),
        (SegmentKind.LINK, 4, "Move A. A: swing your left leg."),
    ],
)
def test_a_movement_and_a_change_of_sides_are_announced_by_name(
    kind: SegmentKind, index: int, announcement: str
) -> None:
    assert Show(swing(), roll()).at(kind, index).announcement == announcement


@pytest.mark.parametrize(
    ("phase", "announcement"),
    [
        (Phase.PAUSED, "Paused"),
        (Phase.WAITING, "Waiting until you are ready"),
        (Phase.FINISHED, "Stopped before the first rep was done."),
    ],
)
def test_where_it_stands_still_is_announced(phase: Phase, announcement: str) -> None:
    assert Show().at(SegmentKind.REPS, 0, 5.0, phase).announcement == announcement


@pytest.mark.parametrize(
    ("seconds", "beat", "beats"),
    [(0.0, 0, 2), (0.99, 0, 2), (1.0, 1, 2), (2.0, 0, 3), (4.9, 2, 3), (5.0, 0, 2)],
)
def test_each_beat_of_a_stroke_is_counted(seconds: float, beat: int, beats: int) -> None:
    slow_out = drill(movements=(movement("A", RepRange(4, 4), Tempo(60, 2, 3)),))
    view = Show(slow_out).at(SegmentKind.REPS, 0, seconds)
    assert (view.stroke_beat, view.stroke_beats) == (beat, beats)


# Progress and tempo


def test_the_progress_bar_has_a_part_for_each_movement_and_side_and_only_fills() -> None:
    show = Show(swing(), roll())
    labels = [part.label for part in show.at(SegmentKind.SAFETY).parts]
    assert labels == [
        "Swing · A · Move A, left",
        "Swing · B · Move B, left",
        "Swing · A · Move A, right",
        "Swing · B · Move B, right",
        "Roll · Move A",
    ]
    alone = [part.label for part in Show(roll()).at(SegmentKind.SAFETY).parts]
    assert alone == ["Move A"]
    last = [0.0] * 5
    current = 0
    for view in show.whole(0.5):
        assert sum(part.share for part in view.parts) == pytest.approx(1.0)
        done = [part.done for part in view.parts]
        assert all(0.0 <= before <= now <= 1.0 for before, now in zip(last, done, strict=True))
        assert sum(part.share * part.done for part in view.parts) * show.timeline.length == pytest.approx(
            view.elapsed_seconds * SAMPLE_RATE
        )
        here = [index for index, part in enumerate(view.parts) if part.is_current]
        assert here in ([current], [current + 1])
        assert view.remaining_seconds >= 0.0
        last, current = done, here[0]
    assert current == 4


def test_the_tempo_is_that_of_the_movement_and_in_a_rest_of_the_coming_drill() -> None:
    quick = drill("roll", Sides.TOGETHER, (movement("A", tempo=Tempo(90, 2, 2)),))
    show = Show(swing(), quick)
    for kind, index, bpm, drill_id in [
        (SegmentKind.SAFETY, 0, 60, "swing"),
        (SegmentKind.REPS, 3, 60, "swing"),
        (SegmentKind.REST, 0, 90, "roll"),
        (SegmentKind.INTRO, 1, 90, "roll"),
        (SegmentKind.DONE, 0, 90, "roll"),
    ]:
        state = show.transport(kind, index)
        assert show.view(state).bpm == bpm_now(state) == bpm
        assert tempo_block(state).drill == drill_id
