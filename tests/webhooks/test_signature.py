"""What we sign, anybody can verify with the library of Standard Webhooks; what we did not, nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from app.webhooks.signature import build_signed_headers, encode_secret, sign_content

BODY = '{"type": "badge.awarded", "data": {"person": "Zoé"}}'
NEW, OLD, OTHER = (encode_secret(bytes([letter]) * 32) for letter in b"nox")


def headers(*secrets: str, at: datetime | None = None) -> dict[str, str]:
    return build_signed_headers("msg_1", BODY, at=at or datetime.now(UTC), secrets=secrets)


@pytest.mark.judge
@pytest.mark.parametrize("length", [24, 32, 64])
def test_the_library_accepts_what_we_sign(length: int) -> None:
    secret = encode_secret(b"k" * length)
    assert Webhook(secret).verify(BODY, headers(secret))["type"] == "badge.awarded"


@pytest.mark.judge
def test_during_rotation_both_secrets_verify() -> None:
    both = headers(NEW, OLD)
    Webhook(NEW).verify(BODY, both)
    Webhook(OLD).verify(BODY, both)
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(BODY, both)


@pytest.mark.judge
@pytest.mark.parametrize(
    ("body", "changed"),
    [(BODY + " ", {}), (BODY, {"webhook-id": "msg_2"}), (BODY, {"webhook-timestamp": "1"})],
    ids=["body", "id", "moment"],
)
def test_a_change_on_the_way_is_seen(body: str, changed: dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(body, headers(NEW) | changed)


@pytest.mark.judge
def test_our_signature_is_the_one_of_the_library() -> None:
    at = datetime(2026, 1, 5, 8, 0, 0, 999_999, tzinfo=UTC)
    library_signature = Webhook(NEW).sign("msg_1", at, BODY)
    assert headers(NEW, at=at)["webhook-signature"] == library_signature


def test_the_published_example_has_its_published_signature() -> None:
    content = b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}'
    assert (
        sign_content(content, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@pytest.mark.parametrize("length", [0, 23, 65])
def test_a_secret_has_24_to_64_bytes(length: int) -> None:
    with pytest.raises(AssertionError):
        encode_secret(b"k" * length)
