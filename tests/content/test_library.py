"""What the door makes of whole content: the values of the core, the audit, the folder it looks in."""

from pathlib import Path

from bot.content.checked import SourceAudit
from bot.content.load import load, report
from bot.content.root import find_root
from bot.core.library import (
    Change,
    Direction,
    Dose,
    Gate,
    Item,
    Kind,
    Level,
    Routine,
    Side,
    Span,
    Step,
    Variation,
    When,
)
from bot.core.questions import Verdict


def one(number: int) -> Span:
    """A span of a single number."""
    return Span(low=number, high=number)


def test_stretch(folder: Path) -> None:
    """A stretch carries the figures of its file, and no words."""
    stretch = load(folder).library.stretches["side_drop"]

    head = (Kind.TWIST, 3, "back", Side.RIGHT, ("drop_2011",))
    assert head == (stretch.kind, stretch.minutes, stretch.position, stretch.first_side, stretch.sources)
    drop = Step(id="drop", when=When.SIDE, pose="down", dose=Dose(breaths=one(1)), twisted=True)
    assert drop == stretch.steps[1]
    assert Step(id="back", when=When.SIDE, pose="start", rest=12) == stretch.steps[3]


def test_levels_and_gates(folder: Path) -> None:
    """Levels and gates stand in the order of the file."""
    stretch = load(folder).library.stretches["side_drop"]

    first = Level(id="LX1", number=1, rounds=Span(low=3, high=5), breaths=one(1), uses=("pillows",))
    assert first == stretch.level("LX1")
    gates = (
        Gate(verdict="cleared"),
        Gate(verdict="gentle_only", after=("rest_fold",), calm_sessions=1, top_level=1),
    )
    assert gates == stretch.gates


def test_variation(folder: Path) -> None:
    """A variation knows what calls for it and what it changes."""
    expected = Variation(
        id="pillows",
        direction=Direction.GENTLER,
        complaints=("neck", "low_back"),
        leaves_out=("head_turn",),
        changes=(Change(step="drop", pose="down_pillow"),),
        scale=50,
    )
    assert expected == load(folder).library.stretches["side_drop"].variation("pillows")


def test_routines(folder: Path) -> None:
    """A routine keeps its order; a stretch that no routine holds has one of its own."""
    expected = {
        "warm_up": Routine(
            id="warm_up",
            kind=Kind.PREP,
            items=(Item(stretch="rest_fold", level="PS", asks=True),),
            calm_pass=True,
        ),
        "side_drop": Routine(id="side_drop", kind=Kind.TWIST, items=(Item(stretch="side_drop"),)),
    }
    assert expected == load(folder).library.routines


def test_newcomer(folder: Path) -> None:
    """A stretch that the readiness check does not name is open to the cleared, and to nobody else."""
    text = (folder / "stretches/side_drop.yaml").read_text("utf-8").replace("side_drop", "new_drop")
    (folder / "stretches/new_drop.yaml").write_text(text, "utf-8")

    content = load(folder)

    table = content.library.table
    assert "new_drop" in table.twists
    assert [verdict for verdict, open in table.opens.items() if "new_drop" in open] == [Verdict.CLEARED]
    assert "Side drop" == content.words.text("routine.new_drop.title")  # noqa: SIM300


def test_audit(folder: Path) -> None:
    """Each fact of a source is used, changed with a reason, or left out with a reason."""
    expected = SourceAudit(
        source="drop_2011",
        title="How to drop your knees and cure your back",
        used=("A1", "A2", "A3"),
        changed=(("A4", "One time is both sides. The source does not say."),),
        left_out=(("A5", "A claim that nobody may make."),),
    )
    assert (expected,) == load(folder).audits


def test_report(folder: Path) -> None:
    """The audit reads as lines: totals first, then every reason."""
    expected = [
        "drop_2011: How to drop your knees and cure your back",
        "  5 facts: used 3, changed 1, left out 1",
        "  used: A1 A2 A3",
        "  changed A4: One time is both sides. The source does not say.",
        "  left out A5: A claim that nobody may make.",
    ]
    assert expected == list(report(load(folder)))


def test_root() -> None:
    """In a checkout the content stands beside the package."""
    expected = Path(__file__).parents[2] / "content"
    assert expected == find_root()


def test_packed_root(tmp_path: Path) -> None:
    """In an installed package the content lies inside it."""
    (tmp_path / "content_files").mkdir()

    assert tmp_path / "content_files" == find_root(tmp_path)
