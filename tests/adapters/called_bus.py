"""A message bus for tests without a socket: a table of answers."""

from collections.abc import Mapping

from mobility_coach.adapters.desktop.bus import BusAddress

Key = tuple[str, str]


class CalledBus:
    """Answers by service and member; `call` notes who was asked. `seconds` pass on `now` with each call."""

    def __init__(self, answers: Mapping[Key, object] | None = None, seconds: float = 0.0) -> None:
        self.answers = dict(answers or {})
        self.asked: list[Key] = []
        self.timeouts: list[float] = []
        self.now = 0.0
        self._seconds = seconds

    def call(
        self,
        address: BusAddress,
        interface: str,
        member: str,
        signature: str = "",
        args: tuple[object, ...] = (),
        timeout: float = 1.0,
    ) -> tuple[object, ...] | None:
        assert len(args) == len(signature)
        self.now += self._seconds
        self.timeouts.append(timeout)
        own = address.service, "/".join([member, *map(str, args)])
        self.asked.append(own)
        if (address.service, "ListNames") == own:
            return (sorted({service for service, _ in self.answers}),)
        if (address.path, member) in self.answers:
            return (self.answers[address.path, member],)
        return (self.answers[own],) if own in self.answers else None
