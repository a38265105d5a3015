"""What `/progress` shows as a picture, in words: for the caption, and for whoever has pictures read to them."""

from datetime import date
from itertools import groupby

from bot.core.effects import Look, Name, Phrase
from bot.core.saying import item, note, plain, title, with_gap
from bot.core.summary import GOAL_MINUTES, Day, Summary

FELT = 7
"""So many of the last days stand with their scores, in words as in the picture."""


def progress_text(summary: Summary) -> tuple[Phrase, ...]:
    """The facts of the picture, for any record within the 1,024 UTF-16 units of a caption."""
    head = with_gap(title("progress.title"), weeks=len(summary.weeks))
    if not summary.days:
        return head, plain("progress.first" if summary.new else "progress.quiet"), *_away(summary)
    return (
        head,
        this_week(summary),
        *streak(summary),
        _minutes(summary),
        plain("progress.days"),
        *_by_month([day.on for day in summary.days]),
        *_away(summary),
        *_felt(summary),
        *tighter(summary),
    )


def this_week(summary: Summary) -> Phrase:
    """The minutes of this week, and the goal as long as it lies ahead."""
    minutes = summary.weeks[-1].minutes
    if minutes < GOAL_MINUTES:
        return with_gap(plain("progress.this_week"), minutes=minutes, goal=GOAL_MINUTES)
    return Phrase(key="progress.enough", count=minutes)


def streak(summary: Summary) -> tuple[Phrase, ...]:
    """The weeks in a row, once there are two; of none nothing is said."""
    return (Phrase(key="progress.streak", count=summary.streak),) if summary.streak > 1 else ()


def tighter(summary: Summary) -> tuple[Phrase, ...]:
    """Which side was tighter, how often, and when last."""
    if summary.tighter is None:
        return ()
    last = summary.tighter
    key = "progress.tighter" if last.right and last.left else "progress.tighter_one"
    gaps = (("right", last.right), ("left", last.left), *_date(last.on))
    return (Phrase(key=key, side=last.last, count=max(last.right, last.left), gaps=gaps),)


def _minutes(summary: Summary) -> Phrase:
    minutes = ", ".join(str(week.minutes) for week in summary.weeks)
    return with_gap(plain("progress.minutes"), minutes=minutes)


def _by_month(days: list[date]) -> tuple[Phrase, ...]:
    """Days of the calendar, a line for each month: "November: 2, 4, 9-12"."""
    return tuple(
        with_gap(
            item("progress.month_days"),
            month=Name(key=f"progress.month.{month}"),
            days=_runs([day.day for day in group]),
        )
        for month, group in groupby(days, key=lambda day: day.month)
    )


def _runs(numbers: list[int]) -> str:
    """Rising numbers as text, those in a row from the first to the last: 2, 4, 9-12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _away(summary: Summary) -> tuple[Phrase, ...]:
    past = [day for day in summary.away if day <= summary.today]
    return (plain("progress.days_away"), *_by_month(past)) if past else ()


def _felt(summary: Summary) -> tuple[Phrase, ...]:
    """How the last days felt, with what was said of each; or that nothing was said, which is fine."""
    said = [day for day in summary.days if day.before is not None or day.after is not None][-FELT:]
    if not said:
        return (note("progress.felt_open"),)
    return plain("progress.felt"), *(_day(day) for day in said)


def _day(day: Day) -> Phrase:
    key = "both" if None not in (day.before, day.after) else "before" if day.after is None else "after"
    scores = {name: score for name, score in (("before", day.before), ("after", day.after)) if score is not None}
    return Phrase(key=f"progress.felt_{key}", look=Look.ITEM, gaps=(*_date(day.on), *scores.items()))


def _date(day: date) -> tuple[tuple[str, str | int | Name], ...]:
    return ("day", day.day), ("month", Name(key=f"progress.month_short.{day.month}"))
