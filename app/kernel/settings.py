"""Every setting of the service, typed and read once: a wrong or missing one stops the start, by name."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from email.headerregistry import Address
from typing import Any

from app.kernel.hours import WorkingHours, parse_hours
from app.kernel.mail_server import MailServer, read_mail_server, read_sender
from app.kernel.sealing import Keyring, read_keyring

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingError(Exception):
    """A setting is missing or cannot be read; the message names it and says what is expected."""


def _switch(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in known:
        raise ValueError("expected yes or no")
    return known[text.lower()]


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def _group(text: str) -> int:
    size = int(text)
    if size < 5:
        raise ValueError("expected 5 or more: smaller groups would show people")
    return size


def _minutes(text: str) -> int:
    minutes = int(text)
    if minutes < 0:
        raise ValueError("expected 0 or more")
    return minutes


def declare_setting(
    variable: str,
    meaning: str,
    read: Callable[[str], Any] = str,
    default: Any = ...,
) -> Any:
    """Declare one field: its environment variable, one sentence for the reference, its reader."""
    told = {"variable": variable, "meaning": meaning, "read": read}
    return field(metadata=told) if default is ... else field(metadata=told, default=default)


@dataclass(frozen=True, kw_only=True)
class Settings:
    database_url: str = declare_setting(
        "DATABASE_URL", "PostgreSQL 15 or newer, as postgresql://user:password@host/name."
    )
    redis_url: str = declare_setting(
        "REDIS_URL", "Redis 6.2 or newer (or Valkey), as redis://:password@host:port/0 or unix://path."
    )
    secret_key: str = declare_setting("SECRET_KEY", "Signs sessions and forms; 32 random characters or more.")
    company: str = declare_setting("COMPANY", "The company's name, as people read it.", default="Passerelle")
    public_url: str = declare_setting(
        "PUBLIC_URL", "The address people use, without a final slash.", default="http://127.0.0.1:8000"
    )
    demo: bool = declare_setting(
        "DEMO", "Shows the page to sign in as any demo person. Never in production.", _switch, False
    )
    secure_cookies: bool = declare_setting("SECURE_COOKIES", "Sends cookies over HTTPS only.", _switch, True)
    smallest_group: int = declare_setting(
        "SMALLEST_GROUP", "Groups under this many people are merged in every aggregate; 5 at least.", _group, 10
    )
    working_hours: WorkingHours = declare_setting(
        "WORKING_HOURS",
        "When people work, on their own site's clock: nothing done outside is credited. Days and hours such as mon-fri 07:00-20:00, or always; a site may have its own.",
        parse_hours,
        parse_hours("mon-fri 07:00-20:00"),
    )
    group_boards_every: int = declare_setting(
        "GROUP_BOARDS_EVERY",
        "Minutes between two publications of boards of groups, so that one person's gain cannot be read out of the difference.",
        _minutes,
        15,
    )
    webhook_networks: tuple[Network, ...] = declare_setting(
        "WEBHOOK_NETWORKS",
        "Private networks that webhooks may reach, as a comma-separated list of CIDRs.",
        _networks,
        (),
    )
    webhook_plain_http: bool = declare_setting(
        "WEBHOOK_PLAIN_HTTP", "Lets webhooks go to http:// addresses of those networks.", _switch, False
    )
    mail_server: MailServer | None = declare_setting(
        "SMTP_URL",
        "The server that takes e-mail, as smtp://user:password@host:587?starttls or smtps://. Without it none is sent.",
        read_mail_server,
        None,
    )
    mail_from: Address | None = declare_setting(
        "MAIL_FROM", "Whom e-mail comes from, as Passerelle <passerelle@example.com>.", read_sender, None
    )
    mail_welcome: bool = declare_setting(
        "MAIL_WELCOME", "Writes once to people who have never come, to say that the door is open.", _switch, False
    )
    notes_key: Keyring | None = declare_setting(
        "NOTES_KEY",
        "Seals the notes of mentoring pairs, as name:key with 32 random bytes in base64; older keys follow after commas. Without it there are no notes.",
        read_keyring,
        None,
    )

    def __post_init__(self) -> None:
        if len(self.secret_key) < 32:
            raise SettingError("SECRET_KEY: expected 32 characters or more")
        if self.mail_server is not None and self.mail_from is None:
            raise SettingError("MAIL_FROM: missing, and SMTP_URL names a server. Whom does e-mail come from?")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read every setting from `environ`; raise SettingError for the first that is missing or wrong."""
        return cls(**{known.name: _read(known.metadata, environ) for known in fields(cls) if _present(known, environ)})


def _present(known: Any, environ: Mapping[str, str]) -> bool:
    variable = known.metadata["variable"]
    if variable in environ and environ[variable] != "":
        return True
    if known.default is MISSING:
        raise SettingError(f"{variable}: missing. {known.metadata['meaning']}")
    return False


def _read(told: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    try:
        return told["read"](environ[told["variable"]])
    except ValueError as wrong:
        raise SettingError(f"{told['variable']}: {wrong}. {told['meaning']}") from wrong
