"""Figures of a benchmark, printed with their limits; the exit code tells whether all were reached."""

import sys
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Collects figures under a title."""

    title: str
    missed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        print(f"\n{self.title}")

    def note(self, name: str, value: object) -> None:
        """A figure without a limit."""
        print(f"  {name:<58} {_text(value):>12}", flush=True)

    def at_most(self, name: str, value: float, limit: float) -> None:
        """A figure that must not be above `limit`."""
        self._judge(name, value, f"<= {_text(limit)}", reached=value <= limit)

    def at_least(self, name: str, value: float, limit: float) -> None:
        """A figure that must not be below `limit`."""
        self._judge(name, value, f">= {_text(limit)}", reached=value >= limit)

    def end(self) -> None:
        """Leave the program, with exit code 1 where a figure was missed."""
        print(f"  missed: {', '.join(self.missed)}" if self.missed else "  all reached")
        sys.exit(1 if self.missed else 0)

    def _judge(self, name: str, value: float, limit: str, *, reached: bool) -> None:
        if not reached:
            self.missed.append(name)
        print(f"  {name:<58} {_text(value):>12}   {limit:<10} {'' if reached else 'MISSED'}", flush=True)


def _text(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
