"""Decodes the bytes of a people file: the encoding is guessed and shown with names, or given by whoever imports."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from app.kernel.messages import ErrorMessage
from app.people.directory.columns import FileProblem

WINDOWS = "cp1252"
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "cp850": "DOS (850)",
    "iso8859-15": "ISO 8859-15",
    "utf-16": "UTF-16",
}
"""The encodings that a person may choose, with the names that spreadsheets give them."""

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UTF8_READ_AS_WINDOWS = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")
"""é or ’ in UTF-8. Windows-1252 would read a capital Ã or â with a sign behind it, which no name has."""

NOT_UTF8_NOR_WINDOWS = ErrorMessage(
    "neither UTF-8 nor Windows-1252: choose the encoding (by command: --encoding), or save the file as “CSV UTF-8”.",
    french="ni UTF-8 ni Windows-1252 : choisissez l’encodage, ou enregistrez le fichier en « CSV UTF-8 ».",
)
MIXED = ErrorMessage(
    "two encodings are mixed in this file: save it again as “CSV UTF-8”.",
    french="deux encodages sont mêlés dans ce fichier : enregistrez-le à nouveau en « CSV UTF-8 ».",
)
NOT_THAT_ENCODING = ErrorMessage(
    "this is not {encoding}: choose another encoding.",
    french="ceci n’est pas du {encoding} : choisissez un autre encodage.",
)
WORKBOOK = ErrorMessage(
    "this is an Excel workbook: save it as “CSV UTF-8”.",
    french="ceci est un classeur Excel : enregistrez-le en « CSV UTF-8 ».",
)


class UnreadableFile(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, line: int, advice: ErrorMessage, column: str | None = None) -> None:
        super().__init__(advice)
        self.problem = FileProblem(line, column, advice)


@dataclass(frozen=True)
class DecodedText:
    """The text of a file and its encoding, a key of ENCODINGS."""

    text: str
    encoding: str


def decode_text(content: bytes, encoding: str | None = None) -> DecodedText:
    """The text in the given encoding, or in the one that its bytes suggest; UnreadableFile when it cannot be."""
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableFile(1, WORKBOOK)
    if encoding is not None:
        return _decode_strictly(content, encoding, NOT_THAT_ENCODING.format(encoding=ENCODINGS.get(encoding, encoding)))
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if marked is not None:
        return _decode_strictly(content, marked, NOT_THAT_ENCODING.format(encoding=ENCODINGS[marked]))
    try:
        return DecodedText(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as wrong:
        if _UTF8_READ_AS_WINDOWS.search(content):
            raise UnreadableFile(_count_lines_before(content, wrong.start), MIXED) from wrong
    return _decode_strictly(content, WINDOWS, NOT_UTF8_NOR_WINDOWS)


def _decode_strictly(content: bytes, encoding: str, refusal: ErrorMessage) -> DecodedText:
    try:
        return DecodedText(content.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as wrong:
        raise UnreadableFile(_count_lines_before(content, wrong.start), refusal) from wrong


def _count_lines_before(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
