"""Saves an author's answers as the draft of a version when the author says so."""

from __future__ import annotations

from app.kernel.errors import Conflict
from app.people.form_drafts.service import delete_form_draft
from app.people.form_drafts.steps import Answers, hash_answers
from missions.authoring import service
from missions.authoring.drafts import encode_mission_version
from missions.authoring.writing.queries import lock_mission
from missions.authoring.writing.steps import WrittenMission
from missions.queries import list_versions


class MissionChangedElsewhere(Conflict):
    """Another person saved a version since these answers began."""


def drop_answers(written: WrittenMission, person_id: int) -> None:
    """Forget the answers that were kept; the versions stay as they are. Idempotent."""
    delete_form_draft(person_id, written.draft_name)


def save_answers_as_draft(written: WrittenMission, person_id: int, answers: Answers, *, base: str) -> str:
    """Save the answers as the draft of the next version, forget them, and return the slug of the mission.

    `base` is the version on which the author's page stands; empty checks nothing. MissionChangedElsewhere when another person
    saved a version since. Invalid names the wrong fields.
    """
    named = name_answers(written, answers)
    if written.mission is None:
        service.create_mission_draft(named)
    else:
        _lock_mission_and_check_base(written.mission.slug, base)
        service.change_mission_draft(written.mission, named)
    delete_form_draft(person_id, written.draft_name)
    return str(named["slug"])


def name_answers(written: WrittenMission, answers: Answers) -> dict[str, object]:
    """The answers with the slug of the mission; a new one gets what was typed, or one after its title."""
    if written.mission is None:
        return service.fill_in_mission_slug({**answers, "kind": written.kind.name})
    return {**answers, "kind": written.kind.name, "slug": written.mission.slug}


def _lock_mission_and_check_base(slug: str, base: str) -> None:
    newest = list_versions(lock_mission(slug))[0]
    if base and hash_answers(encode_mission_version(slug, newest)) != base:
        raise MissionChangedElsewhere("Another person saved this mission since you began.")
