"""Asks which new facts change nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.journal.effects.statements import REASONS_OF_FACTS_WITHOUT_EFFECT
from app.kernel.database import session

_REASONS = text(REASONS_OF_FACTS_WITHOUT_EFFECT)


def list_reasons_of_facts_without_effect(fact_ids: Sequence[int]) -> dict[int, str]:
    """The code of the reason of each of these facts that changes nothing now, by its id; the others count or take something back."""
    if not fact_ids:
        return {}
    rows = session().execute(_REASONS, {"facts": list(fact_ids)})
    return {row.id: row.reason for row in rows}
