"""The look in other sizes, for what is read from farther away than the rest."""

from __future__ import annotations

from mobility_coach.ui.look import Look


class FarLook(Look):
    """Colours and keys are those of another look, whatever becomes of them; the scale is its own.

    It dresses nobody: give the widgets that use it a style sheet in its scale.
    """

    def __init__(self, near: Look, scale: float) -> None:
        super().__init__(near.app, near.icon_folder, near.theme, is_dressed=False)
        self._near = near
        self._scale = scale
        self._tokens, self._keys = near.tokens, near.keys
        near.changed.connect(self._follow)
        near.keys_changed.connect(self._follow_keys)

    @property
    def scale(self) -> float:
        """The factor on all sizes."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Change all sizes; who uses it is told."""
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def _follow(self) -> None:
        self._tokens = self._near.tokens
        self.changed.emit()

    def _follow_keys(self) -> None:
        self.use_keys(self._near.keys)
