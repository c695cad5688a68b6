"""The page of a contest's regulation, and its files."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import require_permission
from app.web.languages import current_language
from missions.contests.prizes.queries import list_stock_changes_by_prize
from missions.contests.queries import get_listed_contest
from missions.contests.regulation.document import iterate_blocks
from missions.contests.regulation.formats import TYPES, build_regulation_file
from missions.contests.regulation.queries import NoSuchRegulation, get_regulation, list_regulations
from missions.contests.regulation.wording import LANGUAGES

pages = Blueprint("contest_rules", __name__, url_prefix="/contests")


@pages.get("/<slug>/rules")
@require_permission("contests.see")
def show(slug: str) -> ResponseReturnValue:
    """The regulation in force, or an earlier version of it."""
    contest = get_listed_contest(slug)
    regulation = get_regulation(contest.id, request.args.get("version", type=int))
    versions, language = list_regulations(contest.id), current_language()
    shown = {"regulation": regulation, "versions": versions, "newest": versions[0].version, "language": language}
    shown |= {"taken_out": list_stock_changes_by_prize(contest)}
    blocks = list(iterate_blocks(regulation.text[language]))
    return render_template("contests/rules.html", contest=contest, blocks=blocks, **shown)


@pages.get("/<slug>/rules/<int:version>/<language>.<kind>")
@require_permission("contests.see")
def download_file(slug: str, version: int, language: str, kind: str) -> ResponseReturnValue:
    """A version as a file: plain text, HTML or PDF."""
    contest = get_listed_contest(slug)
    if language not in LANGUAGES or kind not in TYPES:
        raise NoSuchRegulation("The rules come in French and English, as text, HTML and PDF.")
    built = build_regulation_file(get_regulation(contest.id, version), language, kind)
    response = make_response(built.body)
    response.headers["Content-Type"] = built.content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{version}-{language}.{kind}"'
    return response
