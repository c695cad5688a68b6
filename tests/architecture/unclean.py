"""Where the rules of names and homes do not hold yet: lists that only shrink."""

from __future__ import annotations

BANNED_NAMES: tuple[str, ...] = (
    "app/journal/",
    "mentoring/templates/mentoring/chapter.html",
    "mentoring/templates/programmes/skills.html",
    "tests/journal/",
    "tests/mentoring/pairs/",
    "tests/mentoring/wishes/",
)
"""Paths with identifiers of banned words."""

SINGLE_WORDS: tuple[str, ...] = (
    "app/journal/",
    "mentoring/preparation/contents.py",
)
"""Paths with functions of one word."""

DOUBLED_CLASSES: frozenset[str] = frozenset()
"""Classes whose name stands in several files."""

SQL_ELSEWHERE: tuple[str, ...] = ()
"""Files with SQL that are no home of it."""

TEXTS_IN_F_STRINGS: tuple[str, ...] = ()
"""Files with a translated text inside an f-string."""

SMALL_FILES_TO_JOIN: tuple[str, ...] = ()
"""Files of less than twenty lines."""
