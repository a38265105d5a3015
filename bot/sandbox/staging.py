"""Setting the stage over HTTP: rooms, raw updates, faults, the clock, the limits."""

from dataclasses import replace
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from bot.clock import FastClock
from bot.sandbox import acts, asks
from bot.sandbox.arguments import body_text
from bot.sandbox.changes import EVERYONE
from bot.sandbox.doors import asked, done, number_in
from bot.sandbox.faults import Fault, FaultPlan
from bot.sandbox.people import Json, Room
from bot.sandbox.refusals import RefusalError
from bot.sandbox.world import World


class Staging:
    """The endpoints below /sandbox that belong to no person."""

    def __init__(self, world: World, faults: FaultPlan) -> None:
        self._world, self._faults = world, faults

    def routes(self) -> list[web.RouteDef]:
        """What can be set."""
        return [
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/clock", self._clock),
            web.post("/sandbox/clock", self._set_clock),
            web.post("/sandbox/limits", self._set_limits),
            web.post("/sandbox/updates", self._inject),
            web.get("/sandbox/faults", self._planned),
            web.post("/sandbox/faults", self._plan),
            web.delete("/sandbox/faults", self._clear),
            web.get("/sandbox/rooms", self._rooms),
            web.post("/sandbox/rooms", self._open),
            web.get("/sandbox/rooms/{room}/chat", self._chat),
            web.post("/sandbox/rooms/{room}/posts", self._post),
        ]

    async def _state(self, request: web.Request) -> web.Response:
        world = self._world
        state: Json = {
            "bot": world.bot.user(),
            "clock": clock_of(world),
            "limits": {"enforced": world.flow.limits.enforced},
            "people": [person.shown() for person in world.people.values()],
            "rooms": [room.shown() for room in world.rooms.values()],
            "pending_updates": world.updates.pending(),
            "faults": [fault.shown() for fault in self._faults.planned()],
        }
        return done(state)

    async def _clock(self, request: web.Request) -> web.Response:
        return done(clock_of(self._world))

    async def _set_clock(self, request: web.Request) -> web.Response:
        ask, clock = await asked(request, asks.SetClock), self._world.clock
        if not isinstance(clock, FastClock):
            raise RefusalError(409, "this sandbox has a clock that cannot be sped up")
        clock.set_rate(ask.rate)
        self._world.changes.tell(EVERYONE, "clock", clock=clock_of(self._world))
        return done(clock_of(self._world))

    async def _set_limits(self, request: web.Request) -> web.Response:
        ask = await asked(request, asks.SetLimits)
        self._world.flow.limits = replace(self._world.flow.limits, enforced=ask.enforced)
        return done({"enforced": ask.enforced})

    async def _inject(self, request: web.Request) -> web.Response:
        update = TypeAdapter(dict[str, Any]).validate_json(await body_text(request))
        return done({"update_id": self._world.updates.put(update)})

    async def _planned(self, request: web.Request) -> web.Response:
        return done([fault.shown() for fault in self._faults.planned()])

    async def _plan(self, request: web.Request) -> web.Response:
        fault = Fault(**(await asked(request, asks.PlanFault)).model_dump())
        self._faults.plan(fault)
        return done(fault.shown())

    async def _clear(self, request: web.Request) -> web.Response:
        self._faults.clear()
        return done([])

    async def _rooms(self, request: web.Request) -> web.Response:
        return done([room.shown() for room in self._world.rooms.values()])

    async def _open(self, request: web.Request) -> web.Response:
        ask = await asked(request, asks.OpenRoom)
        opener = self._world.people.get(ask.opened_by)
        if opener is None:
            raise RefusalError(404, f"no person {ask.opened_by} in the sandbox")
        return done(acts.open_room(self._world, ask.title, ask.type, opener).shown())

    async def _chat(self, request: web.Request) -> web.Response:
        room = self._room(request)
        messages = [self._world.seen(message) for message in self._world.messages(room.id)]
        return done({"room": room.shown(), "messages": messages, "version": self._world.changes.version(room.id)})

    async def _post(self, request: web.Request) -> web.Response:
        room, ask = self._room(request), await asked(request, asks.Post)
        if room.type != "channel":
            raise RefusalError(409, "only channels have posts; people write to a group as themselves")
        return done(self._world.seen(acts.post(self._world, room, ask.text)))

    def _room(self, request: web.Request) -> Room:
        number = number_in(request, "room")
        room = self._world.rooms.get(number) if number is not None else None
        if room is None:
            raise RefusalError(404, f"no room {request.match_info['room']} in the sandbox")
        return room


def clock_of(world: World) -> Json:
    """What the sandbox's clock shows, and how fast it runs."""
    rate = world.clock.rate if isinstance(world.clock, FastClock) else None
    return {"now": world.clock.now().isoformat(), "rate": rate}
