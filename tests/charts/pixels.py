"""Looking at a picture: its size, and whether its edges are free."""

from io import BytesIO

from PIL import Image


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(BytesIO(png)) as image:
        return image.size


def edges_are_free(png: bytes, edge: int, paper: str) -> bool:
    """Whether a frame of so many pixels is nothing but paper."""
    with Image.open(BytesIO(png)) as image:
        wide, high = image.size
        inside = (edge, edge, wide - edge, high - edge)
        plain = image.convert("RGB")
        plain.paste(paper, inside)
        return plain.getcolors() == [(wide * high, tuple(bytes.fromhex(paper[1:])))]


def has_colour(png: bytes) -> bool:
    """Whether any dot is something else than a grey."""
    with Image.open(BytesIO(png)) as image:
        plain = image.convert("RGB")
        return plain.tobytes() != plain.convert("L").convert("RGB").tobytes()
