"""How everything looks now: colours, sizes, icons. One object, handed to each widget that paints."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from mobility_coach.ui.icons import load_icon
from mobility_coach.ui.style_sheet import space_scale, style_sheet
from mobility_coach.ui.tokens import DARK, LIGHT, Tokens

BODY_PX = 15
LARGEST_SCALE = 2.5


class ThemeChoice(StrEnum):
    """What a person chose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look(QObject):
    """The colours, sizes and icons that are in force; `changed` tells when they became others."""

    changed = Signal()

    def __init__(self, app: QApplication, icon_folder: Path, theme: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__()
        self._app = app
        self._icon_folder = icon_folder
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        self._theme = theme
        self._system_scale = _system_scale(app)
        self._text_scale = 1.0
        self._tokens = self._chosen_tokens()
        app.setStyle("Fusion")
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
    def scale(self) -> float:
        """The factor on all sizes: the desktop's text size, and the person's own wish; 1 … 2.5."""
        return min(LARGEST_SCALE, self._system_scale * self._text_scale)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Change the colours at once."""
        self._theme = theme
        self._renew()

    def set_text_scale(self, factor: float) -> None:
        """Change all sizes at once; 1 is the normal one."""
        self._text_scale = max(1.0, factor)
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

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The system's font in a size of the sketch, with figures that are all equally wide."""
        font = QFont(self._app.font())
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return with_tabular_figures(font)

    def icon(self, name: str, colour: str, *, with_gap: bool = False) -> QIcon:
        """One of the program's icons in the colour of a token; with a gap behind it where text follows."""
        key = (name, getattr(self._tokens, colour), with_gap)
        if key not in self._icons:
            self._icons[key] = load_icon(self._icon_folder / f"{name}.svg", key[1], with_gap=with_gap)
        return self._icons[key]

    def _system_changed(self) -> None:
        if self._theme is ThemeChoice.SYSTEM:
            self._renew()

    def _renew(self) -> None:
        self._tokens = self._chosen_tokens()
        self._apply()
        self.changed.emit()

    def _chosen_tokens(self) -> Tokens:
        if self._theme is ThemeChoice.SYSTEM:
            is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            is_dark = self._theme is ThemeChoice.DARK
        return DARK if is_dark else LIGHT

    def _apply(self) -> None:
        font = QFont(self._app.font())
        font.setPixelSize(self.px(BODY_PX))
        self._app.setFont(font)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens, self.scale))


def with_tabular_figures(font: QFont) -> QFont:
    """`font`, so that a changing number does not move what stands beside it."""
    if hasattr(font, "setFeature"):  # Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _system_scale(app: QApplication) -> float:
    """How much larger than ours the desktop wants its text; never smaller."""
    return max(1.0, QFontInfo(app.font()).pixelSize() / BODY_PX)


def _palette(tokens: Tokens) -> QPalette:
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
