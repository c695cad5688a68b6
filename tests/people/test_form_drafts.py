"""What a person types into a long form and does not send: kept for that person, and forgotten after a while."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.form_drafts.queries import find_form_draft, read_draft_times
from app.people.form_drafts.service import (
    MAX_DRAFT_AGE,
    delete_old_form_drafts,
    ensure_and_lock_form_draft,
    save_form_draft,
)
from tests.makers import make_people


def test_a_form_is_kept_for_its_person_alone_and_forgotten_when_left(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        me, other = make_people(2)
        ensure_and_lock_form_draft(me, "wishes/empty")
        draft = ensure_and_lock_form_draft(me, "wishes/spring")
        save_form_draft(draft, {"hopes": ["Oser\0 publier."]}, page="a")
        kept = find_form_draft(me, "wishes/spring")
        assert kept is not None
        assert kept.fields == {"hopes": ["Oser publier."]}
        assert find_form_draft(me, "wishes/empty") is None
        assert find_form_draft(other, "wishes/spring") is None
        assert set(read_draft_times(me, "wishes/")) == {"spring"}
        delete_old_form_drafts()
        assert find_form_draft(me, "wishes/spring") is not None
        draft.saved_at = clock.now() - MAX_DRAFT_AGE - timedelta(minutes=1)
        delete_old_form_drafts()
        assert find_form_draft(me, "wishes/spring") is None
