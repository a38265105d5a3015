"""The methods that set a webhook, take it away and tell of it; what is set, `posting` uses."""

import re
from urllib.parse import urlsplit

from bot.sandbox.arguments import Arguments
from bot.sandbox.people import Json
from bot.sandbox.polling import Poll, take_allowed
from bot.sandbox.refusals import WEBHOOK_SET, bad_request
from bot.sandbox.world import World

MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40

_PORTS = frozenset({80, 88, 443, 8443})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def set_webhook(world: World, poll: Poll, args: Arguments) -> bool:
    """Post updates to an address from now on, and refuse polls."""
    url = args.text("url")
    if not url:
        return await delete_webhook(world, args)
    _check(url, args.text("secret_token"))
    take_allowed(world, args)
    _drop(world, args)
    most = min(max(args.number("max_connections", USUAL_CONNECTIONS), 1), MOST_CONNECTIONS)
    world.profile.webhook = {"url": url, "max_connections": most}
    world.profile.webhook_secret = args.text("secret_token")
    world.updates.news.set()
    await poll.end(WEBHOOK_SET)
    return True


async def delete_webhook(world: World, args: Arguments) -> bool:
    """Poll again from now on."""
    _drop(world, args)
    world.profile.webhook, world.profile.webhook_trouble = {}, {}
    world.profile.webhook_secret = ""
    return True


async def get_webhook_info(world: World, args: Arguments) -> Json:
    """Whether a webhook is set, how many updates wait, and what went wrong; never the secret."""
    webhook, allowed = world.profile.webhook, world.updates.allowed
    return (
        {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": world.updates.pending(),
        }
        | webhook
        | ({"ip_address": "<unknown>"} if webhook else {})
        | world.profile.webhook_trouble
        | ({} if allowed is None else {"allowed_updates": sorted(allowed)})
    )


def _check(url: str, secret: str) -> None:
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (urlsplit(url).port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _drop(world: World, args: Arguments) -> None:
    if args.flag("drop_pending_updates"):
        world.updates.clear()
