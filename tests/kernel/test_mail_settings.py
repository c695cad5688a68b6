"""The settings of e-mail: a server by its address, a sender by name and address, and one never without the other."""

from __future__ import annotations

import pytest

from app.kernel.mail_server import MailServer, parse_mail_server, parse_sender_address
from app.kernel.settings import SettingError, Settings

NEEDED = {"DATABASE_URL": "postgresql:///", "REDIS_URL": "redis://", "SECRET_KEY": "-" * 32}


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.com", MailServer("mail.example.com", 25)),
        (
            "smtp://us%40er:p%3Aw@mail.example.com:587?starttls",
            MailServer("mail.example.com", 587, "us@er", "p:w", starttls=True),
        ),
        ("smtps://mail.example.com", MailServer("mail.example.com", 465, tls=True)),
    ],
)
def test_a_server_is_read_from_its_address(address: str, server: MailServer) -> None:
    assert parse_mail_server(address) == server


@pytest.mark.parametrize("address", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://a?tls"])
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="expected smtp"):
        parse_mail_server(address)


def test_what_no_mail_server_can_be_told_is_refused_and_not_printed() -> None:
    with pytest.raises(ValueError, match="ASCII") as refused:
        parse_mail_server("smtp://me:s%C3%A9same@mail.example.com")
    assert "sésame" not in str(refused.value)


def test_a_password_is_never_printed() -> None:
    assert "secret" not in repr(parse_mail_server("smtp://me:secret@mail.example.com"))


def test_a_sender_is_a_name_and_an_address() -> None:
    assert str(parse_sender_address("Passerelle <passerelle@example.com>")) == "Passerelle <passerelle@example.com>"
    for wrong in ("Passerelle", "passerelle@", "a@b.example\nBcc: c@d.example"):
        with pytest.raises(ValueError, match="expected"):
            parse_sender_address(wrong)


def test_a_server_without_a_sender_stops_the_start() -> None:
    with pytest.raises(SettingError, match="MAIL_FROM"):
        Settings.from_environ(NEEDED | {"SMTP_URL": "smtp://mail.example.com"})
