"""The house: imports only lead down and never in a circle, the core is pure, and everything stays small."""

import ast
import re
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS: Mapping[int, tuple[str, ...]] = {
    1: ("core",),
    2: (
        *("yaml_nodes", "planning", "metrics", "budget"),
        *("clock", "logs", "settings", "words", "line", "press", "heard", "hearing", "wording", "buttons", "commands"),
        *("content", "readiness_content", "readiness_rules", "readiness_shapes", "understanding", "knowledge"),
        *("addresses", "apart", "refusals", "uncollected"),
        *("reading", "recall", "store", "export", "assess", "verdict", "wishing", "charts", "places"),
    ),
    3: ("gifts", "turns", "alarms", "sweeping"),
    4: ("telegram", "sandbox", "rehearsal"),
    5: ("app", "sandboxed", "ways", "served", "tasks", "cli", "diagram", "picture", "__main__"),
}
"""What stands on which floor: files and packages of bot/, as CONTRIBUTING tells it."""

MODULE_LINES, MEDIAN_MODULE = 300, 120
FUNCTION_LINES, P90_FUNCTION, MEDIAN_FUNCTION = 40, 25, 8
NESTING = 3

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter"}

READS_THE_CLOCK = {
    "bot/clock.py": "the one place for it",
    "bot/sandbox/polling.py": "the patience of a second poller is the event loop's own, whatever clock the page shows",
}

