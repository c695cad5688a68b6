"""Awards are signed once, when they are first asked for."""

from __future__ import annotations

import secrets
from uuid import uuid4

from sqlalchemy.dialects.postgresql import insert

from app.journal.objects import find_object_titles
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from badges.collection.queries import get_badge_view
from badges.collection.views import BadgeView
from badges.credentials import queries
from badges.credentials.addresses import current_issuer
from badges.credentials.document import AwardStatement, BadgeStatement, StatusPlace, build_credential
from badges.credentials.models import Credential, StatusListPlace
from badges.credentials.proof import add_proof, build_jwt, dump_json
from badges.credentials.service.publish import get_signing_keys
from badges.credentials.status_list import PLACES
from badges.credentials.wording import build_badge_statement, build_evidence_text
from badges.criterion import list_required_objects
from badges.models import Award, BadgeVersion

DRAWS = 16
"""So many draws that find a taken place are the sign that a list is more than half full. Nobody has to count it."""


def ensure_credential(person_id: int, slug: str) -> Credential:
    """What is signed for that badge of that person as it stands, signed now if it was not; NoSuchCredential when it is not held."""
    award = queries.lock_held_award(person_id, slug)
    credential = queries.find_credential(award)
    return credential or _sign_award(award, slug)


def _sign_award(award: Award, slug: str) -> Credential:
    issuer, now = current_issuer(), clock.now()
    keys = get_signing_keys(current_settings().badge_keys)
    view = get_badge_view(award.person_id, slug)
    statement = _build_statement(award, view)
    document = build_credential(statement, issuer)
    signed = add_proof(document, keys.ed25519, method=issuer.key_method(keys.ed25519_name), created=now)
    credential = Credential(
        award_id=award.id,
        announcement=award.announcements,
        list_number=statement.status.list_number,
        place=statement.status.place,
        version_id=view.badge.id,
        subject=statement.subject,
        document=dump_json(signed),
        jwt=build_jwt(document, keys.rsa, key_url=issuer.key_url(keys.rsa_name)),
        signed_at=now,
    )
    session().add(credential)
    session().flush()
    return credential


def build_statement_of_badge(slug: str, badge: BadgeVersion) -> BadgeStatement:
    """What a badge is and takes, with the titles of the missions and badges that it names."""
    objects = list_required_objects(badge.criterion, badge.settings)
    titles = find_object_titles(objects)
    return build_badge_statement(slug, badge, [titles[key] for key in objects if key in titles])


def _build_statement(award: Award, view: BadgeView) -> AwardStatement:
    return AwardStatement(
        badge=build_statement_of_badge(view.slug, view.badge),
        credential_id=str(uuid4()),
        subject=queries.find_subject(award.id) or str(uuid4()),
        evidence=build_evidence_text(view),
        awarded_at=award.awarded_at,
        expires_at=award.expires_at,
        status=_take_status_place(award),
    )


def _take_status_place(award: Award) -> StatusPlace:
    """A place drawn among the free ones of the newest list; where every draw finds a taken one, the next list begins."""
    newest, draws = queries.find_newest_list(), 0
    while True:
        place = StatusPlace(newest + draws // DRAWS, secrets.randbelow(PLACES))
        if _take_place_if_free(place, award):
            return place
        draws += 1


def _take_place_if_free(place: StatusPlace, award: Award) -> bool:
    row = insert(StatusListPlace).values(
        list_number=place.list_number, place=place.place, award_id=award.id, announcement=award.announcements
    )
    free = row.on_conflict_do_nothing(index_elements=["list_number", "place"]).returning(StatusListPlace.place)
    return session().execute(free).scalar() is not None
