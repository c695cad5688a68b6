"""A photo as an upload has it, and as it is kept: a square PNG, drawn anew so that nothing else of the file stays."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 25_000_000
"""More would take more than a hundred megabytes to draw, whatever the size of the file."""
MOST_TIMES_LONGER = 4
"""Than the other side. The whole picture is drawn at the size at which its shorter side fills the square, so memory grows with the ratio."""
SIDE = 512
"""The width and height of a kept photo, in pixels."""

_PAGE = """
#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: white)
#image("photo", format: "{kind}", width: {side}pt, height: {side}pt, fit: "cover")
"""
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""The markers of a JPEG that say its size to those who draw it: of any other kind of frame they believe nothing."""
_BEFORE_FRAME = frozenset({0xC4, 0xDB, 0xDD, *range(0xE0, 0xF0), 0xFE})
"""The markers that may stand before, each with its length: tables, comments, and what cameras and programs note."""


class NoPicture(ValueError):
    """These bytes are no JPEG, PNG or WebP, or one that is broken, too large, too long and narrow, or moving."""


def draw_photo(content: bytes) -> bytes:
    """The middle of a picture as a square PNG without metadata, upright as its camera meant it; NoPicture for anything else."""
    kind, width, height = _read_size(content)
    if not 0 < width * height <= MOST_PIXELS:
        raise NoPicture("The picture has too many pixels, or none.")
    if max(width, height) > MOST_TIMES_LONGER * min(width, height):
        raise NoPicture("The picture is too long and narrow.")
    typst = import_module("typst")
    with TemporaryDirectory() as folder:
        Path(folder, "photo").write_bytes(content)
        Path(folder, "page.typ").write_text(_PAGE.format(side=SIDE, kind=kind))
        try:
            drawn: bytes = typst.compile(
                str(Path(folder, "page.typ")), root=folder, format="png", ppi=72, ignore_system_fonts=True
            )
        except typst.TypstError as broken:
            raise NoPicture("The picture cannot be drawn.") from broken
    return drawn


def _read_size(content: bytes) -> tuple[str, int, int]:
    """The format, width and height that the first bytes say."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png", _read_number(content, 16, 4), _read_number(content, 20, 4)
        if content.startswith(b"\xff\xd8\xff"):
            return "jpg", *_read_size_of_jpeg(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return "webp", *_read_size_of_webp(content)
    except IndexError as short:
        raise NoPicture("The picture ends before its size.") from short
    raise NoPicture("This is no JPEG, PNG or WebP.")


def _read_size_of_jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while content[place] == 0xFF and content[place + 1] in _BEFORE_FRAME:
        place += 2 + max(2, _read_number(content, place + 2, 2))
    if content[place] != 0xFF or content[place + 1] not in _FRAMES:
        raise NoPicture("The picture says no size.")
    return _read_number(content, place + 7, 2), _read_number(content, place + 5, 2)


def _read_size_of_webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X" and not content[20] & 2:
        return 1 + _read_small_number(content, 24, 3), 1 + _read_small_number(content, 27, 3)
    if kind == b"VP8L":
        packed = _read_small_number(content, 21, 4)
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return _read_small_number(content, 26, 2) & 0x3FFF, _read_small_number(content, 28, 2) & 0x3FFF
    raise NoPicture("A WebP that moves, or of an unknown kind.")


def _read_number(content: bytes, place: int, length: int) -> int:
    return int.from_bytes(_cut_bytes(content, place, length), "big")


def _read_small_number(content: bytes, place: int, length: int) -> int:
    return int.from_bytes(_cut_bytes(content, place, length), "little")


def _cut_bytes(content: bytes, place: int, length: int) -> bytes:
    if len(content) < place + length:
        raise IndexError(place)
    return content[place : place + length]
