"""What the Open Badges API of this service does, as programs discover it: what is not built is absent."""

from __future__ import annotations

from app.kernel.schema import JsonObject
from app.people.roles import BADGE_SCOPES
from badges.credentials.addresses import API_PATH, Issuer

OFFER = (
    "Reads alone: an issuer gives its own badges and takes in none of others, so there is no POST /credentials and no "
    "PUT /profile. There is no OAuth server: the token is one that the holder makes, and whoever shows it reads."
)
OPERATIONS = {
    "/credentials": ("getCredentials", "The badges of whoever made the token.", "credential.readonly"),
    "/profile": ("getProfile", "The drawn name by which to call them.", "profile.readonly"),
    "/discovery": ("getServiceDescription", "This document.", ""),
}


def build_service_description(issuer: Issuer, *, page: str) -> JsonObject:
    """An OpenAPI document of the three addresses. The bearer token is one that the holder made on the page at that path."""
    bearer = {"type": "http", "scheme": "bearer", "description": f"Made by the holder at {issuer.base}{page}."}
    return {
        "openapi": "3.0.1",
        "info": {"title": issuer.name, "version": "3.0", "description": OFFER},
        "servers": [{"url": f"{issuer.base}{API_PATH}"}],
        "paths": {path: {"get": _describe_operation(*operation)} for path, operation in OPERATIONS.items()},
        "components": {"securitySchemes": {"holder": bearer}},
    }


def _describe_operation(name: str, sentence: str, scope: str) -> JsonObject:
    return {
        "operationId": name,
        "summary": sentence,
        "tags": ["OpenBadgeCredentials"],
        "security": [{"holder": []}] if scope else [],
        **({"x-scope": f"{BADGE_SCOPES}{scope}"} if scope else {}),
        "responses": {"200": {"description": sentence}, "default": {"description": "Imsx_StatusInfo"}},
    }
