"""What goes wrong between a device and a server, at a chosen call: drops, refusals, delays, and the death of either end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from core import Outgoing, Replica
from sync.far import Broke, RateLimited, Server, Slow, TooLarge, Unreachable, Unwell
from tests.sync.simulation.notebook import Notebook
from tests.sync.simulation.teamserver import TeamServer


class Fault(StrEnum):
    """How one call goes wrong."""

    NONE = "none"
    DROPPED = "the request is lost"
    LATE = "the request arrives, but later"
    NO_ANSWER = "the request is carried out, the answer is lost"
    TOO_LARGE = "413"
    RATE_LIMITED = "429"
    BROKE = "500"
    UNWELL = "503"
    KILLED_BEFORE = "the client is killed before the call"
    KILLED_AFTER = "the client is killed after the call"


class Killed(BaseException):
    """The process is gone: what was not durable is lost."""


@dataclass
class Line:
    """The network between one device and the server. The call with the number `at` goes wrong; `late` are requests
    that are still on their way, and arrive before the next one of anybody."""

    server: TeamServer
    late: list[Outgoing]
    fault: Fault = Fault.NONE
    at: int = 0
    calls: int = 0

    def face(self) -> Server:
        """The server as the device sees it."""
        return cast(Server, _Calls(self.server, self._call))

    def _call(self, name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        while self.late:
            self.server.push(self.late.pop())
        self.calls += 1
        if self.calls != self.at:
            return call(*arguments)
        if self.fault is Fault.TOO_LARGE and name == "push" and len(arguments[0].events) > 1:
            raise TooLarge("Too large.")
        if self.fault is Fault.LATE and name == "push":
            self.late.append(arguments[0])
        if self.fault in _BEFORE:
            raise _BEFORE[self.fault]
        answer = call(*arguments)
        if self.fault is Fault.NO_ANSWER:
            raise Slow("No answer.")
        if self.fault is Fault.KILLED_AFTER:
            raise Killed
        return answer


_BEFORE: dict[Fault, BaseException] = {
    Fault.DROPPED: Unreachable("No network."),
    Fault.LATE: Slow("No answer."),
    Fault.RATE_LIMITED: RateLimited("Too often.", retry_after=3),
    Fault.BROKE: Broke("It broke."),
    Fault.UNWELL: Unwell("Not now."),
    Fault.KILLED_BEFORE: Killed(),
}


@dataclass
class Life:
    """The process on a device, which is killed before or after its call with the number `at` to its notebook."""

    notebook: Notebook
    at: int = 0
    after: bool = False
    calls: int = field(default=0)

    def face(self) -> Replica:
        """The notebook as the process sees it."""
        return cast(Replica, _Calls(self.notebook, self._call))

    def _call(self, _name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        self.calls += 1
        if self.calls == self.at and not self.after:
            raise Killed
        answer = call(*arguments)
        if self.calls == self.at:
            raise Killed
        return answer


class _Calls:
    """Passes every call on through a function that may let it go wrong."""

    def __init__(
        self, inner: object, through: Callable[[str, Callable[..., Any], tuple[Any, ...]], Any]
    ) -> None:
        self._inner = inner
        self._through = through

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._inner, name)

        def passed(*arguments: Any, **named: Any) -> Any:
            return self._through(name, lambda *given: call(*given, **named), arguments)

        return passed
