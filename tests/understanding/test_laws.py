"""Laws of reading that hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.meaning import Intent, Waiting
from bot.understanding.message import split
from bot.understanding.read import read
from tests.understanding.spoken import english, lines_of

ONWARD = {Intent.READY, Intent.HARDER, Intent.SKIP, Intent.RESUME}
READY = ["ready", "im ready", "yes ready", "ok im ready now", "rdy", "i think im ready", "ready to go"]
FORWARD = [*READY, "harder", "deeper please", "skip", "skip this one", "continue", "resume", "next", "done"]
NOT = ["not", "don't", "dont", "never", "isn't", "do not"]
URGENT = ["cant feel my bum", "both legs are numb", "i cant breathe", "chest pain", "i wet myself", "cant pee"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"

waitings = st.sampled_from(Waiting)
corpus_texts = st.sampled_from([line.text for line in lines_of("corpus.tsv")])


@pytest.fixture(autouse=True, scope="module")
def lexicon_read() -> None:
    """Read before the first law is tried: that takes longer than an example may."""
    english()


@given(text=st.text(max_size=300), waiting=waitings)
def test_any_text_has_a_meaning(text: str, waiting: Waiting) -> None:
    """Reading never raises, and its reason is a short code, never the words themselves."""
    meaning = read(text, waiting, english())
    assert meaning.intent in Intent
    assert meaning.why.replace("_", "").replace(":", "").replace(" ", "").isalnum()


@given(text=st.text(alphabet="aBcZ  ", max_size=20))
def test_plain_letters_are_split_like_any_text(text: str) -> None:
    """The short way for plain letters gives the words of the long way, which a full stop asks for."""
    assert split(text) == split(f"{text}.")


@given(words=st.lists(corpus_texts, max_size=6), waiting=waitings)
def test_any_mix_of_lines_has_a_meaning(words: list[str], waiting: Waiting) -> None:
    """Known lines strung together are read, too."""
    assert read(" ".join(words), waiting, english()).intent in Intent


@pytest.mark.parametrize(
    "text", ["", " ", "...", "!!!", "\n", "😀" * 50, "ok " * 1365, "numb bum " * 455, "好" * 4096, "'", "_"]
)
def test_the_longest_and_the_emptiest_texts_are_read(text: str) -> None:
    """Nothing, punctuation only, other scripts, and 4096 signs are read like any text."""
    assert all(read(text, waiting, english()).intent in Intent for waiting in Waiting)


@pytest.mark.parametrize("ready", READY)
@pytest.mark.parametrize("denial", NOT)
@pytest.mark.parametrize("waiting", Waiting)
def test_a_denied_ready_is_never_ready(ready: str, denial: str, waiting: Waiting) -> None:
    """ "Not" anywhere before "ready" never sends the person on."""
    words = ready.split()
    for place in range(len(words)):
        text = " ".join([*words[:place], denial, *words[place:]])
        assert read(text, waiting, english()).intent not in {Intent.READY, Intent.HARDER, Intent.SKIP}


@settings(max_examples=400)
@given(
    word=st.sampled_from(FORWARD),
    place=st.integers(0, 20),
    letter=st.sampled_from(LETTERS),
    how=st.sampled_from(["drop", "add", "change", "swap"]),
    waiting=waitings,
)
def test_a_typo_never_becomes_a_step_forward(word: str, place: int, letter: str, how: str, waiting: Waiting) -> None:
    """A guessed word is never the reason to go on: every onward meaning stands on listed words."""
    meaning = read(mistyped(word, place, letter, how), waiting, english())
    assert not (meaning.intent in ONWARD and meaning.why.startswith("fuzzy"))


@pytest.mark.parametrize(
    "typo", ["readx", "xready", "rdeay", "hrader", "hardre", "skpi", "resmue", "contniue", "yse plx dxne"]
)
@pytest.mark.parametrize("waiting", Waiting)
def test_an_unlisted_misspelling_of_an_onward_word_is_not_understood(typo: str, waiting: Waiting) -> None:
    """What is only nearly "ready", "harder", "skip" or "resume" moves nothing on."""
    assert read(typo, waiting, english()).intent not in ONWARD


@pytest.mark.parametrize(
    "typo", ["stpo", "sttop", "puase", "pasue", "eassier", "stabing", "dizzzy", "painfull", "nubm leg"]
)
def test_a_misspelling_may_hold_a_person_back(typo: str) -> None:
    """What is nearly "stop", "pause", "easier" or a pain is taken for it."""
    back = {Intent.STOP, Intent.PAUSE, Intent.EASIER, Intent.PAIN_STOP, Intent.URGENT}
    assert read(typo, Waiting.HOLD, english()).intent in back


@settings(max_examples=300)
@given(text=st.one_of(corpus_texts, st.text(max_size=80)), sign=st.sampled_from(URGENT), waiting=waitings)
def test_an_urgent_sign_after_any_text_is_heard(text: str, sign: str, waiting: Waiting) -> None:
    """An urgent sentence is urgent, or asked about, whatever was typed before it."""
    meaning = read(f"{text}. {sign}", waiting, english())
    assert meaning.intent is Intent.URGENT or meaning.doubtful


@given(text=corpus_texts, waiting=waitings)
def test_stop_after_any_text_stops(text: str, waiting: Waiting) -> None:
    """ "Stop" as a sentence of its own ends the session, unless a pain or an urgent sign already does."""
    meaning = read(f"{text}. Stop!", waiting, english())
    assert meaning.intent in {Intent.STOP, Intent.PAIN_STOP, Intent.URGENT}


def mistyped(word: str, place: int, letter: str, how: str) -> str:
    """The word with one slip of the finger at `place`."""
    at = place % len(word)
    if how == "drop":
        return word[:at] + word[at + 1 :]
    if how == "add":
        return word[:at] + letter + word[at:]
    if how == "change":
        return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
