"""Reads of what ambassadors agreed to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Member
from badges.ambassadors.models import Candidacy
from badges.ambassadors.publicity.models import AmbassadorListExport, AmbassadorPhoto, AmbassadorPublicity
from badges.ambassadors.states import CandidacyState
from badges.thanks.attaching.queries import map_words_on_list

_NAME = Member.given_name + " " + Member.family_name


class NoSuchPhoto(NotFound):
    """This person shows no photo at this moment."""


@dataclass(frozen=True, kw_only=True)
class ShownAmbassador:
    """One line of the list; `sentence` is empty, and there is no photo and no `words` of thanks, unless each was agreed to apart."""

    person_id: int
    name: str
    sentence: str
    has_photo: bool
    words: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ListExport:
    """A file that was taken."""

    by: str | None
    exported_at: datetime
    lines: int


def find_publicity(person_id: int) -> AmbassadorPublicity | None:
    """What a person agreed to, read anew."""
    own = select(AmbassadorPublicity).where(AmbassadorPublicity.person_id == person_id)
    return session().scalar(own.execution_options(populate_existing=True))


def list_shown_ambassadors() -> list[ShownAmbassador]:
    """The ambassadors whose term runs and who agree at this moment to be named, by family name."""
    has_photo = AmbassadorPhoto.person_id.is_not(None).label("has_photo")
    sentence = func.coalesce(AmbassadorPublicity.sentence, "").label("sentence")
    shown = _select_shown().with_only_columns(Member.id.label("person_id"), _NAME.label("name"), sentence, has_photo)
    rows = session().execute(shown.order_by(Member.family_name, Member.given_name, Member.id)).mappings().all()
    words = map_words_on_list([row["person_id"] for row in rows])
    return [ShownAmbassador(**row, words=words.get(row["person_id"], ())) for row in rows]


def get_shown_photo(person_id: int) -> bytes:
    """The photo of an ambassador who agrees at this moment to be shown with it; NoSuchPhoto otherwise."""
    picture = session().scalar(_select_shown().with_only_columns(AmbassadorPhoto.picture).where(Member.id == person_id))
    return _get_picture(picture)


def has_photo(person_id: int) -> bool:
    """Whether a person gave a photo."""
    return bool(session().scalar(select(exists().where(AmbassadorPhoto.person_id == person_id))))


def get_own_photo(person_id: int) -> bytes:
    """One's own photo; NoSuchPhoto without one."""
    return _get_picture(session().scalar(select(AmbassadorPhoto.picture).where(AmbassadorPhoto.person_id == person_id)))


def _select_shown() -> Select[int]:
    return (
        select(Member.id)
        .join(AmbassadorPublicity, AmbassadorPublicity.person_id == Member.id)
        .join(Candidacy, Candidacy.person_id == Member.id)
        .outerjoin(AmbassadorPhoto, AmbassadorPhoto.person_id == Member.id)
        .where(Candidacy.state == CandidacyState.NAMED, AmbassadorPublicity.shows_name, Member.takes_part)
    )


def _get_picture(picture: bytes | None) -> bytes:
    if picture is None:
        raise NoSuchPhoto("There is no such photo, or no longer.")
    return picture


def list_latest_exports() -> Sequence[ListExport]:
    """Who took a file lately, the latest first."""
    columns = (_NAME.label("by"), AmbassadorListExport.exported_at, AmbassadorListExport.lines)
    taken = (
        select(*columns).select_from(AmbassadorListExport).outerjoin(Member, Member.id == AmbassadorListExport.by_id)
    )
    rows = session().execute(taken.order_by(AmbassadorListExport.id.desc()).limit(10))
    return [ListExport(**row) for row in rows.mappings()]
