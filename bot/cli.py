"""The command line: parse, call, print; nothing else."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.app import serve
from bot.assess import AssessError, assess_file
from bot.content.faults import ContentFaults
from bot.content.load import load, report
from bot.content.root import find_root
from bot.content.schema import write_schemas
from bot.diagram import mermaid
from bot.knowledge import LEXICON, read_knowledge
from bot.logs import configure
from bot.picture import svg
from bot.planning.load import load_plan_words
from bot.planning.read import read
from bot.planning.telling import PlanQuestionFault, checked, routine_names, told
from bot.readiness_content import read_readiness
from bot.rehearsal import rehearse
from bot.running import run
from bot.settings import POSTGRES, SettingsFault, read_settings
from bot.store.faults import StoreFault
from bot.store.homes import move
from bot.store.sqlite_backup import back_up
from bot.telegram.client import BadToken
from bot.understanding.lexicon_file import LexiconFault
from bot.understanding.lexicon_reading import load_lexicon
from bot.understanding.lines import judge_lines
from bot.understanding.meaning import Waiting

FAULTS, BAD_SETTING = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 for faults in content or input, 2 for bad settings."""
    asked = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = asked.command
        return command(asked)
    except (SettingsFault, BadToken, PlanQuestionFault) as fault:
        print(fault, file=sys.stderr)
        return BAD_SETTING
    except (ContentFaults, LexiconFault, AssessError, StoreFault, OSError) as fault:
        print(fault, file=sys.stderr)
        return FAULTS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unwind", description="Guides a person through gentle spinal twists.")
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands")
    _command(commands, "run", _run, "start the bot: on Telegram with BOT_TOKEN, else in the local sandbox")
    check = _command(commands, "check", _check, "check settings and content, and print the audit of the sources")
    check.add_argument("--write-schema", action="store_true", help="write content/schema/*.json anew")
    rehearsal = _command(commands, "rehearse", _rehearse, "the same bot in a terminal, with a clock that jumps")
    rehearsal.add_argument("--story", type=Path, help="write the conversation to this file, as a story")
    understand = _command(commands, "understand", _understand, "read lines, write what they mean as JSON")
    understand.add_argument("--lang", default="en", help="the language of the lexicon (default: en)")
    understand.add_argument("--waiting", default="step", choices=[str(item) for item in Waiting])
    plan = _command(commands, "plan", _plan, "read a wish to be reminded, write the plan and its next times as JSON")
    plan.add_argument("text", nargs="+", help='such as "weekdays 7:30 and 21:00"')
    plan.add_argument("--zone", required=True, help="the person's time zone, such as Europe/Berlin")
    plan.add_argument("--now", required=True, help="the present moment, such as 2026-11-20T12:00Z")
    plan.add_argument("--lang", default="en", help="the language of the words (default: en)")
    assess = _command(commands, "assess", _assess, "judge the answers of a readiness check in a YAML or JSON file")
    assess.add_argument("file", type=Path)
    draw = _command(commands, "draw", _draw, "draw the state diagram from MOVES")
    draw.add_argument("--form", choices=["mermaid", "svg"], default="mermaid")
    backup = _command(commands, "backup", _backup, "copy the SQLite database while the bot runs")
    backup.add_argument("copy", type=Path, help="a file that is not there yet")
    moving = _command(commands, "move", _move, "carry everything from a SQLite file over to PostgreSQL")
    moving.add_argument("--from", dest="source", type=_sqlite, required=True, help="sqlite:///path/to/file")
    moving.add_argument("--to", dest="target", type=_postgresql, required=True, help="postgresql://user@host/name")
    return parser


def _sqlite(address: str) -> Path:
    if not address.startswith("sqlite:///"):
        raise argparse.ArgumentTypeError("it looks like sqlite:///path/to/file")
    return Path(address.removeprefix("sqlite:///")).expanduser()


def _postgresql(address: str) -> str:
    if not address.startswith(POSTGRES):
        raise argparse.ArgumentTypeError("it looks like postgresql://user@host/name")
    return address


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    return parser


def _run(asked: argparse.Namespace) -> int:
    settings = read_settings()
    configure(settings.log_level, settings.secrets)
    run(serve(settings, read_knowledge(settings.content_dir), _tell))
    return 0


def _tell(words: str) -> None:
    print(words, flush=True)


def _backup(asked: argparse.Namespace) -> int:
    database = read_settings().database
    if not isinstance(database, Path):
        raise StoreFault("DATABASE_URL names a PostgreSQL database: copy it with pg_dump")
    print(f"{asked.copy}: {back_up(database, asked.copy):,} bytes")
    return 0


def _move(asked: argparse.Namespace) -> int:
    for table, rows in asyncio.run(move(asked.source, asked.target)).items():
        print(f"{table}: {rows:,} rows")
    print("all of it has arrived; set DATABASE_URL to the new address, and keep the file until you have seen it work")
    return 0


def _check(asked: argparse.Namespace) -> int:
    settings = read_settings()
    root = settings.content_dir or find_root()
    if asked.write_schema:
        write_schemas(root)
    known = read_knowledge(root)
    print("\n".join(report(known.content)))
    print(f"settings and content are in order; the database is {settings.database_shown}")
    return 0


def _rehearse(asked: argparse.Namespace) -> int:
    configure("WARNING")
    story = asyncio.run(rehearse(read_knowledge(read_settings().content_dir), sys.stdin, sys.stdout))
    if asked.story is not None:
        asked.story.write_text(story, "utf-8")
    return 0


def _understand(asked: argparse.Namespace) -> int:
    root = read_settings().content_dir or find_root()
    lexicon = load_lexicon(root / LEXICON.with_stem(asked.lang))
    for judged in judge_lines(sys.stdin, Waiting(asked.waiting), lexicon):
        print(judged, flush=True)
    return 0


def _plan(asked: argparse.Namespace) -> int:
    root = read_settings().content_dir or find_root()
    now = checked(asked.zone, asked.now, asked.lang, root)
    words, content = load_plan_words(root, asked.lang), load(root)
    routines = routine_names(content.library.routines, content.words)
    outcome = read(" ".join(asked.text), words, asked.zone, now, routines=routines)
    print(told(outcome, content.words, asked.zone, now))
    return 0


def _assess(asked: argparse.Namespace) -> int:
    root = read_settings().content_dir or find_root()
    table, _ = read_readiness(root / "readiness.yaml", root)
    print(json.dumps(assess_file(asked.file, table), indent=2, ensure_ascii=False))
    return 0


def _draw(asked: argparse.Namespace) -> int:
    print(mermaid() if asked.form == "mermaid" else svg())
    return 0
