"""Reads the answers of a person in the form of wishes, as they were last saved at one of its steps."""

from __future__ import annotations

from app.people.form_drafts.models import FormDraft
from app.people.form_drafts.queries import find_form_draft
from mentoring.volunteers.queries import volunteers
from mentoring.volunteers.queries.involvements import Involvement
from mentoring.wishes.form import WishForm, form_from_preferences, parse_form

DRAFT_PREFIX = "mentoring.wishes/"
"""What the name of a draft starts with; the slug of the round follows."""


def find_wish_draft(involvement: Involvement, person_id: int) -> FormDraft | None:
    """The answers that do not count yet; None when there are none."""
    return find_form_draft(person_id, DRAFT_PREFIX + involvement.round.slug)


def load_form(involvement: Involvement, person_id: int, draft: FormDraft | None, *, language: str) -> WishForm:
    """The answers of the draft, else those of the volunteer, else a new form in `language`."""
    if draft is not None and draft.fields:
        return parse_form(draft.fields)
    if involvement.volunteer is not None:
        return form_from_preferences(volunteers.load_volunteer_preferences(involvement.volunteer))
    lines = "\n".join(volunteers.list_avoidance_lines(person_id))
    return WishForm(side="", languages=(language,), avoids=lines)
