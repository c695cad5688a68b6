"""Small pictures of the three formats: sixty by forty pixels, a red quarter at the left of a green ground."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode

JPEG_ON_ITS_SIDE = b64decode(
    "/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAA"
    "QwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAA"
    "ABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAM"
    "ZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWV"
    "ogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAA"
    "AAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHB"
    "YWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo"
    "KCgoKCgoKCj/wAARCAAoADwDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAIFBv/EABkQAQACAwAAAAAAAAAAAAAAAAABAgMzcv/EAB"
    "YBAQEBAAAAAAAAAAAAAAAAAAAGB//EABsRAQACAgMAAAAAAAAAAAAAAAABAjNxAwSx/9oADAMBAAIRAxEAPwDh0ZtV+ZWjNqvzKc4sldwv+1gv"
    "qfGaAumIAAAANVGbVfmVozar8yheLJXcNv7WC+p8ZoC6YgAAAA1UZtV+ZBC8WSu4bf2sF9T4zQF0xAAAAB//2Q=="
)
"""Its camera noted that it lies on its side."""
WEBP = b64decode(
    "UklGRmACAABXRUJQVlA4WAoAAAAgAAAAOwAAJwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA"
    "ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1"
    "AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP"
    "KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZW"
    "UDggcgAAAFAEAJ0BKjwAKAA+bTSVSCQioiEiq6CADYljAHYA3gD4AACqp6DvyakEljAA/u+h6ULWGFr5kG//4CW+NW87NzVW///oSfpie/+f+D"
    "f/0mwwV0Hz/wbMAyxQ+fn43ewUFnwu9NFEidsYQYHTZU08/h4AAA=="
)


def make_png(width: int, height: int, *, said_width: int | None = None) -> bytes:
    """A grey PNG with a comment; `said_width` is what its head says."""
    head = struct.pack(">IIBBBBB", said_width or width, height, 8, 0, 0, 0, 0)
    return _put_together(head, height * (b"\0" + width * b"\x80"))


def make_deep_png(width: int, height: int) -> bytes:
    """A PNG that takes the most memory for its pixels: four times sixteen bits each."""
    return _put_together(struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0), height * bytes(1 + 8 * width))


def _put_together(head: bytes, pixels: bytes) -> bytes:
    rows = zlib.compress(pixels, 1)
    parts = (b"IHDR", head), (b"tEXt", b"Comment\0Where it was taken"), (b"IDAT", rows), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(*part) for part in parts)


def read_size(png: bytes) -> tuple[int, int]:
    """The width and height of a PNG."""
    return struct.unpack(">II", png[16:24])


def list_chunks(png: bytes) -> set[bytes]:
    """The kinds of parts that a PNG has."""
    place, kinds = 8, set()
    while place < len(png):
        kinds.add(png[place + 4 : place + 8])
        place += 12 + int.from_bytes(png[place : place + 4], "big")
    return kinds


def _make_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
