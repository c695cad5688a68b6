"""The words of a credential: a badge and what was counted, in one language, because a signed text has no second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from badges.collection.views import BadgeView
from badges.credentials.document import BadgeStatement
from badges.criterion import Words, criteria_by_name
from badges.models import BadgeVersion


def choose_language(badge: BadgeVersion) -> str:
    """French where the badge has its name and text in French, else English."""
    return "fr" if badge.name.get("fr") and badge.description.get("fr") else "en"


def build_badge_statement(
    slug: str, badge: BadgeVersion, required_titles: Sequence[Mapping[str, str]]
) -> BadgeStatement:
    """The badge in its language; `required_titles` are the missions and badges that it takes."""
    language = choose_language(badge)
    words = criteria_by_name()[badge.criterion].words(badge.settings)
    lines = [line[language] for line in words.lines]
    lines += [f"– {localise_words(title, language)}" for title in required_titles]
    return BadgeStatement(
        slug=slug,
        number=badge.number,
        language=language,
        name=localise_words(badge.name, language),
        description=localise_words(badge.description, language),
        criteria="\n".join(lines),
    )


def build_evidence_text(view: BadgeView) -> str:
    """What was counted for somebody who holds the badge: « 5 réponses utiles sur 5 »."""
    language = choose_language(view.badge)
    is_several = view.wanted > 1
    words = view.words.progress_of_several if is_several else view.words.progress_of_one
    return words[language] % {"done": view.wanted, "wanted": view.wanted}


def localise_words(words: Words, language: str) -> str:
    """The text in that language, in the other where there is none."""
    return words.get(language) or words.get("fr") or words.get("en", "")
