"""The figure of a break that is offered: one kept still, so that nothing is drawn before somebody starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mobility_coach.ui.figure.scenes import Sight
from mobility_coach.ui.figure.stills import KeyPose
from mobility_coach.ui.figure.wanted import is_other_side

if TYPE_CHECKING:
    from mobility_coach.services.breaks.break_view import BreakOffer
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look


class OfferStill(QObject):
    """Shows the key pose of an offer on `view`, as soon as the picture is there."""

    def __init__(self, look: Look, figures: Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._port = figures.port
        self._offer: BreakOffer | None = None
        self.view = figures.view()
        self._stills = figures.stills()
        self._stills.arrived.connect(self.refresh)
        look.changed.connect(self.refresh)

    def can_show(self, offer: BreakOffer) -> bool:
        """Whether there is a figure for it."""
        return bool(self._port.stamp(offer.drill))

    def show_offer(self, offer: BreakOffer) -> None:
        """Show another one."""
        if offer.drill != (self._offer.drill if self._offer is not None else ""):
            self.view.show_still(None)
        self._offer = offer
        self.view.set_words(offer.title, "")
        self.refresh()

    def refresh(self) -> None:
        """Show the picture for the size and the colours of now, or ask for it."""
        offer = self._offer
        if offer is None or not self.view.isVisible():
            return
        motion = self._port.motion(offer.drill)
        if motion is None:
            return
        size = self.view.picture_size()
        theme = "dark" if self._look.tokens.is_dark else "light"
        sight = Sight(size.width(), size.height(), theme)
        image = self._stills.image(KeyPose(offer.drill, offer.movement), sight)
        if image is not None:
            self.view.show_still(image, is_mirrored=is_other_side(motion, offer.side))

    def stop(self) -> None:
        """It is not seen any more."""
        self._stills.stop()
