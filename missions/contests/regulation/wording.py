"""Writes a regulation from its edition in French and English."""

from __future__ import annotations

from datetime import date
from html import unescape

from app.kernel.texts import render_standalone, use_language
from missions.contests.mode import contest_modes
from missions.contests.regulation.edition import RegulationEdition, put_on_one_line, tidy_text
from missions.contests.terms import Words

LANGUAGES = ("fr", "en")


def write_regulation(edition: RegulationEdition) -> Words:
    """The text in both languages; equal editions give equal texts."""
    return {language: _write_regulation_in(edition, language) for language in LANGUAGES}


def _write_regulation_in(edition: RegulationEdition, language: str) -> str:
    mode = contest_modes().get(edition.terms.mode)
    with use_language(language):
        text = render_standalone(
            "contests/regulation/text.html",
            edition=edition,
            terms=edition.terms,
            has_draw=mode is not None and mode.needs_draw,
            put_on_one_line=put_on_one_line,
            day_of=date.fromisoformat,
        )
    return tidy_text(unescape(text))
