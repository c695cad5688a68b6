"""The pages of errors: the fact, and what to do about it, in the person's language."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app.kernel.errors import ServiceError
from app.people.addresses import parse_internal_path


@dataclass(frozen=True)
class ErrorAdvice:
    """The content of an error page: the fact, and what to do."""

    title: str
    advice: str
    icon: str = "info-circle"


ADVICE_BY_STATUS = {
    400: ErrorAdvice(
        _l("Cette page a expiré"),
        _l("Rouvrez la page et recommencez. Rien n’a été enregistré."),
        "refresh",
    ),
    403: ErrorAdvice(
        _l("Cette page ne vous est pas ouverte"),
        _l(
            "Elle est réservée à un autre rôle. Si vous en avez besoin, demandez à la personne qui anime Passerelle chez vous."
        ),
        "lock",
    ),
    404: ErrorAdvice(
        _l("Il n’y a rien à cette adresse"),
        _l("Le lien est peut-être ancien ou incomplet. L’accueil vous remet sur le chemin."),
        "map-pin",
    ),
    405: ErrorAdvice(_l("Cette adresse ne s’ouvre pas ainsi"), _l("Revenez à l’accueil et repartez de là."), "map-pin"),
    409: ErrorAdvice(
        _l("Ce n’est plus possible"),
        _l("La situation a changé entre-temps. Rouvrez la page pour voir où en sont les choses, puis décidez."),
        "refresh",
    ),
    413: ErrorAdvice(
        _l("C’est trop lourd pour un seul envoi"),
        _l("Envoyez moins à la fois. Rien n’a été enregistré."),
        "alert-circle",
    ),
    422: ErrorAdvice(
        _l("Une réponse n’a pas pu être lue"),
        _l("Revenez en arrière et vérifiez ce que vous avez saisi. Rien n’a été enregistré."),
        "alert-circle",
    ),
    429: ErrorAdvice(_l("Un peu trop vite"), _l("Attendez une minute, puis recommencez. Rien n’est perdu."), "clock"),
    500: ErrorAdvice(
        _l("Une erreur s’est produite de notre côté"),
        _l("L’incident est enregistré et rien n’a été écrit à moitié. Réessayez dans un moment."),
        "alert-triangle",
    ),
    503: ErrorAdvice(
        _l("Le service fait une courte pause"),
        _l("Vos missions et vos points sont conservés. Réessayez dans une minute."),
        "clock",
    ),
}


def render_error_page(error: ServiceError) -> Response:
    """The page of one error; a person who is not signed in goes to the sign-in page and comes back afterwards."""
    if error.status == HTTPStatus.UNAUTHORIZED:
        return _redirect_to_sign_in()
    if error.status >= 500:
        g.visitor = None
    status = int(error.status)
    advice = ADVICE_BY_STATUS.get(status) or ADVICE_BY_STATUS[500 if status >= 500 else 400]
    return make_response(
        render_template("error.html", status=status, advice=advice, page_before=_find_page_before()), status
    )


def _find_page_before() -> str | None:
    """The page of ours from which a form was sent; None when there is none, or when it is this address."""
    before = urlsplit(request.referrer or "")
    if request.method == "GET" or before.netloc != request.host:
        return None
    return parse_internal_path(before.path + (f"?{before.query}" if before.query else ""), instead="") or None


def _redirect_to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else _find_page_before()
    target = url_for("accounts.show_sign_in", next=wanted)
    if "HX-Request" not in request.headers:
        return make_response(redirect(target))
    response = make_response("", HTTPStatus.NO_CONTENT)
    response.headers["HX-Redirect"] = target
    return response
