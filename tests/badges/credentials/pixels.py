"""Reads the pixels of a small PNG, as any program would show them on white."""

from __future__ import annotations

import struct
import zlib


def list_brightnesses(png: bytes) -> list[list[int]]:
    """Each row with the brightness of its pixels, 0 to 255, of a picture with four bytes a pixel."""
    width, height, depth, colours, *_, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, colours, interlaced) == (8, 6, 0), "The picture has eight bits, colours and transparency."
    content, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            content += png[place + 8 : place + 8 + length]
        place += length + 12
    rows = _undo_filters(zlib.decompress(content), width * 4, height)
    return [[_show_on_white(*row[start : start + 4]) for start in range(0, width * 4, 4)] for row in rows]


def _undo_filters(content: bytes, width: int, height: int) -> list[bytes]:
    rows, above = [], bytes(width)
    for number in range(height):
        start = number * (width + 1)
        kind, row = content[start], bytearray(content[start + 1 : start + 1 + width])
        for at in range(width):
            left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
            guess = (0, left, above[at], (left + above[at]) // 2, _predict(left, above[at], corner))[kind]
            row[at] = (row[at] + guess) & 0xFF
        rows.append(bytes(row))
        above = bytes(row)
    return rows


def _predict(left: int, above: int, corner: int) -> int:
    """The neighbour that is nearest to their plane, as Paeth chose it."""
    plane = left + above - corner
    return min((left, above, corner), key=lambda value: abs(plane - value))


def _show_on_white(red: int, green: int, blue: int, alpha: int) -> int:
    return ((red + green + blue) // 3 * alpha + 255 * (255 - alpha)) // 255
