"""What can be switched off and where, and the condition, in SQL, that it was on for a person at a moment."""

from __future__ import annotations

from enum import StrEnum


class SwitchableFeature(StrEnum):
    """What a company may do without in some places; missions, mentoring and help are never switched off."""

    POINTS = "points"
    BOARDS = "boards"
    BADGES = "badges"
    PRIZES = "prizes"


class PolicyScope(StrEnum):
    """How far a switch reaches."""

    COMPANY = "company"
    REGION = "region"
    SITE = "site"
    UNIT = "unit"


def policy_scope_condition(policy: str, *, person: str = "p", site: str = "s") -> str:
    """The condition that a policy concerns a person, whose site is joined under its own alias."""
    return f"""
    ({policy}.scope = 'company' or ({policy}.scope = 'region' and {policy}.scope_id = {site}.region_id)
     or ({policy}.scope = 'site' and {policy}.scope_id = {site}.id) or ({policy}.scope = 'unit' and {policy}.scope_id = {person}.unit_id))
    """


def feature_on_condition(feature: SwitchableFeature, moment: str, *, person: str = "p", site: str = "s") -> str:
    """The condition that nothing had switched `feature` off for that person at `moment` (an expression)."""
    return f"""
    not exists (select 1 from policy off where off.feature = '{feature}' and off.since <= {moment}
        and (off.until is null or off.until > {moment}) and {policy_scope_condition("off", person=person, site=site)})
    """


FEATURES_OFF_SQL = f"""
    select distinct o.feature from policy o join person p on p.id = :person_id join site s on s.id = p.site_id
    where o.since <= :now and (o.until is null or o.until > :now) and {policy_scope_condition("o")}
"""
"""What is off at :now for the person :person_id."""
