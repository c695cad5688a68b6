"""The three documents of Open Badges 2.0: an award that its holder shows publicly, its badge, and the issuer."""

from __future__ import annotations

from hashlib import sha256

from app.kernel.schema import JsonObject
from badges.credentials.addresses import Issuer
from badges.credentials.document import LANGUAGES, BadgeStatement

CONTEXT = "https://w3id.org/openbadges/v2"
VOCABULARY, VERSION = "https://purl.imsglobal.org/spec/vc/ob/vocab.html", "Open Badges v3p0"


def build_assertion(signed: JsonObject, *, token: str, badge_url: str, issuer: Issuer) -> JsonObject:
    """What `signed` says, at the address that goes with a public page; the recipient is the drawn name of the award, hashed."""
    ends = {"expires": signed["validUntil"]} if "validUntil" in signed else {}
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": issuer.hosted_assertion_url(token),
        "recipient": _build_recipient(signed["credentialSubject"]["id"], salt=token),
        "badge": badge_url,
        "verification": {"type": "HostedBadge"},
        "issuedOn": signed["validFrom"],
        **ends,
        "narrative": signed["evidence"][0]["narrative"],
        "related": _build_link("OpenBadgeCredential", f"{issuer.page_url(token)}.json"),
    }


def build_revoked_assertion(token: str, issuer: Issuer) -> JsonObject:
    """What is left of an assertion when its award was revoked."""
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": issuer.hosted_assertion_url(token),
        "revoked": True,
    }


def build_badge_class(badge: BadgeStatement, issuer: Issuer) -> JsonObject:
    """What a version of a badge is and what it takes."""
    url = issuer.badge_url(badge.slug, badge.number)
    return {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": issuer.hosted_badge_url(badge.slug, badge.number),
        "@language": LANGUAGES[badge.language],
        "name": badge.name,
        "description": badge.description,
        "image": f"{url}.png",
        "criteria": {"narrative": badge.criteria},
        "issuer": issuer.hosted_profile,
        "related": _build_link("Achievement", url),
    }


def build_hosted_issuer(issuer: Issuer) -> JsonObject:
    """The issuer, with the address that 2.0 asks for."""
    return {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": issuer.hosted_profile,
        "name": issuer.name,
        "url": issuer.base,
        "email": issuer.email,
        "related": _build_link("Profile", issuer.profile),
    }


def _build_recipient(name: str, *, salt: str) -> JsonObject:
    hashed = sha256(f"{name}{salt}".encode()).hexdigest()
    return {"type": "id", "hashed": True, "salt": salt, "identity": f"sha256${hashed}"}


def _build_link(kind: str, url: str) -> list[JsonObject]:
    return [{"type": [f"{VOCABULARY}#{kind}"], "id": url, "version": VERSION}]
