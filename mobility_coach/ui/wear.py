"""Takes over what the settings say about the look: colours, text size, motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from mobility_coach.ui.look import Look, ThemeChoice

if TYPE_CHECKING:
    from mobility_coach.services.presenters.settings_view import SettingsView


def wear_settings(look: Look, view: SettingsView) -> None:
    """Wear the colours and the text size of the settings."""
    percent = view.value("text_size")
    scale = percent / 100 if isinstance(percent, (int, float)) else look.text_scale
    look.wear(theme_choice(str(view.value("theme"))), scale)


def is_motion_reduced(view: SettingsView) -> bool:
    """Whether things change at once instead of moving, by the settings or else by the desktop."""
    match view.value("motion"):
        case "reduced":
            return True
        case "full":
            return False
    return _desktop_reduces_motion()


def theme_choice(name: str) -> ThemeChoice:
    """The choice with this name; the system's for any other."""
    return ThemeChoice(name) if name in set(ThemeChoice) else ThemeChoice.SYSTEM


def _desktop_reduces_motion() -> bool:
    """What the desktop says, where Qt can tell it (6.12 and later)."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    preference = getattr(hints(), "motionPreference", None) if hints is not None else None
    return preference is not None and preference().name == "ReducedMotion"
