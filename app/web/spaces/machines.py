"""What the service says of itself to IT: who runs jobs, what waits for them, and which clock leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.kernel import clock, jobs, scheduler
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_

LONG_WAIT = timedelta(minutes=5)
"""After so long, a job that waits says that there are too few workers."""


def list_service_lines() -> Iterator[SpaceLine]:
    """Whether Redis works, then each queue and the clock; this page shows that the database does."""
    redis = jobs.read_redis_state()
    if redis is jobs.RedisState.REFUSES:
        yield SpaceLine(text=N_("Redis refuse les écritures : les tâches attendent, rien n’est perdu."), waits=True)
    elif redis is jobs.RedisState.AWAY:
        yield SpaceLine(text=N_("Redis ne répond pas : les tâches attendent, rien n’est perdu."), waits=True)
    yield from _list_clock_lines()


def list_worker_lines() -> Iterator[SpaceLine]:
    """The workers, and what waits for them."""
    yield from _list_queue_lines(
        jobs.QUEUE,
        N_("Programmes qui exécutent les tâches (« passerelle worker »)"),
        N_("Aucun programme n’exécute les tâches : elles attendent, rien n’est perdu. Lancez « passerelle worker »."),
        N_("Des tâches attendent depuis plus de cinq minutes. Lancez un « passerelle worker » de plus."),
    )


def list_sender_lines() -> Iterator[SpaceLine]:
    """The senders, and what waits for them."""
    yield from _list_queue_lines(
        jobs.SENDING_QUEUE,
        N_("Programmes qui envoient les webhooks (« passerelle sender »)"),
        N_("Aucun programme n’envoie les webhooks : ils attendent, rien n’est perdu. Lancez « passerelle sender »."),
        N_("Des envois attendent depuis plus de cinq minutes. Lancez un « passerelle sender » de plus."),
    )


def _list_queue_lines(queue: str, running: str, nobody: str, slow: str) -> Iterator[SpaceLine]:
    state = jobs.find_queue_state(queue)
    if state is None:
        return
    if state.workers == 0:
        yield SpaceLine(text=nobody, waits=True)
    elif state.oldest_at is not None and state.oldest_at < clock.now() - LONG_WAIT:
        yield SpaceLine(text=slow, waits=True)
    yield SpaceLine(text=running, figure=state.workers)
    yield SpaceLine(text=N_("Tâches en attente"), figure=state.waiting)
    if state.oldest_at is not None:
        yield SpaceLine(text=N_("Première tâche en attente, demandée"), figure=state.oldest_at)


def _list_clock_lines() -> Iterator[SpaceLine]:
    leader = scheduler.find_leading_clock()
    if leader is None:
        yield SpaceLine(
            text=N_("L’ordonnanceur est arrêté : rien ne part à l’heure. Lancez « passerelle clock »."), waits=True
        )
        return
    host = {"host": leader.host}
    yield SpaceLine(text=N_("Ordonnanceur qui mène, sur %(host)s, connecté"), params=host, figure=leader.since)
    if leader.beat_at is not None:
        yield SpaceLine(text=N_("Son dernier signe de vie"), figure=leader.beat_at)
    elif jobs.read_redis_state() is jobs.RedisState.READY:
        yield SpaceLine(
            text=N_(
                "L’ordonnanceur ne donne plus signe de vie depuis quinze secondes. Relancez « passerelle clock » s’il ne revient pas."
            ),
            waits=True,
        )


PARTS = (
    SpacePart("admin", "Service", "admin.see", list_service_lines, place=50),
    SpacePart("admin", "Tâches", "admin.see", list_worker_lines, place=51),
    SpacePart("admin", "Envoi des webhooks", "admin.see", list_sender_lines, place=52),
)
