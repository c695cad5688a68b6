"""What was signed last for the award of a public page."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from badges.credentials.models import BadgePage, Credential


def get_last_credential(token: str) -> Credential:
    """The newest credential of the award whose page has that address; a page is opened with one."""
    signed = select(Credential).join(BadgePage, BadgePage.award_id == Credential.award_id)
    newest = signed.where(BadgePage.token == token).order_by(Credential.announcement.desc()).limit(1)
    return session().scalars(newest).one()
