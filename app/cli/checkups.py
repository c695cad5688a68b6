"""What the doctor looks at inside the service: each look answers a sentence, or raises the advice to follow."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from app.journal import queries
from app.journal.registry import all_readers
from app.kernel import clock, jobs, scheduler
from app.kernel.application import get_extension
from app.kernel.database import session
from app.kernel.revisions import newest_revision
from app.kernel.transaction import transaction
from app.notices.mailer import SmtpMailer
from app.notices.queries.mail import count_lost

OLDEST_POSTGRES = 15
OLDEST_REDIS = (6, 2)
MANY_FACTS = 10_000
LATELY = timedelta(days=7)


class DoctorAdvice(Exception):
    """Something needed is missing: what was seen, and what to do."""

    def __init__(self, told: str, advice: str) -> None:
        super().__init__(told)
        self.told = told
        self.advice = advice


def look_at_postgresql() -> str:
    """It answers, and is not too old."""
    with transaction():
        number, where = (
            session().execute(text("select current_setting('server_version_num')::int, current_database()")).one()
        )
    if number // 10_000 < OLDEST_POSTGRES:
        raise DoctorAdvice(f"version {number // 10_000}", f"Version {OLDEST_POSTGRES} or newer is needed.")
    return f"version {number // 10_000}.{number % 10_000}, database {where}"


def look_at_schema() -> str:
    """The tables are those that this release works with."""
    with transaction():
        known = session().scalar(text("select to_regclass('alembic_version') is not null"))
        at = session().scalar(text("select version_num from alembic_version")) if known else None
    if at != newest_revision():
        raise DoctorAdvice(
            f"at {at or 'nothing'}, this release works with {newest_revision()}", "Run `passerelle migrate`."
        )
    return f"at {at}"


def look_at_redis() -> str:
    """It answers, is not too old, and throws nothing away."""
    server = jobs.redis_connection().info()
    version = str(server["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise DoctorAdvice(f"version {version}", "Version 6.2 or newer is needed.")
    if server["maxmemory_policy"] != "noeviction":
        raise DoctorAdvice(f"throws keys away ({server['maxmemory_policy']})", "Set maxmemory-policy to noeviction.")
    return f"{server.get('server_name', 'redis')} {server.get('valkey_version', version)}"


def look_at_workers() -> str:
    """Somebody does the work. RQ lists its workers in a set; the key of each goes with it."""
    connection = jobs.redis_connection()
    names = connection.smembers(f"rq:workers:{jobs.QUEUE}")
    alive = connection.exists(*names) if names else 0
    waiting = connection.llen(f"rq:queue:{jobs.QUEUE}")
    if not alive:
        raise DoctorAdvice(
            f"none; {waiting} jobs wait", "Start one or more: `passerelle worker` (`make demo` starts two)."
        )
    return f"{alive} alive; {waiting} jobs wait"


def look_at_clock() -> str:
    """Somebody keeps time."""
    beat = scheduler.find_last_heartbeat()
    if beat is None:
        raise DoctorAdvice("silent", "Start one: `passerelle clock` (`make demo` does).")
    return f"ticked {max(0, int(clock.now().timestamp()) - beat)} s ago"


def look_at_journal() -> str:
    """The readers keep up, and the numbers of transactions still grow: they start again in a restored copy."""
    with transaction():
        if queries.is_ahead_of_the_server():
            raise DoctorAdvice("restored from another server: readers would wait for ever", RESTORED)
        behind = {
            name: sum(queries.facts_waiting(reader, MANY_FACTS).values()) for name, reader in all_readers().items()
        }
    slow = {name: count for name, count in behind.items() if count >= MANY_FACTS}
    if slow:
        told = ", ".join(f"{name} is {count} or more behind" for name, count in slow.items())
        raise DoctorAdvice(told, "Wait a minute and look again; if the number stays, start more workers.")
    return f"{len(behind)} readers, {sum(behind.values())} facts to read"


def look_at_mail() -> str:
    """The server takes us in, as SMTP_URL says, and what was handed over lately was taken."""
    mailer: SmtpMailer | None = get_extension("mailer")
    if mailer is None:
        return "none is sent: SMTP_URL names no server, notices wait inside"
    with mailer.conversation():
        told = f"sent as {mailer.sender}"
    with transaction():
        lost = count_lost(clock.now() - LATELY)
    if lost:
        raise DoctorAdvice(f"{told}; {lost} of the last seven days came to nothing", LOST)
    return told


RESTORED = "Follow “Backups” in docs/how-to/run-in-production.md, then look again."

LOST = "Ask the mail server's log why: the table `mail` has their state and the answer (`because`). None is sent again by itself."

CHECKUPS = {
    "PostgreSQL": look_at_postgresql,
    "Schema": look_at_schema,
    "Redis": look_at_redis,
    "Workers": look_at_workers,
    "Clock": look_at_clock,
    "Journal": look_at_journal,
    "Mail": look_at_mail,
}
