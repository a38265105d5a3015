"""Days of the calendar in a person's words."""

from datetime import date

from bot.words import Words


def day_month(day: date, words: Words) -> str:
    """A day without its year: "21 Nov"."""
    return words.text("progress.date").format(day=day.day, month=words.text(f"progress.month_short.{day.month}"))


def day_short(day: date, words: Words) -> str:
    """A day with its year, in few letters: "21 Nov 2026"."""
    month = words.text(f"progress.month_short.{day.month}")
    return words.text("report.date").format(day=day.day, month=month, year=day.year)


def day_month_year(day: date, words: Words) -> str:
    """A day with its year: "21 November 2026"."""
    month = words.text(f"progress.month.{day.month}")
    return words.text("report.date").format(day=day.day, month=month, year=day.year)
