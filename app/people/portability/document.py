"""The file of a person's own data: its sections in words, and what is missing with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.kernel.personal_file import FilePart, OwnTable, TableLeftOut
from app.kernel.schema import JsonObject
from app.kernel.texts import translate_text
from app.people.portability.queries import OwnSection


def build_own_file(sections: Sequence[OwnSection], declared: Sequence[FilePart], now: datetime) -> JsonObject:
    """The whole document, its words in the reader's language."""
    return {
        "made_at": now,
        "sections": [_build_section(section) for section in sections],
        "left_out": [
            {"table": own.table.__tablename__, "title": translate_text(own.title), "why": translate_text(own.reason)}
            for own in declared
            if isinstance(own, TableLeftOut)
        ],
    }


def list_parts(declared: Iterable[FilePart]) -> list[str]:
    """The titles of what the file holds, each once."""
    return list(dict.fromkeys(translate_text(own.title) for own in declared if not isinstance(own, TableLeftOut)))


def list_missing_parts(declared: Sequence[FilePart]) -> dict[str, list[str]]:
    """Why something is not in the file, with the titles of what this is about."""
    missing: dict[str, dict[str, None]] = {}
    for own in declared:
        reasons = own.withheld.values() if isinstance(own, OwnTable) else ()
        for reason in (own.reason,) if isinstance(own, TableLeftOut) else reasons:
            missing.setdefault(translate_text(reason), {})[translate_text(own.title)] = None
    return {reason: list(titles) for reason, titles in missing.items()}


def _build_section(section: OwnSection) -> JsonObject:
    withheld = {column: translate_text(reason) for column, reason in section.withheld.items()}
    return {
        "table": section.table,
        "title": translate_text(section.title),
        "rows": section.rows,
        **({"columns_left_out": withheld} if withheld else {}),
    }
