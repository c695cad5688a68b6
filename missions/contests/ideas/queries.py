"""Reads of ideas: for everybody, for their author, and for a jury."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, Select, exists, func, select

from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from app.kernel.errors import NotFound
from app.people.models import Member
from missions.contests.ideas.models import ContestIdea, IdeaAdoption


class NoSuchIdea(NotFound):
    """No idea of that number stands in this contest."""


@dataclass(frozen=True, kw_only=True)
class IdeaView:
    """An idea as one person reads it. `author` is a name where the author signed it; `adoptions` is how many took it up."""

    idea: ContestIdea
    author: str | None
    adoptions: Figure
    is_own: bool
    is_adopted: bool


def list_idea_views(contest_id: int, person_id: int) -> list[IdeaView]:
    """The ideas of a contest as this person reads them, the newest first."""
    rows = session().execute(_select_idea_views(contest_id, person_id).order_by(ContestIdea.id.desc()))
    return [_build_idea_view(row) for row in rows.mappings()]


def get_idea_view(contest_id: int, idea_id: int, person_id: int) -> IdeaView:
    """One idea of the contest; NoSuchIdea for another's, and for one that was withdrawn."""
    rows = session().execute(_select_idea_views(contest_id, person_id).where(ContestIdea.id == idea_id))
    row = rows.mappings().one_or_none()
    if row is None:
        raise NoSuchIdea("There is no such idea in this contest.")
    return _build_idea_view(row)


def find_own_idea(contest_id: int, idea_id: int, person_id: int) -> ContestIdea | None:
    """The idea, if this person wrote it and it stands."""
    own = select_standing_ideas(contest_id).where(ContestIdea.id == idea_id, ContestIdea.author_id == person_id)
    return session().scalar(own)


def count_own_ideas(contest_id: int, person_id: int) -> int:
    """How many ideas of this person stand in the contest."""
    own = select_standing_ideas(contest_id).where(ContestIdea.author_id == person_id)
    return session().scalar(select(func.count()).select_from(own.subquery())) or 0


def list_standing_ideas(contest_id: int) -> Sequence[ContestIdea]:
    """The ideas that stand in the contest, in the order in which they were sent."""
    return session().scalars(select_standing_ideas(contest_id).order_by(ContestIdea.id)).all()


def select_standing_ideas(contest_id: int) -> Select[ContestIdea]:
    """The ideas of the contest that were not withdrawn."""
    return select(ContestIdea).where(ContestIdea.contest_id == contest_id, ContestIdea.withdrawn_at.is_(None))


def _select_idea_views(contest_id: int, person_id: int) -> Select[ContestIdea, str | None, int, bool, bool]:
    adoptions = select(func.count()).where(IdeaAdoption.idea_id == ContestIdea.id).scalar_subquery()
    adopted = exists().where(IdeaAdoption.idea_id == ContestIdea.id, IdeaAdoption.person_id == person_id)
    author = select(func.concat(Member.given_name, " ", Member.family_name)).where(
        Member.id == ContestIdea.author_id, ContestIdea.is_signed, Member.is_here
    )
    return select_standing_ideas(contest_id).add_columns(
        author.scalar_subquery().label("author"),
        adoptions.label("adoptions"),
        (ContestIdea.author_id == person_id).label("is_own"),
        adopted.label("is_adopted"),
    )


def _build_idea_view(row: RowMapping) -> IdeaView:
    idea = row[ContestIdea]
    return IdeaView(
        idea=idea,
        author=row["author"],
        adoptions=get_gate().show_people(row["adoptions"]),
        is_own=row["is_own"],
        is_adopted=row["is_adopted"],
    )
