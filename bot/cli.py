"""The command line: parse, call, print; nothing else."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot.addresses import POSTGRES, SQLITE, file_at
from bot.refusals import BadSetting, Refusal
from bot.uncollected import uncollected
from bot.understanding.meaning import Waiting

FAULTS, BAD_SETTING = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 for faults in content or input, 2 for bad settings."""
    asked = _parser().parse_args(arguments)
    try:
        with uncollected():
            code: int = import_module(f"bot.tasks.{asked.task}").main(asked)
    except BadSetting as fault:
        print(fault, file=sys.stderr)
        return BAD_SETTING
    except (Refusal, OSError) as fault:
        print(fault, file=sys.stderr)
        return FAULTS
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unwind", description="Guides a person through gentle spinal twists.")
    parser.set_defaults(task="run")
    commands = parser.add_subparsers(title="commands")
    _command(commands, "run", "start the bot: on Telegram with BOT_TOKEN, else in the local sandbox")
    check = _command(commands, "check", "check settings and content, and print the audit of the sources")
    check.add_argument("--write-schema", action="store_true", help="write content/schema/*.json anew")
    rehearsal = _command(commands, "rehearse", "the same bot in a terminal, with a clock that jumps")
    rehearsal.add_argument("--story", type=Path, help="write the conversation to this file, as a story")
    understand = _command(commands, "understand", "read lines, write what they mean as JSON")
    understand.add_argument("--lang", default="en", help="the language of the lexicon (default: en)")
    understand.add_argument("--waiting", default="step", choices=[str(item) for item in Waiting])
    plan = _command(commands, "plan", "read a wish to be reminded, write the plan and its next times as JSON")
    plan.add_argument("text", nargs="+", help='such as "weekdays 7:30 and 21:00"')
    plan.add_argument("--zone", required=True, help="the person's time zone, such as Europe/Berlin")
    plan.add_argument("--now", required=True, help="the present moment, such as 2026-11-20T12:00Z")
    plan.add_argument("--lang", default="en", help="the language of the words (default: en)")
    assess = _command(commands, "assess", "judge the answers of a readiness check in a YAML or JSON file")
    assess.add_argument("file", type=Path)
    draw = _command(commands, "draw", "draw the state diagram from MOVES")
    draw.add_argument("--form", choices=["mermaid", "svg"], default="mermaid")
    backup = _command(commands, "backup", "copy the SQLite database while the bot runs")
    backup.add_argument("copy", type=Path, help="a file that is not there yet")
    moving = _command(commands, "move", "carry everything from a SQLite file over to PostgreSQL")
    moving.add_argument("--from", dest="source", type=_sqlite, required=True, help="sqlite:///path/to/file")
    moving.add_argument("--to", dest="target", type=_postgresql, required=True, help="postgresql://user@host/name")
    return parser


def _sqlite(address: str) -> Path:
    if not address.startswith(SQLITE):
        raise argparse.ArgumentTypeError("it looks like sqlite:///path/to/file")
    return file_at(address)


def _postgresql(address: str) -> str:
    if not address.startswith(POSTGRES):
        raise argparse.ArgumentTypeError("it looks like postgresql://user@host/name")
    return address


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(task=name)
    return parser
