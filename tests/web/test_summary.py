"""The list of what is wrong in a form: it has the words of the fields, leads to each of them, and takes the focus."""

from __future__ import annotations

import re

from flask import Flask, render_template_string

from app.web.extraction import ROOT
from tests.architecture.source import must_be_none
from tests.forms import links_of_summary
from tests.web.test_vendored_files import TEMPLATES

FORM = """{% import "components.html" as c %}<form>{% call c.answers() %}
{{ c.field("title", "Titre", error=title) }}{{ c.field("day", "Jour", error=day, required=false) }}
<fieldset id="f-who" tabindex="-1">{% if who %}{{ c.fault("f-who", "Qui", who) }}{% endif %}</fieldset>{% endcall %}</form>"""


def draw(app: Flask, **faults: str) -> str:
    """The form with these faults."""
    with app.test_request_context():
        return render_template_string(FORM, **faults)


def test_each_line_has_the_words_of_its_field_and_leads_to_it(bare_app: Flask) -> None:
    page = draw(bare_app, title="Il manque une réponse ici.", who="Choisissez <un> site.")
    assert links_of_summary(page) == {
        "#f-title": "Titre : Il manque une réponse ici.",
        "#f-who": "Qui : Choisissez &lt;un&gt; site.",
    }
    assert "2 réponses sont à revoir" in page
    assert re.search(r'class="pa-summary[^>]*role="alert" tabindex="-1" autofocus', page)


def test_a_form_without_faults_has_no_list(bare_app: Flask) -> None:
    page = draw(bare_app)
    assert "pa-summary" not in page
    assert page.count("(facultatif)") == 1


def test_every_form_uses_the_one_list() -> None:
    must_be_none(
        f"{path}: draws a fault by itself: use the macro `fault`, inside `answers`"
        for path, source in _read_templates().items()
        if 'class="pa-error' in source and not path.endswith("components.html")
    )
    must_be_none(
        f"{path}: has fields that may be wrong, and no list: put them inside `answers`"
        for path, source in _read_templates().items()
        if re.search(r"c\.(field|fault)\(", source)
        and "<form" in source
        and "c.answers(" not in source
        and not path.endswith("words.html")
    )


def _read_templates() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES}
