"""Audiences that may be counted: two of them differ by nobody or by a group, whatever the company looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.disclosure import DisclosureGate
from app.people.countable import (
    Workgroup,
    count_people,
    is_countable_audience,
    list_blocks,
    list_workgroups_in_audience,
)

GATE = DisclosureGate(10)
COMPANIES = st.dictionaries(
    st.tuples(st.sampled_from(("s1", "s2", "s3", "s4")), st.sampled_from(("u1", "u2", "u3"))),
    st.integers(1, 30),
    min_size=1,
).map(lambda sizes: [Workgroup(f"r{site[1] > '2'}", site, unit, people) for (site, unit), people in sizes.items()])
AUDIENCES = st.fixed_dictionaries(
    {},
    optional={
        "regions": st.lists(st.sampled_from(("rFalse", "rTrue")), min_size=1),
        "sites": st.lists(st.sampled_from(("s1", "s2", "s3", "s4")), min_size=1),
        "units": st.lists(st.sampled_from(("u1", "u2", "u3")), min_size=1),
    },
)


@given(COMPANIES, AUDIENCES, AUDIENCES)
@pytest.mark.property
def test_two_countable_audiences_differ_by_nobody_or_by_a_group(
    company: list[Workgroup], first: dict[str, object], second: dict[str, object]
) -> None:
    blocks = list_blocks(company, GATE)
    if not (is_countable_audience(first, blocks) and is_countable_audience(second, blocks)):
        return
    these, those = (set(list_workgroups_in_audience(audience, company)) for audience in (first, second))
    for part in (these, these - those, those - these, set(company) - these - those):
        assert not part or GATE.is_group(count_people(part))


def test_a_small_team_is_counted_with_its_site_and_a_small_site_with_its_region() -> None:
    company = [
        Workgroup("ouest", "nantes", "ventes", 30),
        Workgroup("ouest", "nantes", "paie", 4),
        Workgroup("ouest", "brest", "ventes", 6),
        Workgroup("sud", "pau", "ventes", 12),
    ]
    blocks = list_blocks(company, GATE)
    countable = [{}, {"regions": ["ouest"]}, {"sites": ["pau"]}, {"regions": ["sud"], "units": ["ventes"]}]
    narrow = [
        {"sites": ["nantes"]},
        {"units": ["ventes"]},
        {"sites": ["brest"]},
        {"roles": ["hr"]},
        {"sites": ["none"]},
    ]
    assert [is_countable_audience(audience, blocks) for audience in countable] == [True] * 4
    assert [is_countable_audience(audience, blocks) for audience in narrow] == [False] * 5
    assert list_blocks([Workgroup("ouest", "brest", "ventes", 9)], GATE) == []
