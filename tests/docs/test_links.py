"""Every link leads somewhere, and every page can be reached."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, must_be_none
from tests.docs.pages import Page, pages, written_by_hand

OUTSIDE = ("http://", "https://", "mailto:")
OURS = re.compile(r"^(app|missions|badges|mentoring|seeds|tests|docs|requirements|\.ci)/[\w./-]+$")
TO_COME = frozenset(
    {
        "missions/kinds/variety.py",
        "badges/criteria/communities_reached.py",
        "app/intake/sources/NAME/",
        "app/intake/sources/forum/kind.py",
        "app/leaderboards/measures/useful_answers.py",
        "docs/how-to/networks/NAME.md",
        "tests/intake/sources/NAME/",
        "tests/intake/sources/NAME/test_NAME.py",
        "tests/intake/sources/forum/sample.py",
    }
)
"""Files that a guide asks its reader to write."""


def test_every_link_leads_somewhere() -> None:
    must_be_none(
        f"{page.path}: {link}"
        for page in pages()
        for link in page.links
        if not link.startswith(OUTSIDE) and not _is_there(page, link)
    )


def _is_there(page: Page, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = _target(page, place)
    if not (ROOT / target).exists():
        return False
    return not anchor or anchor in Page(target).anchors


def _target(page: Page, place: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), place)) if place else page.path


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[str] = set()
    waiting = ["README.md"]
    while waiting:
        page = Page(waiting.pop())
        reached.add(page.path)
        linked = {_target(page, link.partition("#")[0]) for link in page.links if not link.startswith(OUTSIDE)}
        waiting += [path for path in linked if path.endswith(".md") and path not in reached and (ROOT / path).exists()]
    must_be_none(page.path for page in pages() if page.path not in reached)


def test_every_file_that_is_named_exists() -> None:
    must_be_none(
        f"{page.path}: {name}" for page in written_by_hand() for name in _files(page) if not (ROOT / name).exists()
    )


def _files(page: Page) -> Iterator[str]:
    for words in page.inline:
        name = words.partition("::")[0]
        if OURS.match(name) and name not in TO_COME:
            yield name
