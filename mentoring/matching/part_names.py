"""Names what a junior gives of what a senior asked, and what is missing; both sides are read from the same steps as the score."""

from __future__ import annotations

from mentoring.matching.demand import steps
from mentoring.matching.settings import Term
from mentoring.matching.values import Offer, Wish

SITE, REMOTE = "site", "remote"

Named = tuple[tuple[str, ...], tuple[str, ...]]


def given_and_missing(term: Term, wish: Wish, offer: Offer) -> Named:
    """Skills, interests, or the way to meet; a skill given in part is on both sides. Nothing for terms without names."""
    if term is Term.SKILLS:
        return _skills(wish, offer)
    if term is Term.INTERESTS:
        return tuple(sorted(wish.interests & offer.interests)), tuple(sorted(wish.interests - offer.interests))
    if term is Term.PLACE:
        return _ways(wish, offer), ()
    return (), ()


def _skills(wish: Wish, offer: Offer) -> Named:
    levels: dict[str, int] = {}
    for skill in offer.skills:
        levels[skill.skill] = max(levels.get(skill.skill, 0), skill.level)
    asked = {step for want in wish.wants for step in steps(want)}
    given = {skill for skill, level in asked if level <= levels.get(skill, 0)}
    missing = {skill for skill, level in asked if level > levels.get(skill, 0)}
    return tuple(sorted(given)), tuple(sorted(missing))


def _ways(wish: Wish, offer: Offer) -> tuple[str, ...]:
    site = (SITE,) if wish.site == offer.site else ()
    return (*site, REMOTE) if wish.remote and offer.remote else site
