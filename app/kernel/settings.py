"""Every setting of the service, typed and read once: a wrong or missing one stops the start, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from email.headerregistry import Address
from pathlib import Path
from typing import Any

from app.kernel.hours import WorkingHours, parse_working_hours
from app.kernel.mail_server import MailServer, parse_mail_server, parse_sender_address
from app.kernel.sealing import Keyring, parse_keyring
from app.kernel.setting_values import (
    Network,
    parse_base_address,
    parse_community_pattern,
    parse_euros,
    parse_group_size,
    parse_hosts,
    parse_minutes,
    parse_networks,
    parse_request_rate,
    parse_web_address,
    parse_years,
    parse_yes_or_no,
)


class SettingError(Exception):
    """A setting is missing or cannot be read; the message names it and says what is expected."""


def declare_setting(
    variable: str,
    meaning: str,
    read: Callable[[str], Any] = str,
    default: Any = ...,
) -> Any:
    """Declare one setting: its environment variable, one sentence for the reference, and the function that parses it."""
    metadata = {"variable": variable, "meaning": meaning, "read": read}
    return field(metadata=metadata) if default is ... else field(metadata=metadata, default=default)


@dataclass(frozen=True, kw_only=True)
class Settings:
    database_url: str = declare_setting(
        "DATABASE_URL", "PostgreSQL 15 or newer, as postgresql://user:password@host/name."
    )
    standby_url: str | None = declare_setting(
        "STANDBY_URL",
        "A streaming standby of DATABASE_URL, written alike: people's pages that only read come from it. Without it all come from DATABASE_URL.",
        default=None,
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
        "DEMO", "Shows the page to sign in as any demo person. Never in production.", parse_yes_or_no, False
    )
    demo_network_token: str | None = declare_setting(
        "DEMO_NETWORK_TOKEN",
        "The service token with which the network of a demo pushes; `passerelle demo` makes it and keeps it.",
        default=None,
    )
    secure_cookies: bool = declare_setting("SECURE_COOKIES", "Sends cookies over HTTPS only.", parse_yes_or_no, True)
    network_url: str | None = declare_setting(
        "NETWORK_URL",
        "The address of the company's social network, which missions open; without it they say that it is missing.",
        parse_web_address,
        None,
    )
    network_hosts: tuple[str, ...] = declare_setting(
        "NETWORK_HOSTS",
        "Further hosts on which the network names people, separated by commas; the host of its events and that of NETWORK_URL are known.",
        parse_hosts,
        (),
    )
    network_community_url: str | None = declare_setting(
        "NETWORK_COMMUNITY_URL",
        "The address of one community of the network, with {community} for its id; without it, ids that are addresses are used.",
        parse_community_pattern,
        None,
    )
    trusted_proxies: tuple[Network, ...] = declare_setting(
        "TRUSTED_PROXIES",
        "The addresses of the proxies in front, as a comma-separated list of CIDRs: the caller is whom they name in X-Forwarded-For. Without it, all who come through a proxy count as one caller.",
        parse_networks,
        (),
    )
    smallest_group: int = declare_setting(
        "SMALLEST_GROUP",
        "Groups under this many people are merged in every aggregate; 5 at least.",
        parse_group_size,
        10,
    )
    working_hours: WorkingHours = declare_setting(
        "WORKING_HOURS",
        "When people work, on their own site's clock: points for what is done outside arrive when they work again. Days and hours such as mon-fri 07:00-20:00, or always; a site may have its own.",
        parse_working_hours,
        parse_working_hours("mon-fri 07:00-20:00"),
    )
    group_boards_every: int = declare_setting(
        "GROUP_BOARDS_EVERY",
        "Minutes between two publications of boards of groups, so that several people's gains come together.",
        parse_minutes,
        15,
    )
    prize_ceiling: int = declare_setting(
        "PRIZE_CEILING",
        "What one person may win in a calendar year as gifts or by chance, in whole euros: 5 % of the monthly social-security ceiling, 200 in 2026. Prizes that reward work are pay and have no ceiling.",
        parse_euros,
        200,
    )
    prize_record_years: int = declare_setting(
        "PRIZE_RECORD_YEARS",
        "Whole calendar years for which the record of a prize is kept after that of its hand-over, with its winner's name, also where the person was erased: 3, as long as payroll may have to account for it.",
        parse_years,
        3,
    )
    api_rate: int = declare_setting(
        "API_RATE",
        "Requests to /api/v1 that a machine or a person may send in a minute; pushed activities are not counted. The headers RateLimit and RateLimit-Policy say what is left.",
        parse_request_rate,
        6000,
    )
    webhook_networks: tuple[Network, ...] = declare_setting(
        "WEBHOOK_NETWORKS",
        "Private networks that webhooks may reach, as a comma-separated list of CIDRs.",
        parse_networks,
        (),
    )
    webhook_plain_http: bool = declare_setting(
        "WEBHOOK_PLAIN_HTTP", "Lets webhooks go to http:// addresses of those networks.", parse_yes_or_no, False
    )
    mail_server: MailServer | None = declare_setting(
        "SMTP_URL",
        "The server that takes e-mail, as smtp://user:password@host:587?starttls or smtps://. Without it none is sent.",
        parse_mail_server,
        None,
    )
    mail_from: Address | None = declare_setting(
        "MAIL_FROM", "Whom e-mail comes from, as Passerelle <passerelle@example.com>.", parse_sender_address, None
    )
    mail_welcome: bool = declare_setting(
        "MAIL_WELCOME",
        "Writes once to people who have never come, to say that the door is open.",
        parse_yes_or_no,
        False,
    )
    notes_key: Keyring | None = declare_setting(
        "NOTES_KEY",
        "Seals the notes of mentoring pairs, as name:key with 32 random bytes in base64; older keys follow after commas. Without it there are no notes.",
        parse_keyring,
        None,
    )
    draws_key: Keyring | None = declare_setting(
        "DRAWS_KEY",
        "Seals the seeds of contests until their result reveals them, as NOTES_KEY does notes. Without it the key follows from SECRET_KEY, and a contest that runs while that one changes gets a new seed, in the open.",
        parse_keyring,
        None,
    )
    sources_key: Keyring | None = declare_setting(
        "SOURCES_KEY",
        "Seals the secrets of connected sources, as NOTES_KEY does notes. Without it no source with a secret can be connected.",
        parse_keyring,
        None,
    )
    badge_keys: Path | None = declare_setting(
        "BADGE_KEYS",
        "The folder of the private keys that sign badges, outside the database and the same for every process. `passerelle migrate` writes the first ones, `passerelle badge-keys new` newer ones. Without it no badge leaves the house.",
        Path,
        None,
    )
    badge_url: str | None = declare_setting(
        "BADGE_URL",
        "The address at which the whole world reaches /ob, /b and /.well-known/jwks.json; signed badges name it for ever. Without it they name PUBLIC_URL, which nobody outside may reach.",
        parse_base_address,
        None,
    )
    badge_email: Address | None = declare_setting(
        "BADGE_EMAIL",
        "Where the outside asks about badges, as badges@example.com. Open Badges 2.0 wants one: without it public pages have no such form.",
        parse_sender_address,
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
        return cls(
            **{
                setting.name: _parse_variable(setting.metadata, environ)
                for setting in fields(cls)
                if _is_given_or_raise(setting, environ)
            }
        )


def _is_given_or_raise(setting: Any, environ: Mapping[str, str]) -> bool:
    variable = setting.metadata["variable"]
    if variable in environ and environ[variable] != "":
        return True
    if setting.default is MISSING:
        raise SettingError(f"{variable}: missing. {setting.metadata['meaning']}")
    return False


def _parse_variable(metadata: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    try:
        return metadata["read"](environ[metadata["variable"]])
    except ValueError as wrong:
        raise SettingError(f"{metadata['variable']}: {wrong}. {metadata['meaning']}") from wrong
