"""How well typed lines are understood: the corpus, the lines set aside, denials and plain talk."""

from pathlib import Path

import pytest

from bot.understanding.meaning import Intent, Waiting
from bot.understanding.read import read
from tests.understanding.spoken import HERE, Line, english, faults, lines_of, told

CORPUS = lines_of("corpus.tsv")
HELD_OUT = lines_of("held_out.tsv")
URGENT = [line for line in (*CORPUS, *HELD_OUT) if line.intent is Intent.URGENT]
ALARMS = {Intent.URGENT, Intent.PAIN_STOP}


def plain_lines(name: str) -> list[str]:
    """The lines of a text file, remarks left out."""
    rows = Path(HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def test_every_line_of_the_corpus_is_understood() -> None:
    """The corpus holds at least 350 lines, and none is read otherwise than it says."""
    assert list(faults(CORPUS)) == []
    assert len(CORPUS) >= 350


def test_the_lines_set_aside_are_understood_without_having_been_tuned_on() -> None:
    """Held out: 148 of 151 right when first scored; the floor is 0.95."""
    wrong = list(faults(HELD_OUT))
    assert len(wrong) <= 0.05 * len(HELD_OUT), "\n".join(wrong)
    assert len(HELD_OUT) >= 100


def test_no_urgent_line_is_missed_whatever_is_waited_for() -> None:
    """At least 200 urgent lines; every one is urgent in every way of waiting."""
    everywhere = [Line(waiting=tuple(Waiting), intent=Intent.URGENT, extra=(), text=line.text) for line in URGENT]
    assert list(faults(everywhere)) == []
    assert len({line.text for line in URGENT}) >= 200


@pytest.mark.parametrize("name", ["denied.txt", "harmless.txt"])
def test_denied_symptoms_and_plain_talk_raise_no_alarm(name: str) -> None:
    """At least 60 lines each; fewer than 5 in 100 are taken for a pain or an urgent sign."""
    lines = plain_lines(name)
    alarms = [text for text in lines if any(read(text, waiting, english()).intent in ALARMS for waiting in Waiting)]
    assert len(alarms) < 0.05 * len(lines), "\n".join(alarms)
    assert len(lines) >= 60


# The English lines of the sixty examples: row, waiting, accepted intent, extra, text.
# Where the example says "pause" for "not ready", a step hears `wait`: the person needs more time.
EXAMPLES = [
    (1, "step", "ready", "", "ready"),
    (2, "step", "ready", "", "rdy"),
    (3, "step", "ready", "", "👍"),
    (4, "step", "ready", "", "right, got it"),
    (5, "step", "wait", "", "not ready"),
    (6, "step", "wait", "", "im not redy yet gimme a sec"),
    (7, "hold", "pause", "", "wait"),
    (8, "idle", "resume", "", "ok lets go on"),
    (9, "hold", "resume", "", "dont stop"),
    (10, "step", "back", "", "go back"),
    (11, "hold", "pain_stop", "part=back", "back hurts"),
    (12, "hold", "unknown", "part=back", "my back"),
    (13, "step", "repeat", "", "waht??"),
    (14, "step", "skip", "", "skip this one"),
    (15, "step", "pain_stop", "part=knee", "skip, my knee hurts"),
    (16, "step", "easier", "", "dont skip just slower"),
    (17, "hold", "easier", "", "too much stretch"),
    (18, "hold", "easier", "", "to hard for me"),
    (19, "hold", "harder", "", "too easy, more please"),
    (20, "hold", "resume", "", "not too hard, its fine"),
    (21, "hold", "resume", "", "not painful, just tight"),
    (22, "hold", "number", "number=0", "no pain"),
    (23, "hold", "unknown", "", "no pain no gain haha"),
    (24, "any", "stop", "", "stop"),
    (25, "hold", "pain_stop", "soft", "ouch!!"),
    (26, "hold", "pain_stop", "part=low_back sign=sharp", "sharp pane in my lower bak"),
    (27, "hold", "pain_stop", "soft", "it hurts but only a little"),
    (28, "hold", "pain_stop", "part=leg sign=numb", "great job, now my leg is numb lol"),
    (29, "idle", "resume", "", "tingling is gone, can i go on?"),
    (30, "hold", "easier", "", "this is killing me lol"),
    (31, "hold", "pain_stop", "sign=dizzy", "room is spining"),
    (32, "any", "urgent", "sign=chest", "my chest feels tight and i cant breathe"),
    (33, "any", "urgent", "sign=saddle", "cant feel my bum"),
    (34, "any", "urgent", "sign=bladder", "i wet myself and didnt notice"),
    (35, "any", "unknown", "doubtful sign=bladder", "lol nearly peed myself laughing"),
    (36, "any", "urgent", "sign=both_legs", "both legs feel like jelly"),
    (37, "any", "urgent", "sign=weak_leg", "foot is floppy since this morning"),
    (38, "idle", "resume", "", "i was only joking, start please"),
    (39, "any", "stop", "sign=new_fact:Q22", "btw im 20 weeks pregnant"),
    (40, "any", "unknown", "sign=new_fact:Q20", "is this good for my slipped disc?"),
    (41, "question", "no", "", "no trouble peeing"),
    (42, "question", "not_sure", "", "maybe a bit?"),
    (43, "question", "side", "side=right", "rigth one"),
    (44, "number", "number", "number=5", "four or five"),
    (45, "number", "number", "number=7", "like a 7"),
]


@pytest.mark.parametrize(("row", "waiting", "intent", "extra", "text"), EXAMPLES)
def test_every_english_example_is_read_as_labelled(row: int, waiting: str, intent: str, extra: str, text: str) -> None:
    """Each English row of the example messages has its label in the state it is given for."""
    for way in Waiting if waiting == "any" else (Waiting(waiting),):
        meaning = read(text, way, english())
        assert intent == meaning.intent, row
        assert set(extra.split()) <= told(meaning), row


def test_an_emergency_and_a_same_day_sign_are_told_apart() -> None:
    """Numbness in the saddle area is an emergency, a floppy foot a matter of today, pain neither."""
    tiers = [read(text, Waiting.HOLD, english()).tier for text in ("numb bum", "foot is floppy", "it hurts")]
    assert tiers == ["E", "D", None]


TRAPS = [
    ("step", "go back", "back"),
    ("hold", "my back aches", "pain_stop"),
    ("step", "right, done", "ready"),
    ("question", "right", "side"),
    ("hold", "dont stop", "resume"),
    ("hold", "stop, dont go on", "stop"),
    ("step", "7", "number"),
    ("hold", "cannot stop peeing", "urgent"),
    ("hold", "number 4 please", "number"),
    ("hold", "only two left", "unknown"),
    ("hold", "😣", "pain_stop"),
    ("step", "CAN’T PEE", "urgent"),
    ("step", "ｒｅａｄｙ", "ready"),
    ("step", "reaaaady", "ready"),
    ("step", "I'm *ready*", "ready"),
]


@pytest.mark.parametrize(("waiting", "text", "intent"), TRAPS)
def test_words_with_two_sides_are_read_by_what_stands_around_them(waiting: str, text: str, intent: str) -> None:
    """The known traps: back, right, left, stop, a bare number, a denial inside a symptom, writing in all forms."""
    assert intent == read(text, Waiting(waiting), english()).intent
