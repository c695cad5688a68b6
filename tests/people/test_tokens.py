"""Tokens of machines: the secret is shown once, a name is given once, and a revoked one opens nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.kernel.database import session
from app.people.accounts import queries as accounts
from app.people.accounts.service.tokens import (
    InvalidNewToken,
    NoSuchToken,
    TokenNameTaken,
    create_token,
    ensure_token,
    hash_secret,
    revoke_token,
)
from app.people.models import ServiceToken


def test_a_secret_is_told_once_and_only_its_hash_is_kept(inside: None) -> None:
    secret = create_token("rse", scopes={"activities:write"}, source="rse")
    kept = session().scalars(select(ServiceToken)).one()
    assert (kept.secret_sha256, kept.scopes, kept.source) == (hash_secret(secret), ["activities:write"], "rse")
    assert secret not in f"{vars(kept)}"


def test_a_secret_that_a_program_keeps_is_in_use_again_after_its_next_start(inside: None) -> None:
    first, second = "psr_one", "psr_two"
    for secret in (first, first, second):
        ensure_token("network", secret, scopes=["activities:write"], source="network")
    assert accounts.find_token_rights(hash_secret(first)) is None
    revoke_token("network")
    assert accounts.find_token_rights(hash_secret(second)) is None
    ensure_token("network", second, scopes=["activities:write"], source="network")
    assert accounts.find_token_rights(hash_secret(second)) == accounts.TokenRights("network", ["activities:write"])


def test_two_tokens_never_share_a_name(inside: None) -> None:
    create_token("rse", scopes={"activities:write"}, source="rse")
    revoke_token("rse")
    with pytest.raises(TokenNameTaken):
        create_token("rse", scopes={"activities:write"}, source="rse")


@pytest.mark.parametrize(
    ("name", "scopes", "source"),
    [
        ("rse", {"everything"}, "rse"),
        ("rse", set(), "rse"),
        (" ", {"boards:read"}, "rse"),
        ("rse", {"boards:read"}, "passerelle"),
    ],
)
def test_a_token_without_known_scopes_a_name_or_a_source_of_its_own_is_refused(
    inside: None, name: str, scopes: set[str], source: str
) -> None:
    with pytest.raises(InvalidNewToken):
        create_token(name, scopes=scopes, source=source)


def test_a_token_is_revoked_once(inside: None) -> None:
    create_token("rse", scopes={"activities:write"}, source="rse")
    revoke_token("rse")
    with pytest.raises(NoSuchToken):
        revoke_token("rse")
