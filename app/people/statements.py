"""The SQL parts about a member that other statements use: in an audience, with a feature on, days later, in working hours or when they begin; and who left."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.journal.models import Fact
from app.kernel.database import in_ids_condition
from app.kernel.hours import WorkingHours
from app.people.models import Member
from app.people.policies.switches import SwitchableFeature


def in_audience_condition(audience: str) -> str:
    """The condition that the JSON under that name reaches the `member` with the alias `p`."""
    among = f"(not {audience} ? '{{key}}' or {audience} -> '{{key}}' ? {{value}})"
    named = (
        among.format(key="sites", value="(select s.slug from site s where s.id = p.site_id)"),
        among.format(key="regions", value="(select r.slug from region r where r.id = p.region_id)"),
        among.format(key="units", value="(select u.slug from unit u where u.id = p.unit_id)"),
        among.format(key="languages", value="p.locale"),
    )
    roles = f"""(not {audience} ? 'roles' or exists (
        select 1 from person_role g where g.person_id = p.id and {audience} -> 'roles' ? g.role))"""
    arrived = f"""p.arrived_on >= coalesce(({audience} ->> 'arrived_from')::date, p.arrived_on)
        and p.arrived_on <= coalesce(({audience} ->> 'arrived_until')::date, p.arrived_on)"""
    return f"({audience} = '{{}}'::jsonb or {' and '.join((*named, roles, arrived))})"


def local_days_after_expression(moment: str, days: str, time_zone: str) -> str:
    """The same hour so many days later in that time zone, whatever the clocks did in between; null when `days` is null."""
    return f"(({moment} at time zone {time_zone} + make_interval(days => {days}::int)) at time zone {time_zone})"


def move_group_in_audiences_statement(table: str) -> str:
    """The statement that lets every audience of `table` name another group; :field is the field of the audience that names it."""
    return f"""
    update {table} set audience = jsonb_set(audience, array[:field], (
        select jsonb_agg(distinct case when named = :from_slug then :into_slug else named end)
        from jsonb_array_elements_text(audience -> :field) as named))
    where audience -> :field ? :from_slug
    """


def feature_on_condition(feature: SwitchableFeature, moment: str, *, member: str = "p") -> str:
    """The condition that no policy switched `feature` off at `moment` (an expression) for the `member` of this alias."""
    place = f"{member}.region_id, {member}.site_id, {member}.unit_id"
    return f"not exists (select from policy_at({place}, {moment}) as off where off.feature = '{feature}')"


def working_time_condition(moment: str, *, member: str = "p") -> str:
    """The condition for the `member` of this alias; its parameters are those of `company_hours_parameters`."""
    local = f"({moment} at time zone {member}.time_zone - make_interval(mins => coalesce({member}.work_starts, :work_starts)::int))"
    return f"""
    (extract(isodow from {local})::smallint = any(coalesce({member}.work_days, cast(:work_days as smallint[])))
     and extract(hour from {local}) * 60 + extract(minute from {local}) < coalesce({member}.work_minutes, :work_minutes))
    """


def next_working_moment_expression(moment: str, *, member: str = "p") -> str:
    """The moment itself in working time, else the next moment when the `member` of this alias works; the same parameters."""
    local = f"({moment} at time zone {member}.time_zone)"
    starts = f"make_interval(mins => coalesce({member}.work_starts, :work_starts)::int)"
    return f"""
    case when {working_time_condition(moment, member=member)} then {moment} else (
        select min(start at time zone {member}.time_zone)
        from (select date_trunc('day', {local}) + make_interval(days => day) + {starts} as start from generate_series(0, 8) as day) as starts
        where start >= {local} and extract(isodow from start)::smallint = any(coalesce({member}.work_days, cast(:work_days as smallint[])))
    ) end
    """


def company_hours_parameters(hours: WorkingHours) -> dict[str, object]:
    """The parameters of the parts about working time: the hours of every site that has none of its own."""
    return {"work_days": list(hours.days), "work_starts": hours.starts, "work_minutes": hours.minutes}


def select_leavers(fact_ids: Sequence[int]) -> Select[int]:
    """The people who, by these facts, left the company or the game, and take part no more: what they agreed to show ends."""
    left = (in_ids_condition(Fact.id, fact_ids), Fact.kind.in_(("person.departed", "person.left_game")))
    return select(Member.id).join(Fact, Fact.actor_id == Member.id).where(*left, ~Member.takes_part)
