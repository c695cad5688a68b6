"""Names what a junior supplies of a senior's demand and what is missing, from the same steps as the score."""

from __future__ import annotations

from mentoring.matching.demand import iterate_skill_levels_to_climb
from mentoring.matching.settings import ScoreTerm
from mentoring.matching.values import Offer, Wish

SITE, REMOTE = "site", "remote"
UNIT_LEVELS = ("region", "unit")
"""The levels of a unit's path, from the top down; a path of one level is a unit alone."""

Named = tuple[tuple[str, ...], tuple[str, ...]]


def list_given_and_missing_names(term: ScoreTerm, wish: Wish, offer: Offer) -> Named:
    """Skills, interests, ways to meet or levels of units, given and missing; a skill given in part is in both. Empty for terms without names."""
    if term is ScoreTerm.SKILLS:
        return _list_given_and_missing_skills(wish, offer)
    if term is ScoreTerm.INTERESTS:
        return tuple(sorted(wish.interests & offer.interests)), tuple(sorted(wish.interests - offer.interests))
    if term is ScoreTerm.PLACE:
        return _list_shared_meeting_ways(wish, offer), ()
    if term is ScoreTerm.DISTANCE:
        return _list_different_and_shared_unit_levels(wish, offer)
    return (), ()


def _list_given_and_missing_skills(wish: Wish, offer: Offer) -> Named:
    levels: dict[str, int] = {}
    for skill in offer.skills:
        levels[skill.skill] = max(levels.get(skill.skill, 0), skill.level)
    demanded = {step for want in wish.wants for step in iterate_skill_levels_to_climb(want)}
    given = {skill for skill, level in demanded if level <= levels.get(skill, 0)}
    missing = {skill for skill, level in demanded if level > levels.get(skill, 0)}
    return tuple(sorted(given)), tuple(sorted(missing))


def _list_shared_meeting_ways(wish: Wish, offer: Offer) -> tuple[str, ...]:
    site = (SITE,) if wish.site == offer.site else ()
    return (*site, REMOTE) if wish.remote and offer.remote else site


def _list_different_and_shared_unit_levels(wish: Wish, offer: Offer) -> Named:
    """The first level at which their paths differ, and the last one that they share."""
    longest = max(len(wish.unit), len(offer.unit))
    levels = UNIT_LEVELS[-longest:]
    shared = next(
        (depth for depth, both in enumerate(zip(wish.unit, offer.unit, strict=False)) if both[0] != both[1]),
        min(len(wish.unit), len(offer.unit)),
    )
    return levels[shared : shared + 1], levels[max(shared - 1, 0) : shared]
