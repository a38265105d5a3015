"""What all of them need: a server with its people, a bot that can be killed and started again, and patience."""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from benchmarks.contest import Bot, Contender, ask, can_run, contenders, ended, people, until

HOLD = 8.0
"""Seconds of a slow breath, which is how long a hold of ours lasts; those of peers are told to."""
NO_END = 600.0
"""Seconds of a hold that no measurement outlasts."""
QUIET = 12.0
"""Seconds without a word after which nothing more is waited for; longer than a hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A server at `port`, and a bot for it; whatever was started ends with the stage."""

    port: int
    bot: Bot
    stack: ExitStack

    def start(self) -> Popen[bytes]:
        """Start the bot, once more if need be."""
        return self.stack.enter_context(ended(self.bot.start()))


def bots(hold: float, wanted: Sequence[str] = ()) -> Sequence[Contender]:
    """All who can take part, or those wanted: ours as it is hosted, and peers that know holds, of so many seconds."""
    os.environ["HOLD_SECONDS"] = str(hold)
    known = [each for each in contenders(CHAT_RATE="1") if each.holds and can_run(each)]
    return [each for each in known if not wanted or any(words in each.name for words in wanted)]


@contextmanager
def stage(contender: Contender, many: int, manner: str = "") -> Iterator[Stage]:
    """The server is up; the bot is not yet."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        port = stack.enter_context(people(f"{contender.who}{manner}", many, folder))
        bot = contender.begin(f"http://127.0.0.1:{port}/bot", folder, stack)
        yield Stage(port=port, bot=bot, stack=stack)


def gather(port: int, many: int) -> None:
    """All come as far as their last step before the hold; holds of peers that began on the way are over then."""
    ask(port, "/arrive", b"")
    until(lambda: ask(port, "/stats")["settled"] == many)
    time.sleep(HOLD + 2)
    ask(port, "/mark", b"")


def until_quiet(port: int) -> None:
    """Wait until nobody has heard anything for a while."""
    heard, since = -1.0, time.monotonic()
    while time.monotonic() - since < QUIET:
        now = ask(port, "/stats")["heard"]
        if now != heard:
            heard, since = now, time.monotonic()
        time.sleep(0.2)
