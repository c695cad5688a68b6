"""Reads of people: who they are, where they work, what they chose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select, text

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.hours import WorkingHours
from app.kernel.public_holidays import find_holiday_calendar_of_zone
from app.kernel.reading import ReadRow, read_rows, write_for_driver
from app.kernel.workplace import PlaceOfWork
from app.people.countable import Workgroup
from app.people.models import Choices, Member, Person, Site


class NoSuchPerson(NotFound):
    """There is no such person, or they have left."""


@dataclass(frozen=True)
class PersonHeader:
    """A person as the header of a page shows them."""

    id: int
    given_name: str
    family_name: str
    locale: str
    time_zone: str
    features_off: frozenset[str]
    is_calm: bool
    """Whether a crisis concerns them at this moment."""


@dataclass(frozen=True)
class SiteHours:
    """A site, its own working hours and calendar of holidays, when it has some, and the calendar of its country."""

    id: int
    name: str
    hours: WorkingHours | None
    holidays: str | None
    country_holidays: str


@dataclass(frozen=True)
class PersonForIntake:
    """A person as the intake needs them: whether to accept their activity, and their unit today."""

    id: int
    takes_part: bool
    joined_at: datetime | None
    unit_id: int


HEADER_COLUMNS = "m.id, m.given_name, m.family_name, m.locale, m.time_zone, m.features_off, m.is_in_crisis"
"""The columns of a PersonHeader, read from `member_at(:now) m`."""

_HEADER = write_for_driver(f"select {HEADER_COLUMNS} from member_at(:now) m where m.id = :person_id")
_PEOPLE_OF_NETWORK = text(
    """
    with named as (select name from unnest(cast(:names as text[])) as name)
    select distinct on (f.name) f.name, m.id, m.takes_part, m.joined_at, m.unit_id
    from (
        select n.name, a.person_id, 1 as place from named n join actor_alias a on a.source = :source and a.name = lower(n.name)
        union all
        select n.name, coalesce(g.kept_id, p.id), 2 from named n join person p on p.external_id = n.name
        left join person_merge g on g.person_id = p.id
        union all
        select n.name, p.id, 3 from named n
        join member p on p.email = lower(regexp_replace(n.name, '^mailto:', '', 'i')) and p.is_here
        where n.name like '%@%'
        union all
        select n.name, g.kept_id, 4 from named n join person_merge g on n.name like '%@%' and g.email = lower(regexp_replace(n.name, '^mailto:', '', 'i'))
    ) as f join member m on m.id = f.person_id
    order by f.name, f.place
    """
)
_AWAY = text("select m.id from member_at(:now) m where m.id = any(:ids) and (m.is_paused or m.is_in_crisis)")
_WORKGROUPS = text(
    """
    select coalesce(region.slug, ''), coalesce(site.slug, ''), coalesce(unit.slug, ''), place.people
    from (select site_id, unit_id, count(*) as people from member where is_here group by site_id, unit_id) as place
    left join site on site.id = place.site_id left join region on region.id = site.region_id
    left join unit on unit.id = place.unit_id
    """
)
"""Counted by their numbers, then named: the names of a hundred thousand people would be compared letter by letter."""
_HEADCOUNTS = select(Member.unit_id, func.count().label("people")).where(Member.is_here).group_by(Member.unit_id)


def find_person_header(person_id: int) -> PersonHeader | None:
    """The name, language and hours of a person, what is switched off for them and whether a crisis concerns them, in one statement."""
    return next(map(build_person_header, read_rows(_HEADER, {"person_id": person_id, "now": clock.now()})), None)


def build_person_header(row: ReadRow) -> PersonHeader:
    """The PersonHeader that a row with those columns holds."""
    names = (row["id"], row["given_name"], row["family_name"], row["locale"], row["time_zone"])
    return PersonHeader(*names, features_off=frozenset(row["features_off"]), is_calm=row["is_in_crisis"])


def get_person(person_id: int) -> Person:
    """The person of that id who is still here; NoSuchPerson otherwise."""
    person = session().scalar(_select_people_here().where(Person.id == person_id))
    if person is None:
        raise NoSuchPerson("There is nobody of that name here.")
    return person


def find_person_by_email(email: str) -> Person | None:
    """The person who is still here and has this e-mail, in upper or lower case; None when there is none."""
    return session().scalar(_select_people_here().where(Person.email == email.strip().lower()))


def get_person_by_email(email: str) -> Person:
    """The person who is still here and has this e-mail; NoSuchPerson otherwise."""
    person = find_person_by_email(email)
    if person is None:
        raise NoSuchPerson(f"Nobody here has the e-mail {email}.")
    return person


def find_people_of_network(source: str, names: Collection[str]) -> dict[str, PersonForIntake]:
    """The people whom a network calls by these names, by name, in one statement; unknown ones are absent.

    What was kept for this network comes first, then the external_id, then the e-mail of somebody who is here; the names of
    who was merged mean the person who was kept.
    """
    rows = session().execute(_PEOPLE_OF_NETWORK, {"source": source, "names": list(names)})
    return {row.name: PersonForIntake(row.id, row.takes_part, row.joined_at, row.unit_id) for row in rows}


def list_unavailable_person_ids(person_ids: Collection[int]) -> set[int]:
    """The people among `person_ids` who are in a pause or in a crisis at this moment."""
    return set(session().scalars(_AWAY, {"ids": list(person_ids), "now": clock.now()}))


def find_choices(person_id: int) -> Choices | None:
    """The choices of a person; None means private and not taking part."""
    return session().get(Choices, person_id)


def lock_choices(person_id: int) -> Choices:
    """The choices of a person, locked until the transaction ends; the row must exist."""
    choices = select(Choices).where(Choices.person_id == person_id).with_for_update()
    return session().scalars(choices.execution_options(populate_existing=True)).one()


def has_name_condition(names: Collection[str | SQLColumnExpression[str | None]]) -> ColumnElement[bool]:
    """The condition that a Person has one of these full names, in either order.

    Names are compared as a reader sees them: without accents, case, width, punctuation and look-alike letters.
    """
    keys = [func.name_key(name) for name in names]
    given, family = Person.given_name, Person.family_name
    return or_(func.full_name_key(given, family).in_(keys), func.full_name_key(family, given).in_(keys))


def is_name_taken(name: str, *, other_than: int) -> bool:
    """Whether another person has a name or a pseudonym that looks like that one."""
    named = select(Person.id).where(Person.id != other_than, has_name_condition([name]))
    appearing = select(Choices.person_id).where(
        Choices.person_id != other_than, func.name_key(Choices.pseudonym) == func.name_key(name)
    )
    return session().scalar(select(or_(named.exists(), appearing.exists()))) or False


def is_pseudonym_confusing(choices: Choices) -> bool:
    """Whether a person's pseudonym has become the name of somebody else, who was imported or renamed later."""
    return choices.pseudonym is not None and is_name_taken(choices.pseudonym, other_than=choices.person_id)


