"""How everything looks now: colours, sizes, icons, and which keys stand on caps and in tooltips.

One object, handed to each widget that paints.

It is there before the first paint, which needs its colours and sizes alone. What dresses widgets (`Qt` with
its 900 names, the style sheet, icons) is imported where it is needed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication

from mobility_coach.ui.spaces import space_scale
from mobility_coach.ui.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon, QPalette
    from PySide6.QtWidgets import QApplication

    from mobility_coach.domain.keys import KeyMap

BODY_PX = 15
LARGEST_SCALE = 2.5
_MIDDLE_GREY = 128
_MIDDLE_SCALE = 1.25
_ICON_SIDES = (24, 32)
_LARGE_ICON_SIDES = (48, 96)


class ThemeChoice(StrEnum):
    """What a person chose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look(QObject):
    """The colours, sizes and icons that are in force; `changed` tells when they became others.

    `keys_changed` tells that other keys give the commands.
    """

    changed = Signal()
    keys_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        icon_folder: Path,
        theme: ThemeChoice = ThemeChoice.SYSTEM,
        *,
        is_dressed: bool = True,
    ) -> None:
        """Dress all widgets at once, or later with `dress`."""
        super().__init__()
        self.app = app
        self.icon_folder = icon_folder
        self._icons: dict[tuple[str, str, tuple[int, ...], bool], QIcon] = {}
        self._theme = theme
        self._is_dressed = False
        self._keys: KeyMap | None = None
        self._system_scale = _system_scale(app)
        self._text_scale = 1.0
        self._tokens = _early_tokens(theme)
        if is_dressed:
            self.dress()

    def dress(self) -> None:
        """Give all widgets style, palette, font and style sheet; the system's theme is followed now."""
        self._is_dressed = True
        self._tokens = self._chosen_tokens()
        self.app.setStyle("Fusion")
        self.app.setCursorFlashTime(0)  # a blinking cursor wakes the machine twice a second, for nothing
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def theme(self) -> ThemeChoice:
        """What was chosen."""
        return self._theme

    @property
    def text_scale(self) -> float:
        """The person's own wish for the size of the text; 1 is the normal one."""
        return self._text_scale

    @property
    def scale(self) -> float:
        """The factor on all sizes: the desktop's text size, and the person's own wish; 1 … 2.5."""
        return min(LARGEST_SCALE, self._system_scale * self._text_scale)

    @property
    def keys(self) -> KeyMap:
        """Which keys give which commands."""
        from mobility_coach.domain.keys import USUAL_KEYS  # noqa: PLC0415  # not before the first paint

        return USUAL_KEYS if self._keys is None else self._keys

    def use_keys(self, keys: KeyMap) -> None:
        """Other keys give the commands from now on."""
        if keys != self.keys:
            self._keys = keys
            self.keys_changed.emit()

    def set_theme(self, theme: ThemeChoice) -> None:
        """Change the colours at once."""
        self.wear(theme, self._text_scale)

    def set_text_scale(self, factor: float) -> None:
        """Change all sizes at once; 1 is the normal one."""
        self.wear(self._theme, factor)

    def wear(self, theme: ThemeChoice, text_scale: float) -> None:
        """Change colours and sizes in one go; what is worn already costs nothing."""
        wanted = theme, max(1.0, text_scale)
        if wanted != (self._theme, self._text_scale):
            self._theme, self._text_scale = wanted
            self._renew()

    def px(self, size: float) -> int:
        """A size of the sketch in the pixels of the present scale."""
        return round(size * self.scale)

    def space(self, size: float) -> int:
        """A space between things: it grows less than the text, which needs the room."""
        return round(size * space_scale(self.scale))

    def colour(self, name: str) -> QColor:
        """A colour by the name of its token."""
        return QColor(getattr(self._tokens, name))

    def knows_colour(self, name: str) -> bool:
        """Whether there is a token of this name."""
        return isinstance(getattr(self._tokens, name, None), str)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The system's font in a size of the sketch, with figures that are all equally wide."""
        font = QFont(self.app.font())
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return with_tabular_figures(font)

    def icon(self, name: str, colour: str, *, with_gap: bool = False) -> QIcon:
        """One of the program's icons in the colour of a token; with a gap behind it where text follows."""
        from mobility_coach.ui.icons import load_icon  # noqa: PLC0415  # not before the first paint

        density = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
        sides = _ICON_SIDES if self.scale * density <= _MIDDLE_SCALE else _LARGE_ICON_SIDES
        key = (name, getattr(self._tokens, colour), sides, with_gap)
        if key not in self._icons:
            file = self.icon_folder / f"{name}.svg"
            # On a ground that is gone once a button is disabled, its colour would not be seen.
            disabled = self._tokens.muted if colour == "on_accent" else ""
            self._icons[key] = load_icon(file, key[1], sides, with_gap=with_gap, disabled=disabled)
        return self._icons[key]

    def program_icon(self) -> QIcon:
        """The program's own icon, in its own colours."""
        from mobility_coach.ui.icons import load_icon  # noqa: PLC0415  # not before the first paint

        return load_icon(self.icon_folder / "app.svg", "")

    def _system_changed(self) -> None:
        if self._theme is ThemeChoice.SYSTEM:
            self._renew()

    def _renew(self) -> None:
        if not self._is_dressed:
            return
        self._tokens = self._chosen_tokens()
        self._apply()
        self.changed.emit()

    def _chosen_tokens(self) -> Tokens:
        from PySide6.QtCore import Qt  # noqa: PLC0415  # not before the first paint

        if self._theme is ThemeChoice.SYSTEM:
            is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            is_dark = self._theme is ThemeChoice.DARK
        return DARK if is_dark else LIGHT

    def _apply(self) -> None:
        from mobility_coach.ui.style_sheet import style_sheet  # noqa: PLC0415  # not before the first paint

        font = QFont(self.app.font())
        font.setPixelSize(self.px(BODY_PX))
        # From one sheet to another Qt tells each widget of every change above it: four times the work.
        self.app.setStyleSheet("")
        self.app.setFont(font)
        self.app.setPalette(_palette(self._tokens))
        self.app.setStyleSheet(style_sheet(self._tokens, self.scale))


def with_tabular_figures(font: QFont) -> QFont:
    """`font`, so that a changing number does not move what stands beside it."""
    if hasattr(font, "setFeature"):  # Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _system_scale(app: QApplication) -> float:
    """How much larger than ours the desktop wants its text; never smaller."""
    return max(1.0, QFontInfo(app.font()).pixelSize() / BODY_PX)


def _early_tokens(theme: ThemeChoice) -> Tokens:
    """Those of the first paint. The system's palette tells its theme without `Qt`, whose names cost 13 ms."""
    if theme is ThemeChoice.SYSTEM:
        return DARK if QGuiApplication.palette().window().color().lightness() < _MIDDLE_GREY else LIGHT
    return DARK if theme is ThemeChoice.DARK else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    from PySide6.QtGui import QPalette  # noqa: PLC0415  # not before the first paint

    role = QPalette.ColorRole
    by_role = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.background,
        role.Text: tokens.text,
        role.Button: tokens.panel,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Light: tokens.panel,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.line,
        role.Shadow: tokens.line,
    }
    palette = QPalette()
    for name, colour in by_role.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette
