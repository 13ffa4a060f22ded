"""Keeps the screen on, by whatever this machine has for it; implements `aside.Pursuit`."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol


class AwakeWay(Protocol):
    """One way to keep the screen on. Each method may take as long as the desktop does to answer."""

    @property
    def name(self) -> str:
        """What it is called, for people who look for what is wrong."""
        ...

    def is_there(self) -> bool:
        """Whether this machine has it."""
        ...

    def hold(self) -> bool:
        """Keep the screen on until `release`. False: this way leads nowhere."""
        ...

    def release(self) -> None:
        """Leave the screen to the desktop. Only called where it is held."""
        ...


class ScreenKept:
    """All ways at once, since a desktop may dim by one service and lock by another; for one thread.

    Args:
        ways: those that are taken where they are there.
        last: is taken where none of them is; it does not tell the desktop who we are.
        let_go: ends what the ways share, and with it whatever they hold; may be called twice.
    """

    def __init__(
        self,
        ways: Sequence[AwakeWay],
        last: AwakeWay | None = None,
        let_go: Callable[[], None] = lambda: None,
    ) -> None:
        self._ways = ways
        self._last = last
        self._let_go = let_go
        self._held: list[AwakeWay] = []
        self._is_on = False

    def pursue(self, *, wanted: bool) -> float | None:
        """See `Pursuit.pursue`: done in one step."""
        if wanted is not self._is_on:
            self._is_on = wanted
            if wanted:
                self._hold()
            else:
                self._release()
        return None

    def close(self) -> None:
        """Leave the screen to the desktop, and end what is open."""
        self._release()

    def names(self) -> tuple[str, ...]:
        """What would keep the screen on here; empty where nothing does."""
        found = [way.name for way in self._ways if way.is_there()]
        if not found and self._last is not None and self._last.is_there():
            found.append(self._last.name)
        return tuple(found)

    def _hold(self) -> None:
        self._held = [way for way in self._ways if way.hold()]
        if not self._held and self._last is not None and self._last.hold():
            self._held.append(self._last)

    def _release(self) -> None:
        held, self._held = self._held, []
        for way in held:
            way.release()
        # With it goes what was given by a service that answered too late.
        self._let_go()


def make_awake(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> ScreenKept:
    """What keeps the screen of this machine on. Windows and macOS are untested."""
    if platform == "win32":
        from mobility_coach.adapters.desktop.awake_windows import ThreadState  # noqa: PLC0415 - there alone

        return ScreenKept((ThreadState(),))
    if platform == "darwin":
        from mobility_coach.adapters.desktop.awake_macos import PowerAssertion  # noqa: PLC0415 - there alone

        return ScreenKept((PowerAssertion(),))
    from mobility_coach.adapters.desktop.awake_linux import linux_ways  # noqa: PLC0415 - there alone

    return ScreenKept(*linux_ways(environ))
