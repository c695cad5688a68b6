"""Reads about accounts: the account behind a session, the rights of a token, and the people of the demo."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import find_row, read_value, write_for_driver
from app.people.models import PersonalToken, ServiceToken
from app.people.queries import HEADER_COLUMNS, PersonHeader, build_person_header


@dataclass(frozen=True)
class SessionAccount:
    """What the gate needs of a person: the valid session version, their roles, whether they manage people, and their header."""

    session_version: int
    session_ended: bool
    roles: Sequence[str]
    manages: bool
    header: PersonHeader


@dataclass(frozen=True)
class TokenRights:
    """What the gate needs of a machine's token."""

    source: str
    scopes: Sequence[str]


@dataclass(frozen=True)
class ListedToken:
    """A token as a list shows it, without its secret."""

    name: str
    source: str
    scopes: Sequence[str]
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class DemoAccount:
    """A person of the demo as whom a visitor can sign in, under one of their roles.

    `was_entered`: somebody has done so, and what this person shows may have changed since the demo began.
    """

    role: str
    id: int
    given_name: str
    family_name: str
    job_title: str
    unit: str
    site: str
    was_entered: bool = False


_ACCOUNT = write_for_driver(
    f"""
    select {HEADER_COLUMNS}, p.session_version,
           exists (select 1 from ended_session e where e.id = :session_id) as session_ended,
           array(select r.role from person_role r where r.person_id = m.id) as roles,
           exists (select 1 from member report where report.manager_id = m.id and report.is_here) as manages
    from member_at(:now) m join person p on p.id = m.id where m.id = :person_id and m.is_here
    """
)
_TOKEN = write_for_driver(
    "select source, scopes from service_token where secret_sha256 = :sha256 and revoked_at is null"
)
_MAKER = write_for_driver(
    """
    select made.person_id from personal_token made join member m on m.id = made.person_id
    where made.secret_sha256 = :sha256 and m.is_here
    """
)
_DEMO = text(
    """
    with manager as (
        select distinct report.manager_id as person_id from member report where report.manager_id is not null and report.is_here
    ), holder as (
        select r.person_id, r.role from person_role r
        union all select manager.person_id, 'manager' from manager
        union all select m.id, 'person' from member m
            where m.id not in (select person_id from person_role) and m.id not in (select person_id from manager)
    ), placed as (
        select holder.role, m.id, m.given_name, m.family_name, m.job_title, u.name as unit, s.name as site, m.arrived_on,
               row_number() over (partition by holder.role order by m.arrived_on desc, m.id) as place
        from holder join member m on m.id = holder.person_id join unit u on u.id = m.unit_id join site s on s.id = m.site_id
        where m.is_here
          and position(lower(:words) in lower(concat_ws(' ', m.given_name, m.family_name, m.job_title, u.name, s.name))) > 0
    )
    select role, id, given_name, family_name, job_title, unit, site from placed where place <= :most order by role, place
    """
)
_DEMO_PEOPLE = text(
    """
    select m.email, '' as role, m.id, m.given_name, m.family_name, m.job_title, u.name as unit, s.name as site,
           exists (select 1 from presence p where p.person_id = m.id) as was_entered
    from member m join unit u on u.id = m.unit_id join site s on s.id = m.site_id
    where m.email = any(:emails) and m.is_here
    """
)


def find_account_of_sign_in_session(person_id: int, session_id: str = "") -> SessionAccount | None:
    """The account of a person who is still here, and whether this session was ended; None when there is none."""
    parameters = {"person_id": person_id, "session_id": session_id, "now": clock.now()}
    row = find_row(_ACCOUNT, parameters)
    if row is None:
        return None
    return SessionAccount(
        row["session_version"], row["session_ended"], row["roles"], row["manages"], build_person_header(row)
    )


def find_token_rights(sha256: str) -> TokenRights | None:
    """The token in use whose secret has this SHA-256; None when there is none."""
    row = find_row(_TOKEN, {"sha256": sha256})
    return None if row is None else TokenRights(**row)


def find_maker_of_token(sha256: str) -> int | None:
    """The person who made the personal token with this SHA-256 and is still here."""
    person_id: int | None = read_value(_MAKER, {"sha256": sha256})
    return person_id


def find_personal_token(person_id: int) -> PersonalToken | None:
    """The token that a person made for a program of their own."""
    return session().scalar(select(PersonalToken).where(PersonalToken.person_id == person_id))


def list_pushing_sources() -> set[str]:
    """The names as which the tokens in use sign what they push."""
    pushing = ServiceToken.revoked_at.is_(None), ServiceToken.scopes.any_() == "activities:write"
    return set(session().scalars(select(ServiceToken.source).where(*pushing)))


def list_tokens() -> list[ListedToken]:
    """Every token, revoked ones included, by name."""
    columns = (
        ServiceToken.name,
        ServiceToken.source,
        ServiceToken.scopes,
        ServiceToken.created_at,
        ServiceToken.revoked_at,
    )
    return [ListedToken(*row) for row in session().execute(select(*columns).order_by(ServiceToken.name))]


def list_demo_accounts_by_role(words: str = "", most: int = 8) -> dict[str, list[DemoAccount]]:
    """For each role, up to `most` of the people who hold it, the latest arrivals first; "person" has the others.

    `words`, when given, must appear in their name, job, unit or site.
    """
    by_role: dict[str, list[DemoAccount]] = {}
    for row in session().execute(_DEMO, {"words": words, "most": most}):
        by_role.setdefault(row.role, []).append(DemoAccount(*row))
    return by_role


def find_demo_accounts_by_email(emails: Collection[str]) -> dict[str, DemoAccount]:
    """The people with these e-mails who are still here, by e-mail, without a role."""
    rows = session().execute(_DEMO_PEOPLE, {"emails": list(emails)})
    return {email: DemoAccount(*columns) for email, *columns in rows}
