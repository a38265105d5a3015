"""No framework and no state: what Python and HTTP alone allow."""

import asyncio
import sys

import aiohttp

STEPS = 10


async def main(url: str) -> None:
    """Answer every update of a batch at once, then ask for the next."""
    step: dict[int, int] = {}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256)) as session:

        async def answer(chat: int, text: str) -> None:
            number = 1 if text.startswith("/") else step.get(chat, 0) + 1
            step[chat] = number
            words = f"Step {number} of {STEPS}" if number <= STEPS else "Done"
            async with session.post(f"{url}/sendMessage", json={"chat_id": chat, "text": words}) as response:
                await response.read()

        offset = 0
        while True:
            async with session.post(f"{url}/getUpdates", json={"offset": offset, "timeout": 30}) as response:
                updates = (await response.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
            messages = [update["message"] for update in updates]
            await asyncio.gather(*(answer(message["chat"]["id"], message["text"]) for message in messages))


if __name__ == "__main__":
    asyncio.run(main(f"{sys.argv[1]}1:raw"))
