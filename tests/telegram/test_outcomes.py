"""What errors mean, and how floods are borne."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.store.home import Quiet
from bot.telegram.flow import Flow
from bot.telegram.outcomes import Outcome, outcome
from bot.telegram.postman import MOST_TRIES
from bot.telegram.request import Flooded, Troubled, Unsent, Unsure
from bot.telegram.waiting import pause_after

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Flooded(3), Outcome.FLOODED),
        (Unsent("no connection"), Outcome.UNSENT),
        (Unsure("no answer"), Outcome.UNSURE),
        (Troubled("502"), Outcome.UNSENT),
        (NetworkError("413"), Outcome.UNSENT),
        (InvalidToken("401"), Outcome.UNSENT),
        (Forbidden("Forbidden: bot was blocked by the user"), Outcome.GONE),
        (Forbidden("Forbidden: user is deactivated"), Outcome.GONE),
        (BadRequest("Bad Request: chat not found"), Outcome.GONE),
        (BadRequest("Bad Request: message is not modified: specified new message ..."), Outcome.SAME),
        (BadRequest("Bad Request: message to edit not found"), Outcome.FIXED),
        (BadRequest("Bad Request: message can't be edited"), Outcome.FIXED),
        (BadRequest('Bad Request: can\'t parse entities: Unsupported start tag "x"'), Outcome.TAGGED),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Outcome.REJECTED),
        (ChatMigrated(-100), Outcome.GONE),
    ],
)
def test_outcome(error: TelegramError, expected: Outcome) -> None:
    """Telegram's words decide between again, elsewhere and never."""
    assert expected is outcome(error)


ANN, BEA = 7, 8


def test_one_flood() -> None:
    """A flood is one chat's affair, however often it happens."""
    flow = Flow.full(8).after_flood(ANN, AT)
    assert flow.means_all(ANN, AT) is False
    assert flow.after_flood(ANN, AT).room(busy=2) == 6


def test_second_flood() -> None:
    """A flood in another chat soon after is meant for all; then it grows one by one with what arrives."""
    flow = Flow.full(3).after_flood(ANN, AT)
    soon = AT + timedelta(seconds=2)
    assert flow.means_all(BEA, soon) is True
    flow = flow.after_flood(BEA, soon)
    widths = [flow.room(busy=0)]
    for _ in range(3):
        flow = flow.after_delivery()
        widths.append(flow.room(busy=0))
    assert widths == [1, 2, 3, 3]
    assert flow.room(busy=5) == 0


def test_late_flood() -> None:
    """A flood long after the last one is a first one again."""
    late = AT + timedelta(seconds=60)
    flow = Flow.full(3).after_flood(ANN, AT)
    assert (flow.means_all(BEA, late), flow.after_flood(BEA, late).room(busy=0)) == (False, 3)


def test_bulk_after_a_flood() -> None:
    """Bulk has room of its own, but after a flood only what answers leave."""
    flow = Flow.full(2, bulk=8)
    assert [flow.room_for_bulk(busy=2, bulk=bulk) for bulk in (0, 7, 9)] == [8, 1, 0]
    flow = flow.after_flood(ANN, AT).after_flood(BEA, AT)
    assert [flow.room_for_bulk(busy=busy, bulk=bulk) for busy, bulk in ((0, 0), (1, 0), (0, 1))] == [1, 0, 0]
    assert flow.after_delivery().room_for_bulk(busy=2, bulk=0) == 8


def test_restart_in_a_flood() -> None:
    """Whoever starts while the bot is to keep quiet, or just after, begins with one message, too."""
    quiet = Quiet(since=AT, until=AT + timedelta(seconds=30))
    moments = [AT - timedelta(seconds=1), AT, AT + timedelta(seconds=39), AT + timedelta(seconds=40)]
    assert [Flow.full(8).after_restart(quiet, at).room(busy=0) for at in moments] == [8, 1, 1, 8]
    assert Flow.full(8).after_restart(None, AT).room(busy=0) == 8


def test_pauses() -> None:
    """Pauses double up to half a minute, and all tries of a letter together last a day."""
    assert [pause_after(failures) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    total = sum(pause_after(failures) for failures in range(1, MOST_TRIES))
    assert timedelta(hours=24) <= timedelta(seconds=total) <= timedelta(hours=24, minutes=1)
