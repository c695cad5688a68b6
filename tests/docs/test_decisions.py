"""Every decision is one page, and names the check that keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, must_be_none
from tests.docs.pages import Page, pages

PARTS = ("Decided", "Why", "What follows", "Kept by")
CHECK = re.compile(r"^- `([\w./-]+)(?:::(\w+))?`", re.MULTILINE)
ONE_PAGE = 60


def decisions() -> list[Page]:
    return [page for page in pages() if page.path.startswith("docs/decisions/")]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [page.file.name[:4] for page in decisions()]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_a_decision_is_one_page_of_four_parts() -> None:
    must_be_none(page.path for page in decisions() if re.findall(r"^## (.+)$", page.text, re.MULTILINE) != list(PARTS))
    must_be_none(page.path for page in decisions() if not page.text.startswith(f"# {page.file.name[:4]} "))
    must_be_none(page.path for page in decisions() if len(page.text.splitlines()) > ONE_PAGE)


def test_every_decision_is_kept_by_a_check_that_exists() -> None:
    must_be_none(offence for page in decisions() for offence in _unkept(page))


def _unkept(page: Page) -> Iterator[str]:
    checks = CHECK.findall(page.text.partition("## Kept by")[2])
    if not checks:
        yield f"{page.path}: names no check"
    for path, test in checks:
        file = ROOT / path
        if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
            yield f"{page.path}: {path}::{test}"
