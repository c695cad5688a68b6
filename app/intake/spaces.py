"""What the intake says in spaces: which networks push activity, when the latest came, and how old activity may be."""

from __future__ import annotations

from collections.abc import Iterator

from app.intake.accounts.queries import count_unknown_accounts
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.models import Source
from app.intake.queries import list_sources, read_latest_activity_moments
from app.kernel.application import build_path, current_settings
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_


def list_source_lines() -> Iterator[SpaceLine]:
    """Each network that is connected or pushed lately, with the moment of its latest activity; what is not set, and where one sets it."""
    if current_settings().network_url is None:
        text = N_(
            "Les missions n’ouvrent pas le réseau. Donnez son adresse (NETWORK_URL) dans l’environnement du service, puis redémarrez-le."
        )
        yield SpaceLine(text=text, waits=True)
    sources = {source.name: source for source in list_sources()}
    moments = read_latest_activity_moments()
    names = sorted(sources.keys() | moments.keys())
    if not names:
        text = N_("Aucun réseau n’a encore transmis d’activité. Faites-lui un jeton : « passerelle token create ».")
        yield SpaceLine(text=text, path=build_path("networks.index"), waits=True)
    for name in names:
        if name in sources:
            yield from _list_lines_of_source(sources[name])
        if name in moments:
            text = N_("Le réseau qui signe « %(name)s » : dernière activité reçue")
            yield SpaceLine(text=text, params={"name": name}, figure=moments[name])
        else:
            text = N_("Le réseau qui signe « %(name)s » : aucune activité récente")
            yield SpaceLine(text=text, params={"name": name}, path=_build_network_path(name), waits=True)


def _list_lines_of_source(source: Source) -> Iterator[SpaceLine]:
    """When a network that has an inbox was last heard, and what stands in the way of reading it."""
    name, path = {"name": source.name}, _build_network_path(source.name)
    if source.heard_at is not None:
        yield SpaceLine(text=N_("%(name)s : dernier signe de vie"), params=name, figure=source.heard_at)
    if source.paused_at is not None:
        text = N_("%(name)s est en pause, ce qu’il transmet attend")
        yield SpaceLine(text=text, params=name, figure=source.paused_at, path=path, waits=True)
    if source.poll_failure:
        yield SpaceLine(text=N_("%(name)s : le dernier appel a échoué"), params=name, path=path, waits=True)


def _build_network_path(name: str) -> str:
    return build_path("networks.show_network", name=name)


def list_account_lines() -> Iterator[SpaceLine]:
    """How many accounts of networks are nobody here."""
    if count := count_unknown_accounts():
        path = build_path("unknown_accounts.index")
        yield SpaceLine(text=N_("Comptes inconnus"), figure=count, path=path, waits=True)


def list_retention() -> Iterator[SpaceLine]:
    """What is never stored, and what is too old to come in."""
    yield SpaceLine(text=N_("Le contenu des messages du réseau n’est jamais enregistré."))
    yield SpaceLine(text=N_("L’activité d’une personne qui ne participe pas n’est pas enregistrée."))
    yield SpaceLine(
        text=N_("Une activité de plus de %(days)s jours n’est pas acceptée."), params={"days": ACTIVITY_KEPT_FOR.days}
    )


PARTS = (
    SpacePart("admin", "Réseaux reliés", "admin.see", list_source_lines, place=10),
    SpacePart("admin", "Comptes des réseaux", "aliases.write", list_account_lines, place=11),
    SpacePart("transparency", "Activité du réseau", "transparency.see", list_retention, place=60),
)
