"""Typesets the text of a regulation as a tagged PDF (PDF/UA-1): the same bytes for the same text, on every machine."""

from __future__ import annotations

import json
from datetime import datetime
from importlib import import_module

from missions.contests.regulation.document import TITLE, Block, iterate_blocks

_TEMPLATE = """
#let values = json(bytes(sys.inputs.values))
#set document(title: values.title, author: values.organiser, date: none)
#set text(lang: values.language, font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: 25mm, numbering: "1 / 1", footer: context [
  #set text(size: 7.5pt)
  #values.fingerprint
  #h(1fr)
  #counter(page).display("1 / 1", both: true)
])
#set par(justify: false, leading: 0.7em)
#show heading: set block(above: 1.5em, below: 0.8em)
#for block in values.blocks {
  if block.kind == "title" { heading(level: 1, block.lines.first()) }
  else if block.kind == "heading" { heading(level: 2, block.lines.first()) }
  else if block.kind == "list" { list(..block.lines.map(line => [#line])) }
  else { par([#block.lines.first()]) }
}
"""


def render_regulation_pdf(text: str, language: str, *, sha256: str, published_at: datetime, organiser: str) -> bytes:
    """The PDF of that text. No system font is read and no clock: the moment of publication is the document's own."""
    blocks = list(iterate_blocks(text))
    values = {
        "title": _find_title(blocks),
        "organiser": organiser,
        "language": language,
        "fingerprint": f"SHA-256 {sha256}",
        "blocks": [{"kind": block.kind, "lines": block.lines} for block in blocks],
    }
    # Loaded when the first PDF is made: no other process needs its 84 MB.
    compiled: bytes = import_module("typst").compile(
        _TEMPLATE.encode(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values)},
        pdf_standards="ua-1",
        timestamp=int(published_at.timestamp()),
    )
    return compiled


def _find_title(blocks: list[Block]) -> str:
    return next((block.lines[0] for block in blocks if block.kind == TITLE), "")
