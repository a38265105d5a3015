"""The ways in that have a web server: a webhook, or updates that are asked for while health and figures are served."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry

from bot.settings import Settings
from bot.store.faults import StoreFault
from bot.store.home import Store
from bot.telegram.client import Client
from bot.telegram.desk import Desk
from bot.telegram.front import front
from bot.telegram.intake import Intake
from bot.telegram.webhook import Webhook, secret_of
from bot.ways import Way, Ways


def served(settings: Settings, tell: Callable[[str], None], figures: CollectorRegistry) -> Ways:
    """The way that the settings name, and what is told of the `figures`; `tell` says where it is served."""

    @asynccontextmanager
    async def way(client: Client, desk: Desk, store: Store) -> AsyncIterator[Way]:
        webhook = _webhook(settings, client, desk) if settings.webhook_url else None
        routes = webhook.routes if webhook else ()

        async def ready() -> bool:
            return await _answers(store) and (webhook is None or webhook.known.is_set())

        async with front(settings.host, settings.port, routes, ready, figures) as address:
            tell(f"health and metrics: {address}/healthz {address}/metrics")
            yield webhook or Intake(client, desk, store.leads)

    return way


def _webhook(settings: Settings, client: Client, desk: Desk) -> Webhook:
    assert settings.bot_token is not None  # the sandbox has no webhook
    given = settings.webhook_secret
    secret = given.get_secret_value() if given else secret_of(settings.bot_token.get_secret_value())
    return Webhook(client, desk, settings.webhook_url, secret)


async def _answers(store: Store) -> bool:
    """Whether the store answers."""
    try:
        await store.next_due()
    except StoreFault:
        return False
    return True