WORLDLY = {"asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "threading", "time"}
"""Of the standard library, what the core has no business with."""

SPEAKS = re.compile(
    r"bot/(core/|telegram/|charts/)|bot/(wording|words|line|turns|alarms|hearing|heard|press|buttons|commands|export)\.py"
)
"""Where a sentence would reach a person without standing in content/."""

SENTENCE = re.compile(r"[A-Za-z']{2,}(?: [A-Za-z']+){2,}")

NO_SENTENCE = {
    "bot/core/readiness.py": {"full check due": "an effect code of `assess`, read by those who audit the table"},
    "bot/telegram/client.py": dict.fromkeys(
        ("BOT_TOKEN was refused by ", " (BOT_API_URL): ask @BotFather for a valid one"),
        "an error for whoever hosts the bot",
    ),
    "bot/telegram/outcomes.py": dict.fromkeys(
        (
            "message is not modified",
            "message to edit not found",
            "message can't be edited",
            "can't parse entities",
            "chat not found",
            "user not found",
            "user is deactivated",
        ),
        "Telegram's words, to be recognised",
    ),
    "bot/telegram/postman.py": {"given up after a day": "a reason for the log"},
}
"""Three words in a row that no person is told, each with the reason."""

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = sorted((ROOT / "bot").rglob("*.py"))
TREES = {name_of(path): ast.parse(path.read_text("utf-8")) for path in PATHS}
FILES = {name_of(path): path.relative_to(ROOT).as_posix() for path in PATHS}
FLOOR = {part: floor for floor, parts in FLOORS.items() for part in parts}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a file imports, wherever in it; `from bot.core import step` is bot.core.step.

    A module may be loaded by its name, too: "bot.app", or one of those whose name begins as f"bot.tasks.{...}" does.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield from (full if (full := f"{base}.{alias.name}") in TREES else base for alias in node.names)
        elif isinstance(node, ast.Constant) and node.value in TREES and node.value != "bot":
            yield str(node.value)
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begins = str(node.values[0].value)
            yield from (module for module in TREES if begins.startswith("bot.") and module.startswith(begins))


IMPORTS = {module: set(imported(tree)) for module, tree in TREES.items()}


def part(module: str) -> str:
    """The file or package of bot/ that a module belongs to; bot itself, which holds the version, is below all."""
    return module.split(".")[1] if "." in module else ""


def functions() -> Iterator[tuple[str, Function]]:
    """Every function, with the file and name to report."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{FILES[module]}:{node.lineno} {node.name}", node


def lines(node: Function) -> int:
    """From `def` to the last line, less the docstring."""
    first = node.body[0]
    said = ast.get_docstring(node, clean=False)
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if said is not None else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def depth(node: ast.AST, at: int = 0) -> int:
    """How deep blocks stand in each other; an elif stands beside its if."""
    deepest = at
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            continue
        elif_ = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deepest = max(deepest, depth(child, at + (isinstance(child, BLOCKS) and not elif_)))
    return deepest


def test_every_part_has_its_floor() -> None:
    """A new file or package of bot/ is given a floor, and no floor names what is gone."""
    assert set(FLOOR) == {part(module) for module in TREES} - {""}


def test_imports_lead_down() -> None:
    """A file imports only from lower floors, from its own floor, or from its own package."""
    up = [
        f"{FILES[module]} imports {other}"
        for module, others in IMPORTS.items()
        for other in others
        if other in TREES and part(module) and part(other) and FLOOR[part(other)] > FLOOR[part(module)]
    ]
    assert up == []


def test_doors_do_not_know_each_other() -> None:
    """No door imports another: each could be taken away."""
    doors = set(FLOORS[4])
    beside = [
        f"{FILES[module]} imports {other}"
        for module, others in IMPORTS.items()
        for other in others
        if {part(module), part(other)} <= doors and part(module) != part(other)
    ]
    assert beside == []


def test_no_circle() -> None:
    """No module is imported, over whatever way, by one that it imports; not inside functions either."""
    reached = {module: others & set(TREES) for module, others in IMPORTS.items()}
    for _ in TREES:
        wider = {module: others.union(*(reached[other] for other in others)) for module, others in reached.items()}
        if wider == reached:
            break
        reached = wider
    assert [module for module, others in reached.items() if module in others] == []


def test_no_import_inside_a_function() -> None:
    """An import inside a function hides which way the program hangs together."""
    hidden = [
        place
        for place, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("module", [module for module in TREES if part(module) == "core"])
def test_the_core_is_pure(module: str) -> None:
    """The core imports itself and the standard library, waits for nothing, prints nothing and opens nothing."""
    foreign = {
        other
        for other in IMPORTS[module]
        if not other.startswith("bot.core") and other.split(".")[0] not in sys.stdlib_module_names
    }
    awaits = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
    calls = set(called(TREES[module]))

    assert (set(), set(), []) == (foreign, WORLDLY & IMPORTS[module], awaits)
    assert set() == calls & {"open", "print", "input"}


def called(tree: ast.AST) -> Iterator[str]:
    """The bare names of everything that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_one_place_reads_the_clock() -> None:
    """Time comes in as an argument; whoever else reads a clock stands in the list, with the reason."""
    reading = {
        FILES[module]
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date", "time", "loop")
    }
    by_name = [module for module, others in IMPORTS.items() if {f"time.{clock}" for clock in CLOCKS} & others]

    assert set(READS_THE_CLOCK) == reading
    assert by_name == []


def test_sizes_of_modules() -> None:
    """No module is longer than a reader holds; half of them are much shorter."""
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in PATHS}

    assert [f"{file}: {size}" for file, size in sizes.items() if size > MODULE_LINES] == []
    assert statistics.median(sizes.values()) <= MEDIAN_MODULE


def test_sizes_of_functions() -> None:
    """No function is long, few are middling, most are a few lines; none nests deeply."""
    sizes = {place: lines(function) for place, function in functions()}
    ordered = sorted(sizes.values())

    assert [f"{place}: {size}" for place, size in sizes.items() if size > FUNCTION_LINES] == []
    assert [place for place, function in functions() if depth(function) > NESTING] == []
    assert ordered[len(ordered) * 9 // 10] <= P90_FUNCTION
    assert statistics.median(ordered) <= MEDIAN_FUNCTION


def test_no_sentence_in_the_code() -> None:
    """What a person reads stands in content/. Logs, errors and docstrings are for others."""
    said = {
        (FILES[module], words)
        for module, tree in TREES.items()
        if SPEAKS.match(FILES[module])
        for words in literals(tree)
        if SENTENCE.search(words)
    }
    allowed = {(file, words) for file, reasons in NO_SENTENCE.items() for words in reasons}

    assert set() == said - allowed
    assert set() == allowed - said


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text of a file but docstrings, what is logged, and what is raised."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Raise) or is_log_call(child):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        yield from literals(child)


def is_log_call(node: ast.AST) -> bool:
    """Whether this is `log.info(...)` or one like it."""
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "log"
