"""What was signed last for the award of a public page."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from badges.credentials.models import BadgePage, Credential
from badges.credentials.queries import NoSuchCredential


def get_last_credential(token: str) -> Credential:
    """The newest credential of the award whose page has that address; NoSuchCredential where nothing was signed."""
    signed = select(Credential).join(BadgePage, BadgePage.award_id == Credential.award_id)
    newest = signed.where(BadgePage.token == token).order_by(Credential.announcement.desc()).limit(1)
    credential = session().scalar(newest)
    if credential is None:
        raise NoSuchCredential("Nothing was signed about this badge.")
    return credential
