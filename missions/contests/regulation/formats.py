"""The files of a regulation: text, HTML and PDF, made from the kept text alone, with the same bytes each time."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.texts import render_standalone
from missions.contests.models import ContestRegulation
from missions.contests.regulation.document import iterate_blocks
from missions.contests.regulation.pdf import render_regulation_pdf

TYPES = {"txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@dataclass(frozen=True)
class RegulationFile:
    """A file as it is sent."""

    body: bytes
    content_type: str


def build_regulation_file(regulation: ContestRegulation, language: str, kind: str) -> RegulationFile:
    """The file of that kind ("txt", "html", "pdf") in that language ("fr", "en")."""
    text, sha256 = regulation.text[language], regulation.sha256[language]
    if kind == "txt":
        body = text.encode()
    elif kind == "html":
        blocks = list(iterate_blocks(text))
        page = render_standalone("contests/regulation/file.html", blocks=blocks, language=language, sha256=sha256)
        body = page.encode()
    else:
        organiser = str((regulation.terms or {}).get("organiser", ""))
        published_at = regulation.published_at
        body = render_regulation_pdf(text, language, sha256=sha256, published_at=published_at, organiser=organiser)
    return RegulationFile(body, TYPES[kind])
