"""The credential of an award as Open Badges 3.0 writes it, before it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.kernel.schema import JsonObject
from badges.credentials.addresses import Issuer
from badges.credentials.proof import CREDENTIALS, OPEN_BADGES, format_moment_in_utc

HOSTED_VOCABULARY, HOSTED_VERSION = "https://w3id.org/openbadges", "Open Badges v2p0"
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True)
class StatusPlace:
    """Where a credential stands in the lists of revoked ones: a list by its number, and a bit of it."""

    list_number: int
    place: int


@dataclass(frozen=True, kw_only=True)
class BadgeStatement:
    """What a version of a badge is, in one language: its text, and what it takes."""

    slug: str
    number: int
    language: str
    name: str
    description: str
    criteria: str


@dataclass(frozen=True, kw_only=True)
class AwardStatement:
    """What is said of one award. `credential_id` and `subject` are drawn: nothing in it leads to a person."""

    badge: BadgeStatement
    credential_id: str
    subject: str
    evidence: str
    awarded_at: datetime
    expires_at: datetime | None
    status: StatusPlace


def build_credential(award: AwardStatement, issuer: Issuer) -> JsonObject:
    """The credential, which names no person: it says that whoever holds it earned the badge."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": f"urn:uuid:{award.credential_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.badge.name,
        "description": award.badge.description,
        "issuer": build_issuer(issuer),
        "validFrom": format_moment_in_utc(award.awarded_at),
        "awardedDate": format_moment_in_utc(award.awarded_at),
        **_build_end(award.expires_at),
        "credentialSubject": {
            "id": f"urn:uuid:{award.subject}",
            "type": ["AchievementSubject"],
            "achievement": build_achievement(award.badge, issuer),
        },
        "evidence": [{"type": ["Evidence"], "narrative": award.evidence}],
        "credentialStatus": _build_status_entry(award.status, issuer),
    }


def build_issuer(issuer: Issuer) -> JsonObject:
    """The issuer, as each credential repeats it."""
    return {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.profile}


def build_achievement(badge: BadgeStatement, issuer: Issuer) -> JsonObject:
    """What a badge is and what it takes, in the one language of its text."""
    url = issuer.badge_url(badge.slug, badge.number)
    return {
        "id": url,
        "type": ["Achievement"],
        "name": badge.name,
        "description": badge.description,
        "inLanguage": LANGUAGES[badge.language],
        "criteria": {"narrative": badge.criteria},
        "image": {"id": f"{url}.png", "type": "Image"},
        **_build_link_to_hosted(badge, issuer),
    }


def _build_link_to_hosted(badge: BadgeStatement, issuer: Issuer) -> JsonObject:
    if issuer.email is None:
        return {}
    url = issuer.hosted_badge_url(badge.slug, badge.number)
    return {"related": [{"type": ["Related", f"{HOSTED_VOCABULARY}#BadgeClass"], "id": url, "version": HOSTED_VERSION}]}


def _build_end(expires_at: datetime | None) -> JsonObject:
    return {} if expires_at is None else {"validUntil": format_moment_in_utc(expires_at)}


def _build_status_entry(status: StatusPlace, issuer: Issuer) -> JsonObject:
    url = issuer.status_list_url(status.list_number)
    return {
        "id": f"{url}#{status.place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.place),
        "statusListCredential": url,
    }
