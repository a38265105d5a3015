"""What errors mean, and how floods are borne."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

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
        (ChatMigrated(-100), Outcome.REJECTED),
    ],
)
def test_outcome(error: TelegramError, expected: Outcome) -> None:
    """Telegram's words decide between again, elsewhere and never."""
    assert expected is outcome(error)


ANN, BEA = 7, 8


def test_one_flood() -> None:
    """A flood is one chat's affair, however often it happens."""
    flow = Flow.full(8).after_flood(ANN, AT, 5).after_flood(ANN, AT, 5)
    assert flow.room(AT, busy=2) == 6


def test_second_flood() -> None:
    """A flood in another chat soon after holds everything back, then lets it grow one by one."""
    flow = Flow.full(3).after_flood(ANN, AT, 5).after_flood(BEA, AT + timedelta(seconds=2), 5)
    over = AT + timedelta(seconds=7)
    assert flow.room(over - timedelta(seconds=1), busy=0) == 0
    widths = [flow.room(over, busy=0)]
    for _ in range(3):
        flow = flow.after_delivery()
        widths.append(flow.room(over, busy=0))
    assert widths == [1, 2, 3, 3]
    assert flow.room(over, busy=5) == 0


def test_late_flood() -> None:
    """A flood long after the last one is a first one again; the longer of two waits counts."""
    late = AT + timedelta(seconds=60)
    assert Flow.full(3).after_flood(ANN, AT, 5).after_flood(BEA, late, 5).room(late, busy=0) == 3
    flow = Flow.full(3).after_flood(ANN, AT, 9).after_flood(BEA, AT, 30).after_flood(ANN, AT, 1)
    assert flow.quiet_until == AT + timedelta(seconds=30)


def test_pauses() -> None:
    """Pauses double up to half a minute, and all tries of a letter together last a day."""
    assert [pause_after(failures) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    total = sum(pause_after(failures) for failures in range(1, MOST_TRIES))
    assert timedelta(hours=24) <= timedelta(seconds=total) <= timedelta(hours=24, minutes=1)
