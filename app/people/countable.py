"""Decides which audiences may be counted: whole parts of the company that are large enough, and no narrower cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.kernel.disclosure import DisclosureGate

PLACES = {"regions": "region", "sites": "site", "units": "unit"}
"""The fields of an audience that name a part of the company. Any other field cuts through those parts."""


@dataclass(frozen=True)
class Workgroup:
    """The people of one unit at one site, whether they take part or not; slugs, empty for people without a site."""

    region: str
    site: str
    unit: str
    people: int


Block = tuple[Workgroup, ...]


def is_countable_audience(audience: Mapping[str, object], blocks: Iterable[Block]) -> bool:
    """Whether an audience is made of whole blocks: two such audiences differ by whole blocks, or not at all.

    It is decided from the organisation alone: the answer does not depend on who takes part, nor on anybody's arrival.
    """
    if audience.keys() - PLACES.keys():
        return False
    if not audience:
        return any(blocks)
    inside = [{_is_in_audience(audience, group) for group in block} for block in blocks]
    return {True} in inside and {True, False} not in inside


def keep_place_fields_of_audience(audience: Mapping[str, object]) -> dict[str, object]:
    """The audience without roles, languages and days of arrival."""
    return {name: value for name, value in audience.items() if name in PLACES}


def list_workgroups_in_audience(audience: Mapping[str, object], workgroups: Iterable[Workgroup]) -> list[Workgroup]:
    """The workgroups that the places of an audience name."""
    return [group for group in workgroups if _is_in_audience(audience, group)]


def count_people_in_audience(audience: Mapping[str, object], blocks: Iterable[Block]) -> int:
    """How many people the places of an audience have, whether they take part or not."""
    return sum(count_people(list_workgroups_in_audience(audience, block)) for block in blocks)


@dataclass(frozen=True)
class AudienceSizes:
    """How many people audiences have; an audience that comes again is not counted again."""

    blocks: Sequence[Block]
    _people: dict[str, int | None] = field(default_factory=dict)

    def find_people(self, audience: Mapping[str, object]) -> int | None:
        """How many people the audience has, whether they take part or not; None where it may not be counted."""
        name = repr(sorted(audience.items()))
        if name not in self._people:
            is_countable = is_countable_audience(audience, self.blocks)
            self._people[name] = count_people_in_audience(audience, self.blocks) if is_countable else None
        return self._people[name]


def count_people(workgroups: Iterable[Workgroup]) -> int:
    """How many people these workgroups have, whether they take part or not."""
    return sum(group.people for group in workgroups)


def list_blocks(workgroups: Sequence[Workgroup], gate: DisclosureGate) -> list[Block]:
    """The company cut into blocks that are each a group: units of a site, with small ones merged at their site, in
    their region, or in the company. Empty if the whole company is too small.
    """
    ordered = sorted(workgroups, key=lambda group: (group.region, group.site, group.unit))
    by_site = _merge_within([(group,) for group in ordered], lambda group: (group.region, group.site), gate)
    by_region = _merge_within(by_site, lambda group: group.region, gate)
    whole = _merge_within(by_region, lambda _: "", gate)
    return [block for block in whole if gate.is_group(count_people(block))]


def _merge_within(blocks: Iterable[Block], name_of: Callable[[Workgroup], object], gate: DisclosureGate) -> list[Block]:
    groups = (list(group) for _, group in groupby(blocks, lambda block: name_of(block[0])))
    return [block for group in groups for block in _merge_small_blocks(group, gate)]


def _merge_small_blocks(blocks: Sequence[Block], gate: DisclosureGate) -> list[Block]:
    """Blocks are named by their place: of two of one size, the earlier is merged first."""
    named = {f"{place:09}": block for place, block in enumerate(blocks)}
    alone, merged = gate.merge_small_parts({name: count_people(block) for name, block in named.items()})
    rest = merged if alone or merged else list(named)
    whole = tuple(group for name in rest for group in named[name])
    return [*(named[name] for name in alone), *([whole] if whole else [])]


def _is_in_audience(audience: Mapping[str, object], group: Workgroup) -> bool:
    return all(
        getattr(group, part) in named
        for name, part in PLACES.items()
        if isinstance(named := audience.get(name), list | tuple)
    )
