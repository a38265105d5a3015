"""Each broken sample is refused with exactly the lines that a writer of content needs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.faults import ContentFaults
from bot.content.load import load
from tests.content.conftest import Spoil

DROP, FOLD = "stretches/side_drop.yaml", "stretches/rest_fold.yaml"
WARM, SOURCE = "routines/warm_up.yaml", "sources/drop_2011.yaml"
PHRASES, READINESS = "phrases.yaml", "readiness.yaml"

Faults = Callable[[], list[str]]

# ruff: noqa: E501, SIM300 (a fault is one line, as it is shown; what is expected stands first)

SHAPES = [
    (DROP, "minutes: 3", "minutes: 90", ["stretches/side_drop.yaml:5: minutes is 90; 1 to 30"]),
    (DROP, "minutes: 3", "minutes: three", ["stretches/side_drop.yaml:5: minutes is 'three'; a whole number wanted"]),
    (DROP, "minutes: 3", "minutes:", ["stretches/side_drop.yaml:5: minutes is empty; a whole number wanted"]),
    (DROP, "title: Side drop", "title: [{a: b}]", ["stretches/side_drop.yaml:3: title is a list; a text wanted; a text that has a colon needs quotes"]),
    (READINESS, "version: 1", "version: one", ["readiness.yaml:2: version input should be a valid integer, unable to parse string as an integer"]),
    (DROP, "dose: {breaths: 1}", "dose: {seconds: 90}", ["stretches/side_drop.yaml:40: steps.drop.dose.seconds is 90; 5 to 60"]),
    (DROP, "rest: 12", "rest: 90", ["stretches/side_drop.yaml:53: steps.back.rest is 90; 5 to 30"]),
    (DROP, "rounds: [3, 5]", "rounds: [5, 3]", ["stretches/side_drop.yaml:24: levels.LX1.rounds is [5, 3]; the lower number first"]),
    (DROP, "rounds: [3, 5]", "rounds: many", ["stretches/side_drop.yaml:24: levels.LX1.rounds is 'many'; a whole number or [low, high] wanted"]),
    (DROP, "summary: Both", "sumary: Both", ["stretches/side_drop.yaml:1: summary is missing", "stretches/side_drop.yaml:4: sumary is not known; did you mean summary?"]),
    (DROP, "title: Side drop", "title: 12", ["stretches/side_drop.yaml:3: title is 12; a text wanted; a text that has a colon needs quotes"]),
    (DROP, "title: Side drop", "title: ''", ["stretches/side_drop.yaml:3: title is empty; a text wanted"]),
    (DROP, "kind: twist", "kind: twisty", ["stretches/side_drop.yaml:2: kind is 'twisty'; twist or prep"]),
    (DROP, "twisted: true", "twisted: yes", ["stretches/side_drop.yaml:35: steps.drop.twisted is 'yes'; true or false"]),
    (DROP, "say: [Rest for a moment.]", "say: Rest.", ["stretches/side_drop.yaml:59: steps.rest.say is 'Rest.'; a list wanted, each item after a dash"]),
    (DROP, "say: [Rest for a moment.]", "say: []", ["stretches/side_drop.yaml:59: steps.rest.say is empty; at least one wanted"]),
    (DROP, "- id: rest\n", "- id: Rest\n", ["stretches/side_drop.yaml:56: steps.Rest.id is 'Rest'; small letters, digits and _, such as knee_drop"]),
    (DROP, "facts: [A1]", "facts: [a1]", ["stretches/side_drop.yaml:11: needs.1.facts.1 is 'a1'; a letter and a number, such as B12", "stretches/side_drop.yaml:11: needs.1.facts.1 is 'a1'; no source has it"]),
    (DROP, "verdict: cleared", "verdict: fine", ["stretches/side_drop.yaml:21: gates.1.verdict is 'fine'; cleared, gentle_only, prep_first or ask_clinician"]),
    (DROP, "top_level: 1", "pain_at_most: 11", ["stretches/side_drop.yaml:22: gates.2.pain_at_most is 11; 0 to 10"]),
    (DROP, "id: LX2", "id: two", ["stretches/side_drop.yaml:25: levels.two.id is 'two'; capital letters and digits, such as LB1"]),
    (DROP, "{say: Two pillows., facts: [A2]}", "Two pillows", ["stretches/side_drop.yaml:12: needs.2 is 'Two pillows'; keys with values wanted, such as facts: ..."]),
    (SOURCE, "2011-01-31", "last year", ["sources/drop_2011.yaml:4: date is 'last year'; a date such as 2011-01-31 wanted"]),
    (SOURCE, "A claim that nobody may make.", "a claim", ["sources/drop_2011.yaml:11: facts.A5.left_out is 'a claim'; a text of at least 10 characters"]),
    (SOURCE, "A2: {say: The knees sink.}", "A2: The knees sink.", ["sources/drop_2011.yaml:8: facts.A2 is 'The knees sink.'; keys with values wanted, such as say: ..."]),
    (WARM, "{stretch: rest_fold, level: PS, asks: true}", "[rest_fold]", ["routines/warm_up.yaml:7: items.1 is [\"rest_fold\"]; keys with values wanted, such as stretch: ..."]),
]  # fmt: skip

RULES = [
    (DROP, "id: side_drop", "id: side_fall", ["stretches/side_drop.yaml:1: id is 'side_fall'; the file is called side_drop.yaml"]),
    (DROP, "breaths: [1, 2]", "breaths: [1, 4]", ["stretches/side_drop.yaml:25: levels.LX2.breaths is [1, 4]; 1 to 3, the walls of this stretch"]),
    (DROP, "rounds: 5", "rounds: 2", ["stretches/side_drop.yaml:25: levels.LX2.rounds is 2; 3 to 10, the walls of this stretch"]),
    (DROP, "walls: {rounds: [3, 10], breaths: [1, 3]}\n", "", ["stretches/side_drop.yaml:1: walls is missing; a twist states what its source allows, such as rounds: [3, 10]"]),
    (DROP, "number: 2", "number: 1", ["stretches/side_drop.yaml:25: levels.LX2.number is 1; over 1, the level before"]),
    (DROP, "adds: [head_turn]", "adds: [head]", ["stretches/side_drop.yaml:25: levels.LX2.adds.1 is 'head'; an optional step wanted: head_turn", "stretches/side_drop.yaml:42: steps.head_turn is optional, but no level and no variation adds it"]),
    (DROP, "adds: [head_turn]", "adds: []", ["stretches/side_drop.yaml:42: steps.head_turn is optional, but no level and no variation adds it"]),
    (DROP, "uses: [pillows]", "uses: [cushion]", ["stretches/side_drop.yaml:24: levels.LX1.uses.1 is 'cushion'; a variation wanted: other_stretch, pillows"]),
    (DROP, "leaves_out: [head_turn]", "leaves_out: [nod]", ["stretches/side_drop.yaml:66: variations.pillows.leaves_out.1 is 'nod'; a step wanted: back, drop, head_turn, lie_down, rest"]),
    (DROP, "leaves_out: [head_turn]", "leaves_out: [back]", ["stretches/side_drop.yaml:66: variations.pillows.leaves_out.1 is 'back', the way back from the twist; it is never left out"]),
    (DROP, "step: drop,", "step: drip,", ["stretches/side_drop.yaml:68: variations.pillows.changes.drip.say.1 names {side} or {other}, but there is no side here", "stretches/side_drop.yaml:68: variations.pillows.changes.drip.step is 'drip'; a step wanted: lie_down, drop, head_turn, back, rest"]),
    (DROP, "becomes: rest_fold", "becomes: fold", ["stretches/side_drop.yaml:74: variations.other_stretch.becomes is 'fold'; another stretch wanted: rest_fold"]),
    (DROP, "after: [rest_fold]", "after: [fold]", ["stretches/side_drop.yaml:22: gates.2.after.1 is 'fold'; a stretch wanted: rest_fold, side_drop"]),
    (DROP, "complaints: [any]", "complaints: [tail]", ["stretches/side_drop.yaml:73: variations.other_stretch.complaints.1 is 'tail'; neck, shoulder, upper_back, low_back, back, hip, knee, leg, foot, hand, wrist, elbow, arm, ribs, chest, belly, bottom, head, jaw, breath, feet_slip, foot_floats, floor_hard, tight_side or any"]),
    (DROP, "direction: gentler", "direction: softer", ["stretches/side_drop.yaml:63: variations.pillows.direction is 'softer'; gentler, deeper or fit"]),
    (DROP, "direction: gentler\n    complaints: [any]", "direction: fit\n    wishes: [firm_bed]", ["stretches/side_drop.yaml:73: variations.other_stretch.wishes.1 is 'firm_bed'; its button has no words: button.fit.firm_bed in phrases.yaml"]),
    (DROP, "scale: 50", "scale: 150", ["stretches/side_drop.yaml:69: variations.pillows.scale is 150; 100 at most in a gentler form"]),
    (DROP, "direction: gentler", "direction: deeper", ["stretches/side_drop.yaml:69: variations.pillows.scale is 50; 100 at least in a deeper form"]),
    (DROP, "verdict: gentle_only", "verdict: prep_first", ["stretches/side_drop.yaml:22: gates.2.verdict is 'prep_first'; a twist opens for cleared or gentle_only"]),
    (DROP, "gates:\n  - {verdict: cleared}\n  - {verdict: gentle_only, after: [rest_fold], calm_sessions: 1, top_level: 1}\n", "", ["stretches/side_drop.yaml:1: gates is missing; a twist names the verdicts that open it"]),
    (DROP, "way_out:\n  say:\n    - Come back slowly.\n    - Take the way that hurts least.\n  facts: [A3]\n", "", ["stretches/side_drop.yaml:30: steps.drop.twisted is true; then the stretch needs a way_out"]),
    (DROP, "    pose: start\n    rest: 12", "    pose: start\n    twisted: true\n    rest: 12", ["stretches/side_drop.yaml:50: steps.back is the last side step; it must bring back from the twist, always"]),
    (DROP, "say: [Rest for a moment.]\n    facts: [A3]", "say: [Rest for a moment.]", ["stretches/side_drop.yaml:56: steps.rest.facts is missing; say which facts or sources this carries"]),
    (DROP, "sources: [drop_2011]", "sources: [drop_2011, S40]", ["stretches/side_drop.yaml:8: sources.2 is 'S40'; no source has it"]),
    (DROP, "notes:", "levels: []\nnotes:", ["stretches/side_drop.yaml:77: levels is empty; at least one wanted", "stretches/side_drop.yaml:77: levels is given twice"]),
    (DROP, "facts: [A4]", "facts: [A4, A5]", ["stretches/side_drop.yaml:78: notes.1.facts.2 is 'A5', which sources/drop_2011.yaml leaves out: A claim that nobody may make."]),
    (DROP, "facts: [A4]", "facts: []", ["sources/drop_2011.yaml:10: facts.A4.changed has a reason, but nothing cites the fact"]),
    (DROP, "id: rest\n", "id: back\n", ["stretches/side_drop.yaml:56: steps.back has an id that is given twice", "stretches/side_drop.yaml:59: steps.back.say has the key stretch.side_drop.step.back.say; stretches/side_drop.yaml has it too"]),
    (DROP, "first_side: right\n", "", ["stretches/side_drop.yaml:35: steps.drop.say.1 names {side} or {other}, but there is no side here", "stretches/side_drop.yaml:37: steps.drop.again.1 names {side} or {other}, but there is no side here", "stretches/side_drop.yaml:46: steps.head_turn.say.1 names {side} or {other}, but there is no side here", "stretches/side_drop.yaml:67: variations.pillows.changes.drop.say.1 names {side} or {other}, but there is no side here"]),
    (DROP, "kind: twist", "kind: prep", ["stretches/side_drop.yaml:2: kind is 'prep'; readiness.yaml lists it otherwise"]),
    (WARM, "stretch: rest_fold", "stretch: rest", ["routines/warm_up.yaml:7: items.rest.stretch is 'rest'; a stretch wanted: rest_fold, side_drop"]),
    (WARM, "level: PS", "level: PX", ["routines/warm_up.yaml:7: items.rest_fold.level is 'PX'; a level of rest_fold wanted: PS"]),
    (WARM, "{stretch: rest_fold, level: PS, asks: true}", "{stretch: side_drop}", ["routines/warm_up.yaml:7: items.side_drop.stretch is 'side_drop', a twist; a routine of kind prep holds none"]),
    (WARM, "kind: prep\ncalm_pass: true", "kind: twist\ncalm_pass: true", ["routines/warm_up.yaml:3: calm_pass is true; only a routine of kind prep prepares"]),
    (FOLD, "dose: {reps: [5, 8], seconds_each: 6}", "dose: {reps: 5, breaths: 2}", ["stretches/rest_fold.yaml:15: steps.fold.dose needs exactly one of seconds, breaths and reps"]),
    (FOLD, "    dose: {reps: [5, 8], seconds_each: 6}\n", "", ["stretches/rest_fold.yaml:9: levels.PS.reps has no effect: no step in this mode has a dose"]),
    (FOLD, "rounds: 1, reps: 5", "rounds: 1, mode: dynamic", ["stretches/rest_fold.yaml:9: levels.PS is dynamic; then it needs reps"]),
    (FOLD, "seconds_each: 6}", "seconds_each: 6}\n    rest: 10", ["stretches/rest_fold.yaml:16: steps.fold.rest stands beside a dose; a step has one or the other"]),
    (FOLD, "rounds: 1, reps: 5", "rounds: 1, reps: 5, breaths: 2", ["stretches/rest_fold.yaml:9: levels.PS has more than one of seconds, breaths and reps"]),
    (SOURCE, "A5: {", "B5: {", ["sources/drop_2011.yaml:11: facts.B5 does not begin with A"]),
    (SOURCE, "left_out: A claim", "changed: Said in another way., left_out: A claim", ["sources/drop_2011.yaml:11: facts.A5 is both changed and left_out; one of them", "sources/drop_2011.yaml:11: facts.A5.changed has a reason, but nothing cites the fact"]),
    (READINESS, "prep: [rest_fold]", "prep: [rest_fold, bridge]", ["readiness.yaml:7: prep names bridge; no such stretch"]),
]  # fmt: skip

WORDS = [
    (DROP, "Rest for a moment.", "Rest for a moment", ["stretches/side_drop.yaml:59: steps.rest.say.1 does not end with a full stop"]),
    (DROP, "Rest for a moment.", "Rest. Breathe.", ["stretches/side_drop.yaml:59: steps.rest.say.1 holds more than one sentence; one for each item of the list"]),
    (DROP, "Let gravity do the work.", "Let gravity and gravity and gravity and gravity and gravity and gravity and gravity and gravity and gravity and gravity and you work.", ["stretches/side_drop.yaml:37: steps.drop.more.1 has a sentence of 23 words; 20 at most"]),
    (DROP, "[Rest for a moment.]", "['Rest for a {while}.']", ["stretches/side_drop.yaml:59: steps.rest.say.1 has the gap {while}; {side} and {other} are known"]),
    (DROP, "[Rest for a moment.]", "['Rest on the {side} side.']", ["stretches/side_drop.yaml:59: steps.rest.say.1 names {side} or {other}, but there is no side here"]),
    (DROP, "Let gravity do the work.", "Look to the left.", ["stretches/side_drop.yaml:37: steps.drop.more.1 says 'left' for both sides; write {side} or {other}"]),
    (DROP, "Let both knees sink to the {side}.", "Let both knees sink.", ["stretches/side_drop.yaml:36: steps.drop.say never names the side; write {side} or {other}"]),
    (DROP, "Let both knees sink to the {side}.", "Now let both of your knees sink all the way down to the {side}.", ["stretches/side_drop.yaml:36: steps.drop.say.1 is 62 characters long; 60 at most in a first sentence"]),
    (DROP, "Come back slowly.", "\"Come back slowly, as slowly as ever you can, and then rest a bit.\"", ["stretches/side_drop.yaml:17: way_out.say.1 is 65 characters long; 60 at most in a first sentence"]),
    (DROP, "Stop if it hurts.", "This will cure you.", ["stretches/side_drop.yaml:14: cautions.1.say says 'cure'; a promise of a result"]),
    (DROP, "title: Side drop", "title: Pain free drop", ["stretches/side_drop.yaml:3: title says 'Pain free'; a promise of a result"]),
    (PHRASES, "Or say stop.", "It diagnoses nothing.", ["phrases.yaml:3: menu.choose.2 says 'diagnoses'; it finds no illness"]),
    (PHRASES, "This is no diagnosis.", "Hi.", ["wording.yaml:5: allowed.1.say is allowed, but nothing says it"]),
    (PHRASES, "one: \"{count} round\", ", "", ["phrases.yaml:4: menu.rounds.one is missing; words that count need one: and other:"]),
    (PHRASES, "Hello. This is no diagnosis.", "12\nwhat: This is no diagnosis.", ["phrases.yaml:1: hello is no text; a text, a list of texts, or one: and other: wanted"]),
    (PHRASES, "Stop now and rest.", "Stop now 🛑.", ["phrases.yaml:6: safety.stop has 🛑 in it; a safety text has words only"]),
    (PHRASES, "Stop now and rest.", "\"Stop {now.\"", ["phrases.yaml:6: safety.stop has a bracket { or } that is not closed or not opened"]),
    (PHRASES, "safety.stop:", "stretch.side_drop.title:", ["phrases.yaml:6: stretch.side_drop.title has the key stretch.side_drop.title; stretches/side_drop.yaml has it too"]),
    (PHRASES, "{name}", "{a name}", ["phrases.yaml:5: side.again has the gap {a name}; {side} and {other} are known"]),
    (READINESS, "May I keep your answers?", "May I cure you?", ["readiness.yaml:24: questions.Q0.ask says 'cure'; a promise of a result"]),
]  # fmt: skip

READING = [
    (DROP, "title: Side drop", "title: Side: drop", ["stretches/side_drop.yaml:3: is no YAML: a text that has a colon needs quotes around it"]),
    (DROP, "minutes: 3", "\tminutes: 3", ["stretches/side_drop.yaml:5: is no YAML: use spaces, not tabs"]),
    (DROP, "title: Side drop", "title: \"Side drop", ["stretches/side_drop.yaml:36: is no YAML: check the indent here and one line above"]),
    (DROP, "sources: [drop_2011]", "sources: [drop_2011", ["stretches/side_drop.yaml:9: is no YAML: a bracket is not closed, or a text that has a colon needs quotes around it"]),
    (DROP, "[\"Let both knees sink to the {side}.\"]", "[Let both knees sink to the {side}.]", ["stretches/side_drop.yaml:36: is no YAML: a text that has { } needs quotes around it"]),
    (DROP, "notes:", "notes:\n notes:", ["stretches/side_drop.yaml:77: notes is made of keys and values; a list wanted, each item after a dash"]),
    (DROP, "minutes: 3", "minutes: !three 3", ["stretches/side_drop.yaml:5: is no YAML: could not determine a constructor for the tag '!three'"]),
    (PHRASES, "hello: Hello.", "[hello]: Hello.", ["phrases.yaml:1: is no YAML: a key is one word or one text"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), [*SHAPES, *RULES, *WORDS, *READING])
def test_broken_sample(spoil: Spoil, faults: Faults, file: str, old: str, new: str, expected: list[str]) -> None:
    """A file spoilt in one place is refused with its line, what is there and what was wanted."""
    spoil(file, old, new)

    assert expected == faults()


def test_no_twisted_step(folder: Path, faults: Faults) -> None:
    """A twist in which nobody ever lies twisted is not what it says."""
    file = folder / DROP
    file.write_text(file.read_text("utf-8").replace("    twisted: true\n", ""), "utf-8")

    assert [f"{DROP}:26: steps has no step that is twisted; a twist has at least one"] == faults()


def test_side_without_round(folder: Path, faults: Faults) -> None:
    """A stretch that begins with a side has steps for each side."""
    file = folder / FOLD
    text = file.read_text("utf-8").replace("when: side", "when: start")
    file.write_text(text.replace("position: back", "position: back\nfirst_side: left"), "utf-8")

    assert [f"{FOLD}:7: first_side is 'left', but no step is done for each side"] == faults()


def test_strange_sign(folder: Path, faults: Faults) -> None:
    """A sign that no text has is told."""
    (folder / WARM).write_text("id: warm\0up\n", "utf-8")

    (found,) = faults()
    assert found.startswith(f"{WARM}:1: is no YAML: unacceptable character")


def test_all_at_once(spoil: Spoil, faults: Faults) -> None:
    """Faults of several files and several kinds are told together, in the order of files and lines."""
    spoil(DROP, "minutes: 3", "minutes: 90")
    spoil(FOLD, "rounds: 1, reps: 5", "rounds: 1, mode: dynamic")
    spoil(WARM, "stretch: rest_fold", "stretch: rest")
    spoil(PHRASES, "Stop now and rest.", "Stop. You will be cured.")

    expected = [
        "phrases.yaml:6: safety.stop says 'cured'; a promise of a result",
        "routines/warm_up.yaml:7: items.rest.stretch is 'rest'; a stretch wanted: rest_fold, side_drop",
        "stretches/rest_fold.yaml:9: levels.PS is dynamic; then it needs reps",
        "stretches/side_drop.yaml:5: minutes is 90; 1 to 30",
    ]
    assert expected == faults()


def test_missing_file(folder: Path, faults: Faults) -> None:
    """A file that content must have is missed by name."""
    (folder / "wording.yaml").unlink()

    assert ["wording.yaml:1: is missing; content needs this file"] == faults()


def test_empty_file(folder: Path, faults: Faults) -> None:
    """An empty file is a fault of its own, not a row of missing keys."""
    (folder / WARM).write_text("# nothing yet\n", "utf-8")

    assert [f"{WARM}:1: is empty"] == faults()


def test_no_text_file(folder: Path, faults: Faults) -> None:
    """A file that is no text is told by name."""
    (folder / WARM).write_bytes(b"\xff\xfe\x00")

    (found,) = faults()
    assert found.startswith(f"{WARM}:1: cannot be read: 'utf-8' codec")


def test_other_ending(folder: Path, faults: Faults) -> None:
    """A file that would be passed over in silence is told."""
    (folder / "stretches/mine.yml").write_text("id: mine\n", "utf-8")

    assert ["stretches/mine.yml:1: is not read; its name must end in .yaml, not .yml"] == faults()


def test_front_newcomer(folder: Path, faults: Faults) -> None:
    """A stretch on the stomach cannot come without a word in the readiness check."""
    text = (
        (folder / FOLD)
        .read_text("utf-8")
        .replace("rest_fold", "front_fold")
        .replace("position: back", "position: front")
    )
    (folder / "stretches/front_fold.yaml").write_text(text, "utf-8")

    what = "position is 'front'; name the stretch in readiness.yaml: not everybody can lie so"
    assert [f"stretches/front_fold.yaml:6: {what}"] == faults()


def test_second_full_twist(folder: Path, faults: Faults) -> None:
    """Of two twists in a routine only one may be done at full dose."""
    items = "  - {stretch: side_drop}\n  - {stretch: side_drop, level: LX2}\n  - {stretch: side_drop, level: LX1}\n"
    text = f"id: two\nkind: twist\ntitle: Two\nsummary: Two twists.\nitems:\n{items}"
    (folder / "routines/two.yaml").write_text(text, "utf-8")

    what = "items.side_drop is a second twist at full dose; give it a level of number 1 at most"
    assert [f"routines/two.yaml:7: {what}"] == faults()


def test_same_letter(folder: Path, faults: Faults) -> None:
    """Two sources cannot share the letter of their facts."""
    text = "id: second\ntitle: T\npublisher: P\nletter: A\nfacts:\n  A9: {say: x, left_out: Not about this at all.}\n"
    (folder / "sources/second.yaml").write_text(text, "utf-8")

    assert ["sources/second.yaml:4: letter is A; sources/drop_2011.yaml has it already"] == faults()


def test_no_folder(tmp_path: Path) -> None:
    """A content folder that is not there is told with its place."""
    with pytest.raises(ContentFaults, match="nowhere:1: is no folder; content is looked for there"):
        load(tmp_path / "nowhere")
