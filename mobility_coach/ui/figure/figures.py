"""All figures of the window: one renderer, and what is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.ui.figure.render_thread import RenderThread
from mobility_coach.ui.figure.renderer import SHOWN, FigureRenderer
from mobility_coach.ui.figure.stills import Stills
from mobility_coach.ui.figure.studio import Studio
from mobility_coach.ui.figure.thumbnails import Thumbnails

if TYPE_CHECKING:
    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.figure_panel import FigurePanel
    from mobility_coach.ui.figure.figure_view import FigureView
    from mobility_coach.ui.look import Look


class Figures:
    """Makes the figures' widgets; `close` it with the window."""

    def __init__(self, look: Look, port: FigurePort, renderer: FigureRenderer | None = None) -> None:
        self.port = port
        self._look = look
        self._renderer = renderer or FigureRenderer(
            lambda deliver: RenderThread(deliver, lambda: Studio(painter=port.painter))
        )
        self._renderer.rested.connect(port.give_back)
        self.thumbnails = Thumbnails(look, self._renderer, port)

    def view(self) -> FigureView:
        """A figure that shows the moments that it is given."""
        from mobility_coach.ui.figure.figure_view import FigureView  # noqa: PLC0415  # for sessions alone

        return FigureView(self._look, self._renderer)

    def stills(self) -> Stills:
        """Single pictures, for who shows one outside of the lists."""
        return Stills(self._renderer, self.port, SHOWN)

    def panel(self) -> FigurePanel:
        """A figure that plays a drill by itself."""
        from mobility_coach.ui.figure.figure_panel import FigurePanel  # noqa: PLC0415  # once a page is shown

        return FigurePanel(self._look, self._renderer, self.port)

    @property
    def is_drawing(self) -> bool:
        """Whether pictures are still to come."""
        return self._renderer.worker.is_busy

    def close(self) -> None:
        """End the drawing."""
        self.thumbnails.stop()
        self._renderer.worker.stop()
        if self.port.painter is not None:
            self.port.painter.stop()
        self._renderer.close()