def list_people_on_boards_under_names_of_others() -> Sequence[Person]:
    """The people who appear on boards under a pseudonym that is somebody else's name, by id."""
    others = select(Person.id).where(Person.id != Choices.person_id, has_name_condition([Choices.pseudonym]))
    confusing = select(Choices.person_id).where(Choices.on_boards, others.correlate(Choices).exists())
    return session().scalars(select(Person).where(Person.id.in_(confusing)).order_by(Person.id)).all()


def count_facts_of_actor(person_id: int, kind: str) -> int:
    """How many facts of `kind` the journal has about a person."""
    facts = select(func.count()).where(Fact.actor_id == person_id, Fact.kind == kind)
    return session().scalar(facts) or 0


def list_sites() -> Sequence[Site]:
    """Every site, by name."""
    return session().scalars(select(Site).where(Site.merged_into_id.is_(None)).order_by(Site.name)).all()


def list_hours_of_all_sites() -> list[SiteHours]:
    """Every site, by name, with its own hours and holidays when it has some."""
    return [
        SiteHours(
            site.id, site.name, find_hours_of_site(site), site.holidays, find_holiday_calendar_of_zone(site.time_zone)
        )
        for site in list_sites()
    ]


def load_workplaces_by_person(person_ids: Collection[int]) -> dict[int, PlaceOfWork]:
    """Where each of these people works, also if they have left: the hours of the site, else of the company."""
    at_site = select(Person.id, Site).join(Site, Site.id == Person.site_id)
    rows = session().execute(at_site.where(in_ids_condition(Person.id, person_ids)))
    return {person_id: _build_workplace(site) for person_id, site in rows}


def _build_workplace(site: Site) -> PlaceOfWork:
    return PlaceOfWork(
        name=site.name,
        zone=site.time_zone,
        hours=find_hours_of_site(site) or current_settings().working_hours,
        holidays=site.holidays or find_holiday_calendar_of_zone(site.time_zone),
    )


def find_hours_of_site(site: Site) -> WorkingHours | None:
    """The working hours of a site when they differ from the company's."""
    if site.work_days is None or site.work_starts is None or site.work_minutes is None:
        return None
    return WorkingHours(tuple(site.work_days), site.work_starts, site.work_minutes)


def list_workgroups() -> list[Workgroup]:
    """Every unit at every site with its people of today, whether they take part or not."""
    return [Workgroup(*row) for row in session().execute(_WORKGROUPS)]


def count_people_and_participants() -> tuple[int, int]:
    """How many people are here, and how many of them take part."""
    counts = select(func.count(), func.count().filter(Member.takes_part)).select_from(Member).where(Member.is_here)
    people, participants = session().execute(counts).one()
    return people, participants


def count_people_by_unit() -> dict[int, int]:
    """How many people are in each unit today, whether they take part or not; units without people are left out."""
    return {row.unit_id: row.people for row in session().execute(_HEADCOUNTS)}


def _select_people_here() -> Select[Person]:
    return select(Person).join(Member, Member.id == Person.id).where(Member.is_here)
