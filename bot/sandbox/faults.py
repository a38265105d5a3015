"""Things that go wrong on purpose, so that a bot can show how it bears them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.sandbox.people import Json

Kind = Literal["flood", "outage", "cut", "hang", "garble", "repeat", "swap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of trouble, for the next `times` calls of `method` (of any, when empty).

    flood: 429 with `retry_after`. outage: `status` without a Bot API answer. cut: the connection is closed.
    hang: the answer comes `seconds` of the world later. garble: the answer breaks off within its JSON.
    repeat: getUpdates gives its last updates once more. swap: getUpdates gives neighbours the wrong way round.
    `after` means that the server had done its work when the trouble came.
    """

    kind: Kind
    method: str = ""
    times: int = 1
    after: bool = False
    retry_after: int = 3
    status: int = 502
    seconds: float = 5.0
    chat_id: int | None = None

    def meets(self, method: str, chat_id: str) -> bool:
        """Whether a call of `method` to a chat runs into it."""
        here = self.chat_id is None or str(self.chat_id) == chat_id
        return here and self.method.lower() in ("", method)

    def shown(self) -> Json:
        """The fault as JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class FaultPlan:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Let it go wrong."""
        self._planned.append(fault)

    def planned(self) -> Sequence[Fault]:
        """What is still to come."""
        return tuple(self._planned)

    def clear(self) -> None:
        """Let all go well."""
        self._planned = []

    def next(self, method: str, chat_id: str) -> Fault | None:
        """The first fault this call meets; it counts one time less from now on."""
        for index, fault in enumerate(self._planned):
            if fault.meets(method, chat_id):
                rest = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                self._planned[index : index + 1] = rest
                return fault
        return None
