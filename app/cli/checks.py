"""The checks of the doctor inside the service: each returns a sentence, or raises the advice to follow."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from app.journal import queries
from app.journal.models import SHARDS
from app.journal.registry import readers_by_name
from app.kernel import clock, jobs, scheduler
from app.kernel.application import current_settings, get_extension
from app.kernel.database import session
from app.kernel.revisions import newest_schema_revision
from app.kernel.transaction import transaction
from app.leaderboards.queries import is_any_snapshot_ahead_of_server
from app.notices.mailer import SmtpMailer
from app.notices.queries.addresses import count_refused_addresses
from app.notices.queries.mail import count_undelivered_mails_since
from badges.credentials.addresses import current_issuer
from badges.credentials.keys import KeysUnusable, read_signing_keys

OLDEST_POSTGRES = 15
OLDEST_REDIS = (6, 2)
MANY_FACTS = 10_000
MAIL_PERIOD = timedelta(days=7)


class DoctorCheckFailed(Exception):
    """Something that the service needs is missing: what was observed, and what to do."""

    def __init__(self, observation: str, advice: str) -> None:
        super().__init__(observation)
        self.observation = observation
        self.advice = advice


def check_postgresql() -> str:
    """PostgreSQL answers, and is new enough."""
    with transaction():
        number, where = (
            session().execute(text("select current_setting('server_version_num')::int, current_database()")).one()
        )
    if number // 10_000 < OLDEST_POSTGRES:
        raise DoctorCheckFailed(f"version {number // 10_000}", f"Version {OLDEST_POSTGRES} or newer is needed.")
    return f"version {number // 10_000}.{number % 10_000}, database {where}"


def check_schema_revision() -> str:
    """The schema is at the revision of this release."""
    with transaction():
        is_migrated = session().scalar(text("select to_regclass('alembic_version') is not null"))
        at = session().scalar(text("select version_num from alembic_version")) if is_migrated else None
    if at != newest_schema_revision():
        raise DoctorCheckFailed(
            f"at {at or 'nothing'}, this release works with {newest_schema_revision()}", "Run `passerelle migrate`."
        )
    return f"at {at}"


def check_redis() -> str:
    """Redis answers, is new enough, and evicts nothing."""
    server = jobs.redis_connection().info()
    version = str(server["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise DoctorCheckFailed(f"version {version}", "Version 6.2 or newer is needed.")
    if server["maxmemory_policy"] != "noeviction":
        raise DoctorCheckFailed(
            f"throws keys away ({server['maxmemory_policy']})", "Set maxmemory-policy to noeviction."
        )
    if jobs.read_redis_state() is jobs.RedisState.REFUSES:
        raise DoctorCheckFailed("refuses what is written", ADVICE_WHEN_REDIS_REFUSES)
    return f"{server.get('server_name', 'redis')} {server.get('valkey_version', version)}"


def check_workers() -> str:
    """At least one worker is alive."""
    return _check_queue_has_workers(jobs.QUEUE, "Start one or more: `passerelle worker` (`make demo` starts two).")


def check_senders() -> str:
    """At least one sender is alive."""
    return _check_queue_has_workers(
        jobs.SENDING_QUEUE, "Start one or more: `passerelle sender` (`make demo` starts one). Webhooks wait meanwhile."
    )


def _check_queue_has_workers(queue: str, advice: str) -> str:
    alive, waiting = jobs.count_live_workers(queue), jobs.count_waiting_jobs(queue)
    if not alive:
        raise DoctorCheckFailed(f"none; {waiting} jobs wait", advice)
    return f"{alive} alive; {waiting} jobs wait"


def check_clock_runs() -> str:
    """The clock runs."""
    heartbeat = scheduler.find_last_heartbeat()
    if heartbeat is None:
        raise DoctorCheckFailed("silent", "Start one: `passerelle clock` (`make demo` does).")
    return f"ticked {max(0, int(clock.now().timestamp()) - heartbeat)} s ago"


def check_readers_keep_up() -> str:
    """The readers keep up, and the database still counts its transactions upwards: a restored copy starts again."""
    with transaction():
        if queries.is_journal_ahead_of_server() or is_any_snapshot_ahead_of_server():
            raise DoctorCheckFailed("restored from another server: readers would wait for ever", ADVICE_WHEN_RESTORED)
        backlogs = queries.count_waiting_facts_by_reader(readers_by_name().values(), MANY_FACTS // SHARDS)
    behind = {name: backlog.count for name, backlog in backlogs.items()}
    slow = {name: count for name, count in behind.items() if backlogs[name].is_more}
    if slow:
        observation = ", ".join(f"{name} is {count} or more behind" for name, count in slow.items())
        raise DoctorCheckFailed(observation, "Wait a minute and look again; if the number stays, start more workers.")
    return f"{len(behind)} readers, {sum(behind.values())} facts to read"


def check_mail_is_accepted() -> str:
    """The mail server accepts the connection of SMTP_URL, and accepted the mail of the last seven days."""
    mailer: SmtpMailer | None = get_extension("mailer")
    if mailer is None:
        return "none is sent: SMTP_URL names no server, notices wait inside"
    with mailer.open_connection():
        observation = f"sent as {mailer.sender}"
    with transaction():
        lost, refused = count_undelivered_mails_since(clock.now() - MAIL_PERIOD), count_refused_addresses()
    if refused:
        raise DoctorCheckFailed(f"{observation}; {refused} addresses are refused", ADVICE_WHEN_ADDRESSES_ARE_REFUSED)
    if lost:
        raise DoctorCheckFailed(
            f"{observation}; {lost} of the last seven days came to nothing", ADVICE_WHEN_MAIL_IS_LOST
        )
    return observation


def check_badges_can_be_signed() -> str:
    """The keys that sign badges can be used, where the service has been given a folder of them."""
    folder = current_settings().badge_keys
    if folder is None:
        return "not signed: BADGE_KEYS names no folder"
    try:
        keys = read_signing_keys(folder)
    except KeysUnusable as wrong:
        raise DoctorCheckFailed(f"cannot be signed: {wrong}", ADVICE_WHEN_KEYS_ARE_UNUSABLE) from wrong
    return f"signed with {keys.ed25519_name} and {keys.rsa_name}, as {current_issuer().did}"


ADVICE_WHEN_REDIS_REFUSES = (
    "Its log says why: no memory left, no disk to save to, or a replica. Nothing is lost meanwhile, work waits."
)

ADVICE_WHEN_KEYS_ARE_UNUSABLE = (
    "Put the file back from the backup, or make a newer pair: `passerelle badge-keys new`. No award is lost meanwhile."
)

ADVICE_WHEN_RESTORED = "Follow “Backups” in docs/how-to/run-in-production.md, then look again."

ADVICE_WHEN_ADDRESSES_ARE_REFUSED = (
    "The page /admin/addresses names the people and the answers: mend the addresses in the file of people."
)

ADVICE_WHEN_MAIL_IS_LOST = "Ask the mail server's log why: the table `mail` has their state and the answer (`because`). None is sent again by itself."

CHECKS = {
    "PostgreSQL": check_postgresql,
    "Schema": check_schema_revision,
    "Redis": check_redis,
    "Workers": check_workers,
    "Senders": check_senders,
    "Clock": check_clock_runs,
    "Journal": check_readers_keep_up,
    "Mail": check_mail_is_accepted,
    "Badges": check_badges_can_be_signed,
}
