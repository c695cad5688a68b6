"""A fact seen from one of its two sides, in SQL: whose deed it is, who is opposite, and which claims it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CTE, Boolean, ColumnElement, SQLColumnExpression, and_, any_, literal_column

from app.journal.deeds import COUNTERPART, TOLD_OF_OTHERS, Deed
from app.journal.models import Fact

_KINDS = ", ".join(f"'{kind}'" for kind in TOLD_OF_OTHERS)
_DEEDS = ", ".join(f"'{Deed(kind, COUNTERPART)}'" for kind in TOLD_OF_OTHERS)


@dataclass(frozen=True)
class Side:
    """One side of the facts: the deed as it is written, the person opposite and their unit, and what concerns a claim."""

    deed: SQLColumnExpression[str]
    opposite: SQLColumnExpression[int | None]
    unit: ColumnElement[str | None]
    concerns: ColumnElement[bool]


def sides(claims: CTE) -> tuple[Side, Side]:
    """What the person of each claim did, and what others did about them; nobody stands on both sides of a fact."""
    return _acted(claims), _was_meant(claims)


def _acted(claims: CTE) -> Side:
    return Side(
        deed=Fact.kind,
        opposite=Fact.counterpart_id,
        unit=Fact.body["counterpart_unit"].astext,
        concerns=and_(Fact.actor_id == claims.c.person_id, Fact.kind == any_(claims.c.kinds)),
    )


def _was_meant(claims: CTE) -> Side:
    """The kinds are spelled out for the index of each to be found; claims that ask for none of these look nothing up."""
    deed = Fact.kind + f":{COUNTERPART}"
    return Side(
        deed=deed,
        opposite=Fact.actor_id,
        unit=Fact.body["actor_unit"].astext,
        concerns=and_(
            claims.c.kinds.op("&&", return_type=Boolean())(literal_column(f"array[{_DEEDS}]")),
            Fact.counterpart_id == claims.c.person_id,
            Fact.counterpart_id != Fact.actor_id,
            literal_column(f"fact.kind in ({_KINDS})", Boolean),
            deed == any_(claims.c.kinds),
        ),
    )
