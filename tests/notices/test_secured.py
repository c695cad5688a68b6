"""Mail over TLS from the start, over STARTTLS, and signed in; never to whom a certificate does not vouch for, and no password in clear."""

from __future__ import annotations

import ssl
from contextlib import AbstractContextManager
from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from app.kernel.mail_server import MailServer
from app.notices.mailer import HandOverOutcome, HandOverStatus, MailServerUnreachable, SmtpMailer
from tests.mail_host import Host, running_host

USER, PASSWORD = "passerelle", "a secret of its own"
SENDER = Address("Passerelle", addr_spec="passerelle@example.com")
WAYS = ("smtps", "starttls")


@pytest.fixture
def secured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this machine that the machine trusts."""
    return certified("127.0.0.1", tmp_path, monkeypatch)


def certified(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority, context = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    trusted = folder / "trusted.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return context


def signed_in(
    _server: object, _session: object, _envelope: object, _mechanism: str, credentials: LoginPassword
) -> AuthResult:
    return AuthResult(success=credentials == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


def hand_over(server: MailServer) -> HandOverOutcome:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Inès vous invite"
    message.set_content("Une séance vous est proposée.")
    with SmtpMailer(server, SENDER).open_connection() as conversation:
        return conversation.hand_over_message(message, "camille@example.org")


def server_of(host: Host, way: str, password: str | None = None) -> MailServer:
    user = None if password is None else USER
    return replace(host.server, tls=way == "smtps", starttls=way == "starttls", user=user, password=password)


def locked(way: str, context: ssl.SSLContext) -> AbstractContextManager[Host]:
    """A server that signs people in, and speaks TLS from the start or once it is asked to."""
    if way == "smtps":
        return running_host(ssl_context=context, authenticator=signed_in, auth_require_tls=False)
    return running_host(tls_context=context, require_starttls=True, authenticator=signed_in, auth_required=True)


@pytest.mark.parametrize("way", WAYS)
def test_mail_leaves_over_tls_signed_in(secured: ssl.SSLContext, way: str) -> None:
    with locked(way, secured) as host:
        assert hand_over(server_of(host, way, PASSWORD)) == HandOverOutcome(HandOverStatus.ACCEPTED)
    assert [message["Subject"] for message in host.host.accepted] == ["Inès vous invite"]


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_password_hands_nothing_over(secured: ssl.SSLContext, way: str) -> None:
    with locked(way, secured) as host, pytest.raises(MailServerUnreachable) as refused:
        hand_over(server_of(host, way, "another"))
    assert "SMTPAuthenticationError" in str(refused.value)
    assert "another" not in str(refused.value)
    assert host.host.received == []


@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_for_another_name_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    context = certified("mail.example.org", tmp_path, monkeypatch)
    with locked(way, context) as host, pytest.raises(MailServerUnreachable, match="certificate"):
        hand_over(server_of(host, way, PASSWORD))
    assert host.host.received == []


@pytest.mark.parametrize("way", WAYS)
def test_an_authority_that_nobody_trusts_ends_it(
    secured: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with locked(way, secured) as host, pytest.raises(MailServerUnreachable, match="certificate"):
        hand_over(server_of(host, way, PASSWORD))


def test_a_server_that_offers_no_tls_is_not_told_the_password() -> None:
    with (
        running_host(authenticator=signed_in, auth_require_tls=False) as host,
        pytest.raises(MailServerUnreachable, match="STARTTLS"),
    ):
        hand_over(server_of(host, "starttls", PASSWORD))
    assert host.host.received == []
