"""What is asked of Telegram for a line."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.effects import Manner, Tone
from bot.line import Key, Line
from bot.store.home import Board
from bot.telegram.messages import Edit, Post, edit, keyboard, posts, without_tags
from bot.telegram.parts import LONGEST, length, parts, plain

KEYS = (
    (Key(label="Ready", data="1:rdy", tone=Tone.GO),),
    (Key(label="Pause", data="1:ps"), Key(label="Stop", data="1:stop", tone=Tone.HALT)),
)
BOARD = Board(message=5, keyboard=True)


def test_keyboard() -> None:
    """Ready is green, stop is red, the rest is plain; python-telegram-bot would put it the same."""
    expected = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Ready", callback_data="1:rdy", style="success")],
            [
                InlineKeyboardButton("Pause", callback_data="1:ps"),
                InlineKeyboardButton("Stop", callback_data="1:stop", style="danger"),
            ],
        ]
    )
    assert expected.to_dict() == keyboard(KEYS)
    assert keyboard(()) is None


@pytest.mark.parametrize("rings", [True, False])
def test_post(rings: bool) -> None:
    """A short line is one message; only one that rings makes a sound."""
    line = Line(text="<b>Lie down.</b>", buttons=KEYS, rings=rings)
    expected = Post(chat=7, text="<b>Lie down.</b>", keyboard=keyboard(KEYS), silent=not rings)
    assert (expected,) == posts(line, 7)


def test_posts() -> None:
    """A long line rings once, and the buttons are under its end."""
    first, last = "a" * 3000, "b" * 3000
    expected = (
        Post(chat=7, text=first, silent=False),
        Post(chat=7, text=last, keyboard=keyboard(KEYS), silent=True),
    )
    assert expected == posts(Line(text=f"{first}\n\n{last}", buttons=KEYS, rings=True), 7)


@pytest.mark.parametrize("manner", [Manner.OVER, Manner.AMEND])
def test_edit(manner: Manner) -> None:
    """Over and amend change the message with the keyboard."""
    line = Line(text="Question 2", buttons=KEYS, manner=manner)
    assert Edit(chat=7, message=5, text="Question 2", keyboard=keyboard(KEYS)) == edit(line, 7, BOARD)


@pytest.mark.parametrize(
    ("line", "board"),
    [
        (Line(text="x", manner=Manner.ANEW), BOARD),
        (Line(text="x", manner=Manner.ASIDE), BOARD),
        (Line(text="x", manner=Manner.OVER, rings=True), BOARD),
        (Line(text="x" * 4097, manner=Manner.OVER), BOARD),
        (Line(text="x", manner=Manner.OVER), None),
        (Line(text="x", manner=Manner.AMEND), Board(message=5, keyboard=False)),
        (Line(text="x", manner=Manner.PRESSED), None),
        (Line(text="x", manner=Manner.PRESSED, pressed=5), BOARD),
    ],
)
def test_no_edit(line: Line, board: Board | None) -> None:
    """What rings, does not fit or has no message to change is a new message."""
    assert edit(line, 7, board) is None


@pytest.mark.parametrize("board", [None, BOARD])
def test_edit_of_the_pressed(board: Board | None) -> None:
    """What stands beside the session changes the message whose button was pressed, and no other."""
    line = Line(text="Every day", manner=Manner.PRESSED, pressed=9)
    assert Edit(chat=7, message=9, text="Every day") == edit(line, 7, board)


def test_without_tags() -> None:
    """The words stay when the tags go."""
    post = Post(chat=7, text="<b>3 &lt; 5</b> &amp; <i>slow</i>")
    assert Post(chat=7, text="3 < 5 & slow", parse_mode=None) == without_tags(post)


def test_length() -> None:
    """Tags count nothing, an escaped sign one, an emoji two."""
    assert [length(text) for text in ("<b>abc</b>", "&amp;", "🧘")] == [3, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("",)),
        ("<b> </b>", ("<b> </b>",)),
        ("short", ("short",)),
        ("one two\n\nthree", ("one two", "three")),
        ("one\ntwo\nfour", ("one\ntwo", "four")),
        ("one two three four", ("one two", "three", "four")),
        ("abcdefghijklmno", ("abcdefgh", "ijklmno")),
        ("<b>one two three</b>", ("<b>one two</b>", "<b>three</b>")),
        ("<b>one</b> <i>two three</i>", ("<b>one</b> <i>two</i>", "<i>three</i>")),
        ("<b>abcdefghij</b>", ("<b>abcdefgh</b>", "<b>ij</b>")),
        ("🧘🧘🧘🧘🧘", ("🧘🧘🧘🧘", "🧘")),
        ("abcdefg&amp;&amp;", ("abcdefg&amp;", "&amp;")),
    ],
)
def test_parts(text: str, expected: tuple[str, ...]) -> None:
    """A text is cut at paragraphs, else lines, else blanks, else anywhere but in a sign or a tag."""
    assert expected == parts(text, longest=8)


WORDS = st.text(alphabet="ab <>&🧘\n", max_size=60)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "b", "i"])), max_size=6))
def test_parts_lose_nothing(pieces: list[tuple[str, str]]) -> None:
    """Whatever is cut, each part fits, its tags are closed, and nothing but blanks is lost."""
    text = "".join(f"<{tag}>{html.escape(words)}</{tag}>" if tag else html.escape(words) for words, tag in pieces)
    cut = parts(text, longest=10)
    assert "".join(plain(text).split()) == "".join("".join(map(plain, cut)).split())
    for part in cut:
        assert length(part) <= 10
        assert part.count("<b>") == part.count("</b>")
        assert part.count("<i>") == part.count("</i>")


def test_longest() -> None:
    """A message of exactly the limit is one message."""
    assert [len(parts("x" * count)) for count in (LONGEST, LONGEST + 1)] == [1, 2]
