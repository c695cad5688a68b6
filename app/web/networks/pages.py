"""The screens of networks: each with its state and its latest items, and a form for all that the commands `passerelle source` do."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.intake import queries
from app.intake.inbox.queries import read_inbox_state
from app.intake.inbox.service import pause
from app.intake.inbox_kind import InboxKind
from app.intake.models import Source
from app.intake.service.checks import NoSuchKind
from app.intake.service.connect import connect_source, disconnect_source
from app.intake.source import SourceKind, source_kinds_by_name
from app.kernel import clock
from app.kernel.access import require_permission
from app.kernel.application import build_url, current_settings
from app.kernel.errors import Invalid
from app.people.accounts.queries import list_pushing_sources
from app.web.networks.form import NetworkForm, list_faults, parse_posted_options, read_secret
from app.web.networks.wording import describe_outcome, describe_reason

pages = Blueprint("networks", __name__, url_prefix="/admin/networks")

WRITE = "networks.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """List the networks that are connected, and the kinds that can be."""
    sources, moments = queries.list_sources(), queries.read_latest_activity_moments()
    connected, pushing = {source.name for source in sources}, list_pushing_sources()
    values = {"kinds": source_kinds_by_name(), "moments": moments, "pushing": sorted(pushing - connected)}
    values["past"] = sorted(moments.keys() - connected - pushing)
    return render_template("networks/index.html", sources=sources, **values)


@pages.get("/kinds/<kind_name>/new")
@require_permission(WRITE)
def show_new_network(kind_name: str) -> ResponseReturnValue:
    """The empty form of a kind."""
    return _render_form(NetworkForm(kind=_get_kind(kind_name)))


@pages.post("/kinds/<kind_name>/new")
@require_permission(WRITE)
def connect_network(kind_name: str) -> ResponseReturnValue:
    """Connect a network under a name that none has yet."""
    return _connect_or_show_faults(_get_kind(kind_name), request.form.get("name", "").strip(), None)


@pages.get("/<name>")
@require_permission(WRITE)
def show_network(name: str) -> ResponseReturnValue:
    """How a network is: what waits, what was last read and what is wrong with it; and its form."""
    source = queries.get_source(name)
    return _render_network(source, NetworkForm(kind=_get_kind(source.kind), name=name, options=source.options))


@pages.post("/<name>")
@require_permission(WRITE)
def change_network(name: str) -> ResponseReturnValue:
    """Change the options, and the secret where a new one is typed."""
    source = queries.get_source(name)
    return _connect_or_show_faults(_get_kind(source.kind), name, source)


@pages.post("/<name>/pause")
@require_permission(WRITE)
def pause_network(name: str) -> ResponseReturnValue:
    """Keep what comes, and read none of it for now."""
    pause.pause_source(name)
    flash(_("Le réseau est en pause : ce qu’il envoie attend."))
    return redirect(url_for(".show_network", name=name))


@pages.post("/<name>/resume")
@require_permission(WRITE)
def take_up_network(name: str) -> ResponseReturnValue:
    """Read what came during the pause, and what comes from now on."""
    pause.take_up_source(name)
    flash(_("Le réseau est relu, à commencer par ce qui attendait."))
    return redirect(url_for(".show_network", name=name))


@pages.post("/<name>/disconnect")
@require_permission(WRITE)
def disconnect_network(name: str) -> ResponseReturnValue:
    """Refuse what it sends from now on."""
    disconnect_source(name)
    flash(_("Le réseau n’est plus relié. Ce qu’il a transmis reste acquis."))
    return redirect(url_for(".index"))


def _get_kind(name: str) -> SourceKind:
    kind = source_kinds_by_name().get(name)
    if kind is None:
        raise NoSuchKind("No network is connected in this way.")
    return kind


def _connect_or_show_faults(kind: SourceKind, name: str, source: Source | None) -> ResponseReturnValue:
    options = parse_posted_options(kind, request.form.to_dict(flat=False))
    secret = read_secret(source, request.form.get("secret", "").strip()) if kind.has_secret else ""
    try:
        connect_source(name, kind.name, secret=secret, options=options, is_new=source is None)
    except Invalid as refused:
        form = NetworkForm(kind=kind, name=name, options=options, errors=list_faults(refused, secret))
        return (_render_network(source, form) if source else _render_form(form)), refused.status
    flash(_("C’est enregistré.") if source else _("Le réseau est relié."))
    return redirect(url_for(".show_network", name=name))


def _render_form(form: NetworkForm) -> str:
    return render_template("networks/new.html", form=form, lacks_key=_lacks_key(form.kind))


def _lacks_key(kind: SourceKind) -> bool:
    return kind.has_secret and current_settings().sources_key is None


def _render_network(source: Source, form: NetworkForm) -> str:
    state = read_inbox_state(source.id)
    values = {"form": form, "lacks_key": _lacks_key(form.kind), "has_inbox": isinstance(form.kind, InboxKind)}
    values |= {"waiting": state.waiting, "address": _find_hook_address(source, form.kind)}
    is_accepted = source.earlier_secret_until is not None and source.earlier_secret_until > clock.now()
    values |= {"earlier_until": source.earlier_secret_until if is_accepted else None}
    values["active_at"] = queries.read_latest_activity_moments().get(source.name)
    items = [(item, describe_outcome(item), describe_reason(item)) for item in state.latest]
    return render_template("networks/network.html", source=source, items=items, **values)


def _find_hook_address(source: Source, kind: SourceKind) -> str | None:
    """The address to which a network pushes; None for one that is polled only."""
    if isinstance(kind, InboxKind) and kind.cut is None:
        return None
    return build_url("hooks.receive_source_activities", source_name=source.name)
