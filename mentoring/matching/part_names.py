"""Names what a junior supplies of a senior's demand and what is missing, from the same steps as the score."""

from __future__ import annotations

from mentoring.matching.demand import list_steps
from mentoring.matching.settings import Term
from mentoring.matching.values import Offer, Wish

SITE, REMOTE = "site", "remote"

Named = tuple[tuple[str, ...], tuple[str, ...]]


def name_given_and_missing(term: Term, wish: Wish, offer: Offer) -> Named:
    """Skills, interests or ways to meet, given and missing; a skill given in part is in both. Empty for terms without names."""
    if term is Term.SKILLS:
        return _name_skills(wish, offer)
    if term is Term.INTERESTS:
        return tuple(sorted(wish.interests & offer.interests)), tuple(sorted(wish.interests - offer.interests))
    if term is Term.PLACE:
        return _name_shared_meeting_ways(wish, offer), ()
    return (), ()


def _name_skills(wish: Wish, offer: Offer) -> Named:
    levels: dict[str, int] = {}
    for skill in offer.skills:
        levels[skill.skill] = max(levels.get(skill.skill, 0), skill.level)
    demanded = {step for want in wish.wants for step in list_steps(want)}
    given = {skill for skill, level in demanded if level <= levels.get(skill, 0)}
    missing = {skill for skill, level in demanded if level > levels.get(skill, 0)}
    return tuple(sorted(given)), tuple(sorted(missing))


def _name_shared_meeting_ways(wish: Wish, offer: Offer) -> tuple[str, ...]:
    site = (SITE,) if wish.site == offer.site else ()
    return (*site, REMOTE) if wish.remote and offer.remote else site
