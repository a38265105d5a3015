"""The one place where all meets: settings, content, store, turns, alarms and the Telegram door."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from importlib import import_module

import structlog
from prometheus_client import CollectorRegistry
from telegram.error import TelegramError

from bot import __version__
from bot.alarms import Alarms
from bot.budget import Budget
from bot.charts.studio import Studio
from bot.clock import Clock, WallClock
from bot.core.effects import Say
from bot.core.keeping import Terms
from bot.gifts import Gifts
from bot.heard import Heard
from bot.knowledge import Knowledge
from bot.line import Line
from bot.metrics import Metrics, Post
from bot.settings import Settings
from bot.store.home import Letter, Role, Store
from bot.store.homes import Address, open_home
from bot.store.pacing import Pacing
from bot.sweeping import Sweeper
from bot.telegram import menu
from bot.telegram.client import BadToken, Client
from bot.telegram.courier import Courier
from bot.telegram.desk import Desk
from bot.telegram.pace import shared
from bot.telegram.sender import UNPACED, Rates, Sender
from bot.telegram.tidying import LEISURE
from bot.telegram.waiting import unless
from bot.turns import Turns
from bot.ways import Ways, asked_for
from bot.wording import label, line
from bot.words import Words

TERMS = Terms(sessions=730)
"""How long things are kept where no setting says so."""

SERVED = "bot.served"
"""Loaded only where settings ask for it: it brings a web server along."""

log = structlog.get_logger()


async def serve(settings: Settings, known: Knowledge, tell: Callable[[str], None]) -> None:
    """Run on Telegram until SIGINT or SIGTERM; `tell` says who and where it is. Raises BadToken, StoreFault."""
    stop = stop_on_signals()
    assert settings.bot_token is not None  # without one it is served in the sandbox
    token = settings.bot_token.get_secret_value()
    async with Client(token, settings.bot_api_url, proxy=settings.proxy) as client:
        up = await greeting(client, stop)
        tell(f"database: {settings.database_shown}")
        async with opened(settings.database, shared(settings.chat_rate)) as store:
            tell(up)
            metrics, terms = Metrics(), terms_of(settings)
            ways = _way_in(settings, tell, metrics.registry)
            await guide(client, store, known, WallClock(), stop, 1.0, rates_of(settings), ways, terms, metrics)


async def greeting(client: Client, stop: asyncio.Event) -> str:
    """Say who we are, for whoever hosts the bot. Raises BadToken; a line that is down only delays the name."""
    asking, stopped = asyncio.ensure_future(client.name()), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({asking, stopped}, return_when=asyncio.FIRST_COMPLETED)
        name = asking.result() if asking.done() else ""
    except TelegramError as error:
        log.warning("nobody answers yet", reason=error.message)
        name = ""
    finally:
        asking.cancel()
        stopped.cancel()
        await asyncio.gather(asking, stopped, return_exceptions=True)
    return f"Unwind {__version__} is up, as @{name}" if name else f"Unwind {__version__} is up, and asks for its name"


def _way_in(settings: Settings, tell: Callable[[str], None], figures: CollectorRegistry) -> Ways:
    """The way that the settings name, and what is told of the `figures`; `tell` says where it is served."""
    if not (settings.webhook_url or settings.metrics):
        return asked_for
    ways: Ways = import_module(SERVED).served(settings, tell, figures)
    return ways


def rates_of(settings: Settings) -> Rates:
    """How fast may be sent."""
    return Rates(chat=settings.chat_rate, bulk=settings.bulk_rate)


def terms_of(settings: Settings) -> Terms:
    """How long things are kept."""
    return Terms(sessions=settings.keep_sessions_days)


async def talk(
    client: Client,
    database: Address,
    known: Knowledge,
    clock: Clock,
    stop: asyncio.Event,
    every: float = 1.0,
    rates: Rates = UNPACED,
    terms: Terms = TERMS,
) -> None:
    """Open the store, and take, ring and send until `stop` is set."""
    async with opened(database, shared(rates.chat)) as store:
        await guide(client, store, known, clock, stop, every, rates, asked_for, terms, Metrics())


@asynccontextmanager
async def opened(database: Address, pacing: Pacing) -> AsyncIterator[Store]:
    """The home at this address, open meanwhile. Raises StoreFault."""
    store = await open_home(database, pacing)
    try:
        yield store
    finally:
        await store.close()


async def guide(
    client: Client,
    store: Store,
    known: Knowledge,
    clock: Clock,
    stop: asyncio.Event,
    every: float,
    rates: Rates,
    ways: Ways,
    terms: Terms,
    metrics: Metrics,
) -> None:
    """Take, ring and send until `stop` is set; the store is open already."""
    words = known.content.words

    async def take(heard: Sequence[Heard]) -> Sequence[str | None]:
        return [label(phrase, words) if phrase else None for phrase in await turns.take(heard)]

    courier = _courier(client, words, Gifts(store, known, clock, Studio()), pays=rates.pays)
    sender = _sender(courier, store, clock, rates, lambda: turns, lambda: alarms)
    metrics.watch(_post(sender, store))
    turns = Turns(store, known, clock, sender.nudge, Budget(rates.chat))
    alarms = Alarms(store, turns, clock, every, metrics.rang)
    sweeper = Sweeper(store, known.content.library.table.limits, terms, clock)
    desk = Desk(bot=client.bot, store=store, clock=clock, take=take, metrics=metrics)
    alarms.start()
    try:
        async with ways(client, desk, store) as way, asyncio.TaskGroup() as tasks:
            tasks.create_task(_until_first_ends(stop, way.run(stop)))
            tasks.create_task(sender.run(stop))
            tasks.create_task(sweeper.run(stop))
            tasks.create_task(unless(stop, menu.show(client.bot, words)))
    except* BadToken as group:
        raise group.exceptions[0] from None
    finally:
        alarms.stop()


def _sender(
    courier: Courier,
    store: Store,
    clock: Clock,
    rates: Rates,
    turns: Callable[[], Turns],
    alarms: Callable[[], Alarms],
) -> Sender:
    """What became of letters, turns and alarms hear; both are made after it, for they nudge it."""
    return Sender(
        courier=courier,
        store=store,
        clock=clock,
        on_left=lambda person: turns().left(person),
        on_holds=lambda due: alarms().expect(due),
        on_lapsed=lambda letter: turns().lapsed(letter),
        rates=rates,
        leisure=LEISURE,
    )


def _post(sender: Sender, store: Store) -> Post:
    """What is asked when somebody wants figures of the outbox."""

    def letters() -> dict[tuple[str, str], int]:
        return {(lane, what): number for (lane, what), number in sender.counts.seen().items()}

    def roles() -> dict[str, bool]:
        held = store.roles()
        return {role: role in held for role in Role}

    return Post(letters=letters, under_way=sender.under_way, roles=roles)


def _courier(client: Client, words: Words, gifts: Gifts, pays: bool) -> Courier:
    def render(letter: Letter) -> Line:
        assert isinstance(letter.effect, Say)  # the courier asks for the words of no other
        return line(letter.effect, words)

    return Courier(client.bot, render, gifts.make, pays=pays)


async def _until_first_ends(stop: asyncio.Event, intake: Coroutine[None, None, None]) -> None:
    """The way in; when it ends, whether told to or by a bad token, everything ends."""
    try:
        await intake
    finally:
        stop.set()


def stop_on_signals() -> asyncio.Event:
    """Set by SIGINT and SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
