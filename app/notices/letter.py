"""A letter before it is an e-mail: what it says, in one language, and its plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """Something to read, and where it leads; either half of it may be missing."""

    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one e-mail says. `stop_url` is where one click ends such letters; None for those that answer the person."""

    locale: str
    subject: str
    greeting: str
    opening: str
    lines: tuple[LetterLine, ...] = ()
    action: LetterLine | None = None
    footer: tuple[LetterLine, ...] = ()
    sender: str = ""
    stop_url: str | None = None


def plain_text(letter: Letter) -> str:
    """The text part: everything that the HTML part says, links in full."""
    return "\n".join(_written(letter)).rstrip() + "\n"


def _written(letter: Letter) -> Iterator[str]:
    yield from (letter.greeting, "", letter.opening, "")
    for line in letter.lines:
        yield from _block(line, "- ")
    if letter.action is not None:
        yield from _block(letter.action, "")
    yield "-- "
    yield letter.sender
    for line in letter.footer:
        yield from (part for part in (line.title, line.url) if part)


def _block(line: LetterLine, mark: str) -> Iterator[str]:
    yield f"{mark}{line.title}"
    indent = " " * len(mark)
    yield from (f"{indent}{part}" for part in (line.text, line.url) if part)
    yield ""
