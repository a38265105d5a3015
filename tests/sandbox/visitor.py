"""A person in the sandbox, who acts over HTTP as the chat page does."""

from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """One person and the connection they act through."""

    http: aiohttp.ClientSession
    id: int

    async def says(self, text: str, **more: Any) -> Json:
        """Write a text; returns the message as the person sees it."""
        return await self._post("messages", {"text": text, **more})

    async def presses(self, message_id: int, data: str) -> str:
        """Press the button with this data; returns the number of the press."""
        return str((await self._post("presses", {"message_id": message_id, "data": data}))["press_id"])

    async def sends(self, kind: str, **more: Any) -> Json:
        """Send one of the samples."""
        return await self._post("uploads", {"kind": kind, **more})

    async def does(self, what: str, **more: Any) -> Json:
        """React, edit, block, unblock."""
        return await self._post(what, more)

    async def chat(self) -> Json:
        """All the person sees."""
        async with self.http.get(f"/sandbox/people/{self.id}/chat") as answer:
            assert answer.status == 200
            return dict(await answer.json())

    async def sees(self) -> list[Json]:
        """The messages the person sees."""
        return list((await self.chat())["messages"])

    async def _post(self, what: str, body: Json) -> Json:
        async with self.http.post(f"/sandbox/people/{self.id}/{what}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())


async def arrives(http: aiohttp.ClientSession, name: str = "Ana", **more: Any) -> Visitor:
    """A new person comes to the sandbox."""
    async with http.post("/sandbox/people", json={"name": name, **more}) as answer:
        assert answer.status == 200, await answer.text()
        return Visitor(http=http, id=(await answer.json())["id"])
