"""Which screen is the TV: the one that was chosen, else the largest beside the window's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.menus import menu_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect, QSizeF
    from PySide6.QtGui import QAction, QScreen
    from PySide6.QtWidgets import QMenu, QWidget

    from mobility_coach.services.window_memory import WindowMemoryPort


_TIMES = "\u00d7"


class Screen(Protocol):
    """What is asked of Qt's own."""

    def name(self) -> str:
        """The system's name for it, such as that of its socket."""
        ...

    def model(self) -> str:
        """What its maker calls it, or empty."""
        ...

    def geometry(self) -> QRect:
        """Its place on the desktop."""
        ...

    def physicalSize(self) -> QSizeF:
        """In millimetres; nothing where that isn't known."""
        ...

    def devicePixelRatio(self) -> float:
        """Its own pixels in one of the desktop's."""
        ...


AnyScreen = TypeVar("AnyScreen", bound=Screen)


def best_screen(screens: Sequence[AnyScreen], chosen: str, own: str) -> AnyScreen | None:
    """The screen of the name `chosen`, else the largest but `own`, else that one; None without any."""
    if (known := next((each for each in screens if each.name() == chosen), None)) is not None:
        return known
    others = [each for each in screens if each.name() != own] or list(screens)
    return max(others, key=_extent, default=None)


def screen_label(screen: Screen) -> str:
    """How a screen is told from others: its model, its pixels and the system's name for it."""
    name, model = screen.name().strip(), screen.model().strip()
    place, density = screen.geometry(), screen.devicePixelRatio()
    pixels = f"{round(place.width() * density)} {_TIMES} {round(place.height() * density)}"
    if not model or model == name:
        return tr("{screen}, {pixels}").format(screen=name, pixels=pixels)
    return tr("{screen}, {pixels} ({socket})").format(screen=model, pixels=pixels, socket=name)


class TvScreens(QObject):
    """Knows the screens that there are now; `changed` tells that another one may be the TV."""

    changed = Signal()

    def __init__(
        self, memory: WindowMemoryPort, home: QWidget, screens: Callable[[], list[QScreen]] | None = None
    ) -> None:
        """`home` is the window that the session comes from; `screens` are those of the desktop."""
        super().__init__()
        self._memory = memory
        self._home = home
        self._screens = screens or QGuiApplication.screens
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.changed)
            application.screenRemoved.connect(self.changed)

    @property
    def is_choice(self) -> bool:
        """Whether there is more than one."""
        return len(self._screens()) > 1

    def best(self) -> QScreen | None:
        """The one that is the TV now; None while all are unplugged."""
        return best_screen(self._screens(), self._memory.recall().tv_screen, self.own)

    @property
    def own(self) -> str:
        """The name of the screen that the window is on."""
        return self._home.screen().name()

    @property
    def names(self) -> list[str]:
        """Of all that are there."""
        return [screen.name() for screen in self._screens()]

    def choose(self, name: str) -> None:
        """Have a screen be the TV from now on."""
        self._memory.keep(replace(self._memory.recall(), tv_screen=name))
        self.changed.emit()

    def add_to(self, menu: QMenu, chosen: Callable[[], None] | None = None) -> list[QAction]:
        """Add an entry for each screen, the TV marked; `chosen` is called after one was picked."""
        best, actions = self.best(), []
        for screen in self._screens():
            action = menu.addAction(menu_text(screen_label(screen)))
            action.setCheckable(True)
            action.setChecked(best is not None and screen.name() == best.name())
            name = screen.name()
            action.triggered.connect(lambda _=False, name=name: self._pick(name, chosen))
            actions.append(action)
        return actions

    def _pick(self, name: str, chosen: Callable[[], None] | None) -> None:
        self.choose(name)
        if chosen is not None:
            chosen()


def _extent(screen: Screen) -> tuple[float, int]:
    size, place = screen.physicalSize(), screen.geometry()
    return size.width() * size.height(), place.width() * place.height()
