"""Every read of credentials: keys, awards to sign, what was signed, and revoked places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select, text

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.reading import read_value, write_for_driver
from app.kernel.schema import JsonObject
from badges.credentials import statements
from badges.credentials.models import BadgePage, Credential, IssuerKey, StatusListPlace
from badges.models import Award, Badge, BadgeVersion
from badges.statements import IS_HELD


class NoSuchCredential(NotFound):
    """Nobody here holds that badge, or nothing was signed."""


class NoSuchKey(NotFound):
    """No key of that name ever signed."""


class NoSuchStatusList(NotFound):
    """No credential names that list."""


@dataclass(frozen=True)
class RevokedPlaces:
    """The places of a list whose credential is no longer true, in order ("3,17"), and the public keys by their names, as JSON."""

    places: str
    public_keys: str


@dataclass(frozen=True, kw_only=True)
class OwnCredential:
    """What was signed for one announcement of an award: the badge and its version, the place in the lists, the open page if there is one."""

    slug: str
    number: int
    announcement: int
    list_number: int
    place: int
    token: str | None


_REVOKED_PLACES = write_for_driver(statements.REVOKED_PLACES)


def list_public_keys() -> dict[str, JsonObject]:
    """Every public key by its name, the newest first."""
    rows = session().execute(select(IssuerKey.name, IssuerKey.jwk).order_by(IssuerKey.name.desc()))
    return {row.name: row.jwk for row in rows}


def list_published_keys() -> Sequence[IssuerKey]:
    """Every public key with the moment it was published, the newest first."""
    return session().scalars(select(IssuerKey).order_by(IssuerKey.published_at.desc(), IssuerKey.name)).all()


def lock_public_keys() -> None:
    """Let no other transaction publish a key before this one ends: two processes that start make one pair."""
    session().execute(text("lock table issuer_key in share row exclusive mode"))


def find_public_key(name: str) -> JsonObject | None:
    """One public key."""
    return session().scalar(select(IssuerKey.jwk).where(IssuerKey.name == name))


def get_public_key(name: str) -> JsonObject:
    """One public key; NoSuchKey when none of that name ever signed."""
    jwk = find_public_key(name)
    if jwk is None:
        raise NoSuchKey("No key has that name.")
    return jwk


def get_signed_version(slug: str, number: int) -> BadgeVersion:
    """A version of a badge that was signed, which makes what it takes public; NoSuchCredential for any other."""
    versions = select(BadgeVersion).join(Badge, Badge.id == BadgeVersion.badge_id)
    is_signed = select(Credential).where(Credential.version_id == BadgeVersion.id).exists()
    badge = session().scalar(versions.where(Badge.slug == slug, BadgeVersion.number == number, is_signed))
    if badge is None:
        raise NoSuchCredential("Nothing was signed about this version of a badge.")
    return badge


def lock_held_award(person_id: int, slug: str) -> Award:
    """The award of that badge to that person, locked so that two requests sign it once; NoSuchCredential when it is not held."""
    award = session().scalar(_select_held_award(person_id, slug).with_for_update(of=Award))
    if award is None:
        raise NoSuchCredential(f"You do not hold the badge {slug}.")
    return award


def find_credential(award: Award) -> Credential | None:
    """What was signed for the award as it stands."""
    return session().get(Credential, (award.id, award.announcements))


def find_subject(award_id: int) -> str | None:
    """The name under which an award was signed before."""
    return session().scalar(select(Credential.subject).where(Credential.award_id == award_id).limit(1))


def find_newest_list() -> int:
    """The list to which places are given now."""
    return session().scalar(select(func.max(StatusListPlace.list_number))) or 1


def read_revoked_places(number: int) -> RevokedPlaces:
    """What a list says now; NoSuchStatusList when no credential names it."""
    places, public_keys = read_value(_REVOKED_PLACES, {"number": number})
    if places is None:
        raise NoSuchStatusList("No credential names this list.")
    return RevokedPlaces(places, public_keys)


def _select_held_award(person_id: int, slug: str) -> Select[Award]:
    return (
        select(Award)
        .join(Badge, Badge.id == Award.badge_id)
        .where(Badge.slug == slug, Award.person_id == person_id, IS_HELD)
    )


def get_version_of_credential(credential: Credential) -> BadgeVersion:
    """The version of a badge that was signed."""
    return session().get_one(BadgeVersion, credential.version_id)


def list_own_credentials(person_id: int) -> Sequence[OwnCredential]:
    """Everything that was signed for a person; a page shows the award as it stands, which is the last announcement of it."""
    columns = (Credential.announcement, Credential.list_number, Credential.place)
    shows = and_(BadgePage.award_id == Award.id, Credential.announcement == Award.announcements)
    own = (
        select(Badge.slug, BadgeVersion.number, *columns, BadgePage.token)
        .join(Award, Award.id == Credential.award_id)
        .join(Badge, Badge.id == Award.badge_id)
        .join(BadgeVersion, BadgeVersion.id == Credential.version_id)
        .outerjoin(BadgePage, shows)
        .where(Award.person_id == person_id)
        .order_by(Credential.award_id, Credential.announcement)
    )
    return [OwnCredential(**row) for row in session().execute(own).mappings()]
