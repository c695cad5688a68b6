"""The page of the demo's network: greet, ask, answer, mark as useful, join, leave and undo."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.demo_network import queries, service
from app.demo_network.contents import ANSWERS, COMMUNITIES, QUESTIONS, get_community_address
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings

pages = Blueprint("demo_network", __name__, template_folder="templates")


@pages.get("/demo/network")
@require_permission("self.see")
def show_network() -> ResponseReturnValue:
    """What one can do on the network of the demo, and what one did."""
    _refuse_unless_demo()
    person_id = get_current_person_id()
    acts = queries.list_acts(person_id)
    return render_template(
        "demo_network/index.html",
        acts=acts,
        number=queries.read_last_fact_id_of_person(person_id),
        colleagues=queries.list_some_colleagues_of_person(person_id),
        joined=queries.list_joined_communities(acts),
        **_build_offers(acts),
    )


@pages.post("/demo/network")
@require_permission("self.change")
def act_on_network() -> ResponseReturnValue:
    """Send one act through the intake, as a real network does."""
    _refuse_unless_demo()
    act, _separator, about = request.form.get("act", "").partition(":")
    about, number = about or request.form.get(act, ""), request.form.get("number", 0, type=int)
    if service.send_act(get_current_person_id(), act, about=about, number=number):
        flash(_("C’est fait sur le réseau. Passerelle l’apprend dans une ou deux secondes."))
    else:
        flash(_("C’est fait sur le réseau. Passerelle n’en retient rien, parce que vous ne participez pas."))
    return redirect(url_for("demo_network.show_network"), HTTPStatus.SEE_OTHER)


def _build_offers(acts: list[queries.DoneAct]) -> dict[str, object]:
    touched = {act.object for act in acts if not act.is_undone}
    first = request.args.get("community", "").rpartition("/")[2]
    return {
        "communities": sorted(COMMUNITIES.items(), key=lambda item: item[0] != first),
        "questions": QUESTIONS,
        "answers": [(answer, answer.address in touched) for answer in ANSWERS],
        "get_community_address": get_community_address,
        "titles": {get_community_address(name): title for name, title in COMMUNITIES.items()},
    }


def _refuse_unless_demo() -> None:
    if not current_settings().demo:
        abort(404)
