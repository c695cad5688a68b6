"""The documentation as its readers meet it: pages, links, code, and headings to land on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.source import ROOT

AT_THE_ROOT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_INLINE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file, by its path from the root."""

    path: str

    @property
    def file(self) -> Path:
        """Where it is."""
        return ROOT / self.path

    @property
    def text(self) -> str:
        """What it says."""
        return self.file.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """What it says outside its blocks of code."""
        return _FENCE.sub("", self.text)

    def blocks(self, *languages: str) -> list[str]:
        """Its blocks of code in these languages, their own indentation taken away."""
        blocks = _FENCE.findall(self.text)
        return [
            re.sub(f"^{indent}", "", code, flags=re.MULTILINE)
            for indent, language, code in blocks
            if language in languages
        ]

    @property
    def links(self) -> list[str]:
        """Where its links and pictures lead."""
        return _LINK.findall(self.prose)

    @property
    def inline(self) -> list[str]:
        """Its words of code."""
        return _INLINE.findall(self.prose)

    @property
    def anchors(self) -> set[str]:
        """The headings that a link may land on, as GitHub names them."""
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(self.prose)}


@cache
def pages() -> list[Page]:
    """Every page that people read, the root's first."""
    below = sorted((ROOT / "docs").rglob("*.md"))
    return [Page(path) for path in AT_THE_ROOT] + [Page(path.relative_to(ROOT).as_posix()) for path in below]


def written_by_hand() -> list[Page]:
    """Those that no program writes."""
    return [page for page in pages() if not page.path.startswith("docs/reference/")]
