"""The statements of an import: each writes a whole set, given as one JSON array."""

from __future__ import annotations

from sqlalchemy import text

IMPORT_LOCK = text("select pg_advisory_xact_lock(hashtext('people.directory'))")
"""Only one import runs at a time."""

REGIONS = text(
    """
    insert into region (slug, name)
    select slug, name from jsonb_to_recordset(cast(:rows as jsonb)) as r (slug text, name text)
    order by slug on conflict (slug) do nothing
    """
)
UNITS = text(
    """
    insert into unit (slug, name)
    select slug, name from jsonb_to_recordset(cast(:rows as jsonb)) as r (slug text, name text)
    order by slug on conflict (slug) do nothing
    """
)
SITES = text(
    """
    insert into site (slug, name, region_id, time_zone)
    select r.slug, r.name, region.id, r.time_zone
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (slug text, name text, region text, time_zone text)
    join region on region.slug = r.region
    order by r.slug
    on conflict (slug) do update set region_id = excluded.region_id, time_zone = excluded.time_zone
    """
)
_RENAME_GROUP = """
    update {table} set name = :name,
        spellings = case when :spelling = slug or :spelling = any(spellings) then spellings else spellings || :spelling end
    where slug = :slug
    """
RENAME_REGION, RENAME_SITE, RENAME_UNIT = (
    text(_RENAME_GROUP.format(table=kind)) for kind in ("region", "site", "unit")
)
"""A group keeps its slug for ever: everything that names it follows a new name."""
_MERGE = """
    update {table} i set spellings = i.spellings || f.slug || f.spellings
    from {table} f where i.id = :into_id and f.id = :from_id
    """
_CLOSE = """
    update {table} set merged_into_id = :into_id, spellings = '{{}}' where id = :from_id or merged_into_id = :from_id
    """
_MOVES = {
    "region": "update site set region_id = :into_id where region_id = :from_id",
    "site": "update person set site_id = :into_id where site_id = :from_id",
    "unit": "update person set unit_id = :into_id where unit_id = :from_id",
}
_END_POLICIES = "update policy set until = :now where scope = '{scope}' and scope_id = :from_id and until is null"
MERGE = {
    kind: [
        text(move),
        text(_END_POLICIES.format(scope=kind)),
        text(_MERGE.format(table=kind)),
        text(_CLOSE.format(table=kind)),
    ]
    for kind, move in _MOVES.items()
}
"""By kind, what moves the people, ends the switches and gives the names of a group to the one that it is merged into."""
RENAME = text(
    """
    update person p set external_id = r.new
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (old text, new text) where p.external_id = r.old
    """
)
FREE_EMAILS = text(
    """
    update person p set email = 'moving:' || p.id
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text)
    where p.external_id = r.external_id
    """
)
"""Two people may swap e-mails in one file, and a leaver's may be given on: they are first put aside, since no two people here may have the same."""
PEOPLE = text(
    """
    insert into person (external_id, email, given_name, family_name, locale, site_id, unit_id, job_title, arrived_on, left_on)
    select r.external_id, r.email, r.given_name, r.family_name, r.locale, s.id, u.id, r.job_title, r.arrived_on, r.left_on
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (
        external_id text, email text, given_name text, family_name text, locale text, site text, unit text,
        job_title text, arrived_on date, left_on date)
    join site s on s.slug = r.site join unit u on u.slug = r.unit
    order by r.external_id
    on conflict (external_id) do update set
        email = excluded.email, given_name = excluded.given_name, family_name = excluded.family_name, locale = excluded.locale,
        site_id = excluded.site_id, unit_id = excluded.unit_id, job_title = excluded.job_title,
        arrived_on = excluded.arrived_on, left_on = excluded.left_on,
        session_version = person.session_version + case when person.left_on is null and excluded.left_on is not null then 1 else 0 end
    """
)
MANAGERS = text(
    """
    update person p set manager_id = m.id
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text, manager text)
    left join person m on m.external_id = r.manager
    where p.external_id = r.external_id and p.manager_id is distinct from m.id
    """
)
ROLES = text(
    """
    insert into person_role (person_id, role)
    select p.id, r.role from jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text, role text)
    join person p on p.external_id = r.external_id
    order by p.id, r.role on conflict do nothing
    """
)
TAKE_ROLES = text(
    """
    delete from person_role h using person p, jsonb_to_recordset(cast(:rows as jsonb)) as r (external_id text, role text)
    where p.external_id = r.external_id and h.person_id = p.id and h.role = r.role
    """
)
FORGET_ACCOUNTS = text(
    """
    delete from actor_alias a using jsonb_to_recordset(cast(:rows as jsonb)) as r (source text, name text)
    where a.source = r.source and a.name = r.name
    """
)
OLD_FILES = text(
    "delete from people_import where written_at is null and uploaded_at < cast(:now as timestamptz) - interval '1 day'"
)
OLD_CHANGES = text(
    "update people_import set changes = null where written_at < cast(:now as timestamptz) - interval '30 days'"
)
ACCOUNTS = text(
    """
    insert into actor_alias (source, name, person_id)
    select r.source, r.name, p.id from jsonb_to_recordset(cast(:rows as jsonb)) as r (source text, name text, person text)
    join person p on p.external_id = r.person
    order by r.source, r.name
    on conflict (source, name) do update set person_id = excluded.person_id
    """
)
OPEN_CHOICES = text(
    "insert into choices (person_id) select unnest(cast(:people as bigint[])) order by 1 on conflict do nothing"
)
JOIN = text(
    """
    update choices c set joined_at = r.started_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r (person_id bigint, started_at timestamptz)
    where c.person_id = r.person_id and c.joined_at is null
    """
)
PEOPLE_OF_LINES = text(
    """
select typed.line, p.id
from (select line, lower(line) as email, name_key(line) as key from unnest(cast(:lines as text[])) as line) as typed
cross join lateral (
    select m.id from member m where m.email = typed.email and m.is_here
    union select id from person where full_name_key(given_name, family_name) = typed.key
    union select id from person where full_name_key(family_name, given_name) = typed.key
) as named
join member p on p.id = named.id and p.is_here
order by typed.line, p.id
"""
)
"""Who is here under each of these lines (:lines): an e-mail address, or a full name in either order."""
