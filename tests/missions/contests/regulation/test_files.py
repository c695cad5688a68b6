"""The files of a regulation: the same bytes for the same text, tagged for screen readers, and the hash that they name."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from missions.contests.regulation.pdf import render_regulation_pdf

TEXT = "# Règlement « Été »\n\nUne phrase, #set text(red) $x$ *pas de mise en forme*.\n\n## 1. Quand\n\n- Le 1er mars.\n- 5 € l’unité.\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
PUBLISHED_AT = datetime(2026, 2, 27, 9, tzinfo=UTC)
AGAIN = f"""
import hashlib
from datetime import datetime, UTC
from missions.contests.regulation.pdf import render_regulation_pdf
at = datetime(2026, 2, 27, 9, tzinfo=UTC)
pdf = render_regulation_pdf({TEXT!r}, "fr", sha256={SHA256!r}, published_at=at, organiser="RH")
print(hashlib.sha256(pdf).hexdigest())
"""


def render() -> bytes:
    return render_regulation_pdf(TEXT, "fr", sha256=SHA256, published_at=PUBLISHED_AT, organiser="RH")


def test_two_processes_make_the_same_pdf_of_the_same_text() -> None:
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PATH": "", "SOURCE_DATE_EPOCH": "1"}
    answer = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True, env=elsewhere)
    assert answer.stdout.strip() == hashlib.sha256(render()).hexdigest()


def test_the_pdf_is_tagged_and_says_its_language_its_title_and_its_hash() -> None:
    reader = PdfReader(BytesIO(render()), strict=True)
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    marks, view = root["/MarkInfo"], root["/ViewerPreferences"]
    assert isinstance(marks, DictionaryObject)
    assert isinstance(view, DictionaryObject)
    assert (bool(marks["/Marked"]), str(root["/Lang"]), bool(view["/DisplayDocTitle"])) == (True, "fr", True)
    assert reader.metadata is not None
    assert reader.metadata.title == "Règlement « Été »"
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    text = reader.pages[0].extract_text()
    for line in ("Une phrase, #set text(red) $x$ *pas de mise en forme*.", "1. Quand", "5 € l’unité.", SHA256[:40]):
        assert line in text
