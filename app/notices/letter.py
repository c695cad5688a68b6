"""A letter before it is an e-mail: its content, in one language, and its plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """A line to read, with a link; either may be missing. A heading has the lines below it as its parts."""

    title: str
    text: str = ""
    url: str = ""
    parts: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The content of one e-mail. One click at `stop_url` ends such letters; None for transactional ones."""

    locale: str
    subject: str
    greeting: str
    opening: str
    lines: tuple[LetterLine, ...] = ()
    action: LetterLine | None = None
    footer: tuple[LetterLine, ...] = ()
    sender: str = ""
    stop_url: str | None = None


def render_plain_text(letter: Letter) -> str:
    """The plain text: everything that the HTML part says, with full links."""
    return "\n".join(_iterate_text_lines(letter)).rstrip() + "\n"


def _iterate_text_lines(letter: Letter) -> Iterator[str]:
    yield from (letter.greeting, "", letter.opening, "")
    for line in letter.lines:
        yield from _iterate_plain_text_of_line(line, "- ")
    if letter.action is not None:
        yield from _iterate_plain_text_of_line(letter.action, "")
    yield "-- "
    yield letter.sender
    for line in letter.footer:
        yield from (part for part in (line.title, line.url) if part)


def _iterate_plain_text_of_line(line: LetterLine, mark: str) -> Iterator[str]:
    yield f"{mark}{line.title}"
    indent = " " * len(mark)
    yield from (f"{indent}{part}" for part in (line.text, line.url) if part)
    for part in line.parts:
        yield f"{indent}* {part.title}"
        yield f"{indent}  {part.url}"
    yield ""
