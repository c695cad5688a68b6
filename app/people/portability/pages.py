"""The page that says what is kept about its reader, and the file of it."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.people.portability.document import build_own_file, list_missing_parts, list_parts
from app.people.portability.queries import list_file_parts, read_own_sections

pages = Blueprint("personal_file", __name__, url_prefix="/me/data")


@pages.get("")
@require_permission("self.see")
def show_file() -> ResponseReturnValue:
    """What the file holds, what it does not hold and why, and the way to it."""
    declared = list_file_parts()
    return render_template(
        "people/personal_file.html", parts=list_parts(declared), missing=list_missing_parts(declared)
    )


@pages.get("/file.json")
@require_permission("self.see")
def download_file() -> ResponseReturnValue:
    """Everything that Passerelle keeps about the person who asks, in one file."""
    now = clock.now()
    document = build_own_file(read_own_sections(get_current_person_id()), list_file_parts(), now)
    answer = Response(orjson.dumps(document, option=orjson.OPT_INDENT_2), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="passerelle-{now:%Y-%m-%d}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
