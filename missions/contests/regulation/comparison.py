"""What differs between two texts of a regulation, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """Lines that stood there `before`, and those that stand there `after`; one of the two may be empty."""

    before: Sequence[str]
    after: Sequence[str]


def compare_texts(old: str, new: str) -> list[TextChange]:
    """The places in which two regulations differ, in order, without the signs that open a heading or a line of a list."""
    before, after = _read_lines(old), _read_lines(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        TextChange(before=before[start:end], after=after[first:last])
        for kind, start, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _read_lines(text: str) -> list[str]:
    return [line.lstrip("#- ") for line in text.splitlines() if line]
