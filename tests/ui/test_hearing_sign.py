"""The sign that the microphone is open."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.services.session.player_view import Hearing, HearingState
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.player import hearing_sign
from mobility_coach.ui.player.hearing_sign import HearingSign
from mobility_coach.ui.player.mini_player import MiniPlayer
from mobility_coach.ui.player.player_page import PlayerPage
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.shown_player import shown_player_page

LISTENING = Hearing(HearingState.LISTENING)
STARTING = Hearing(HearingState.STARTING)
PAUSED = Hearing(HearingState.LISTENING, heard=Command.PAUSE)
NOT_NOW = Hearing(HearingState.LISTENING, heard=Command.PAUSE, is_acted_on=False)
TROUBLE = Hearing(HearingState.TROUBLE, problem="It went away. Plug it in.")


@pytest.fixture
def sign(qtbot: QtBot, look: Look) -> HearingSign:
    made = HearingSign(look)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(hearing_sign, "announce", lambda _widget, text: words.append(text))
    return words


def test_it_is_there_while_the_microphone_is_open_and_at_no_other_time(sign: HearingSign) -> None:
    assert sign.isHidden()
    for hearing in (STARTING, LISTENING, PAUSED, NOT_NOW, TROUBLE):
        sign.show_hearing(hearing)
        assert not sign.isHidden()
        assert sign.accessibleName() == sign.words != ""
    sign.show_hearing(Hearing())
    assert sign.isHidden()


def test_each_thing_is_told_once(sign: HearingSign, told: list[str]) -> None:
    for hearing in (
        STARTING,
        LISTENING,
        Hearing(HearingState.LISTENING, level=0.5),
        PAUSED,
        PAUSED,
        LISTENING,
    ):
        sign.show_hearing(hearing)
    assert told == ["Starting to listen", "Listening", "Heard: pause"]
    sign.show_hearing(TROUBLE)
    sign.show_hearing(LISTENING)
    assert told[3:] == ["Not listening", "Listening"]
    assert sign.toolTip() == "Listening"


def test_where_there_is_no_room_the_icon_does_but_for_what_was_heard(sign: HearingSign) -> None:
    sign.show_hearing(LISTENING)
    wide = sign.sizeHint().width()
    sign.set_bare(is_bare=True)
    assert sign.sizeHint().width() < wide / 2
    sign.show_hearing(PAUSED)
    assert sign.needs_room
    assert sign.sizeHint().width() > sign.minimumSizeHint().width()


def test_it_grows_with_the_words_beside_it(sign: HearingSign) -> None:
    sign.show_hearing(LISTENING)
    small = sign.sizeHint()
    sign.set_text_px(40)
    assert sign.sizeHint().width() > 2 * small.width()
    sign.set_text_px(0)
    assert sign.sizeHint() == small


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_all_states_look_different(sign: HearingSign, look: Look, theme: ThemeChoice) -> None:
    look.set_theme(theme)
    sign.set_bare(is_bare=True)
    pictures = []
    for hearing in (STARTING, LISTENING, TROUBLE):
        sign.show_hearing(hearing)
        sign.resize(sign.sizeHint())
        pictures.append(sign.grab().toImage())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


def test_the_players_page_shows_it_and_the_trouble(qtbot: QtBot, look: Look) -> None:
    with shown_player_page(qtbot, look) as page:
        player = FakePlayer(player_view(hearing=LISTENING))
        page.open(player)
        assert page.hearing.isVisible()
        look_again(page, player, PAUSED)
        assert page.hearing.words == "Heard: pause"
        look_again(page, player, TROUBLE)
        assert page.banner.label.text() == TROUBLE.problem
        player.shown = player_view(hearing=TROUBLE, banner="No sound.")
        page.pulse.look()
        assert page.banner.label.text() == f"No sound. {TROUBLE.problem}"
        assert page.hearing.accessibleDescription() == TROUBLE.problem
        assert TROUBLE.problem in page.hearing.toolTip()
        look_again(page, player, Hearing())
        assert not page.hearing.isVisible()
        assert page.banner.isHidden()
        assert page.hearing.accessibleDescription() == ""


def look_again(page: PlayerPage, player: FakePlayer, hearing: Hearing) -> None:
    player.shown = player_view(hearing=hearing)
    page.pulse.look()


@pytest.mark.parametrize(
    ("size", "sign_of"),
    [((420, 640), lambda mini: mini.head.hearing), ((240, 180), lambda mini: mini.corner)],
)
def test_the_small_player_shows_it_in_any_size(
    qtbot: QtBot, look: Look, size: tuple[int, int], sign_of: Callable[[MiniPlayer], HearingSign]
) -> None:
    mini = MiniPlayer(look)
    qtbot.addWidget(mini)
    mini.resize(*size)
    with qtbot.waitExposed(mini):
        mini.show()
    mini.open(FakePlayer(player_view(hearing=LISTENING)))
    assert [each.isVisible() for each in (mini.head.hearing, mini.corner)].count(True) == 1
    sign = sign_of(mini)
    assert sign.isVisible()
    assert mini.rect().contains(sign.geometry()) or sign.parent() is mini.head
    mini.leave()


def test_what_was_heard_makes_no_window_wider(qtbot: QtBot, look: Look) -> None:
    mini = MiniPlayer(look)
    qtbot.addWidget(mini)
    mini.resize(240, 320)
    with qtbot.waitExposed(mini):
        mini.show()
    player = FakePlayer(player_view(hearing=LISTENING))
    mini.open(player)
    least = mini.minimumSizeHint().width()
    assert mini.head.side.isVisible()
    player.shown = player_view(hearing=NOT_NOW)
    mini.pulse.look()
    assert mini.minimumSizeHint().width() <= least
    assert not mini.head.side.isVisible()
    mini.leave()
