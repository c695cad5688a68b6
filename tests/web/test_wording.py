"""Texts and addresses in templates are what Jinja and Flask would have made of them."""

from __future__ import annotations

from jinja2 import Template

from app.kernel.application import Application

HOSTILE = "<b>Zoé</b>"


def render_text(
    app: Application, source: str, *, language: str = "fr", autoescape: bool = True, prefix: str = ""
) -> str:
    environment = app.jinja_env.overlay(autoescape=autoescape)
    template: Template = environment.from_string(source)
    with app.test_request_context(
        "/", headers={"Accept-Language": language}, environ_overrides={"SCRIPT_NAME": prefix}
    ):
        return template.render(name=HOSTILE)


def test_what_is_filled_into_a_text_is_escaped_in_a_page_and_the_text_is_not(bare_app: Application) -> None:
    assert render_text(bare_app, '{{ _("Bonjour %(name)s", name=name) }}') == "Bonjour &lt;b&gt;Zoé&lt;/b&gt;"
    assert render_text(bare_app, '{{ _("<i>Bonjour</i>") }}') == "<i>Bonjour</i>"


def test_nothing_is_escaped_where_no_page_is_drawn(bare_app: Application) -> None:
    assert render_text(bare_app, '{{ _("Bonjour %(name)s", name=name) }}', autoescape=False) == f"Bonjour {HOSTILE}"


def test_a_number_chooses_the_form_and_is_told_in_it(bare_app: Application) -> None:
    several = (
        '{{ ngettext("%(num)s point de plus", "%(num)s points de plus", 0) }} {{ ngettext("point", "points", 2) }}'
    )
    assert render_text(bare_app, several) == "0\u00a0point de plus points"
    assert render_text(bare_app, '{{ ngettext("point", "points", 0) }}', language="en") == "points"


def test_the_language_of_the_answer_is_spoken(bare_app: Application) -> None:
    assert (
        render_text(bare_app, '{{ _("Accueil") }}'),
        render_text(bare_app, '{{ _("Accueil") }}', language="en"),
    ) == (
        "Accueil",
        "Home",
    )


def test_a_percent_sign_is_written_twice_as_everywhere(bare_app: Application) -> None:
    assert render_text(bare_app, '{{ _("100 %%") }}') == "100\u00a0%"


def test_addresses_follow_the_place_where_the_service_is_mounted(bare_app: Application) -> None:
    link = "{{ url_for('people.show_charter') }} {{ url_for('people.show_welcome_step', step='ready') }}"
    assert render_text(bare_app, link) == "/charter /welcome/ready"
    assert render_text(bare_app, link, prefix="/passerelle") == "/passerelle/charter /passerelle/welcome/ready"
