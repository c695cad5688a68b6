"""The pages of the audit log: what was changed, newest first, and the same as a CSV file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.audit import wording
from app.audit.queries import AuditLine, list_audit_lines
from app.audit.values import write_machine_value
from app.kernel.access import require_permission
from app.kernel.audited import audited_tables
from app.kernel.spreadsheets import encode_csv

pages = Blueprint("audit", __name__)

PAGE_SIZE = 50
FILE_SIZE = 10_000
"""So many lines in one file at most: the page has every other."""


@pages.get("/admin/audit")
@require_permission("audit.see")
def index() -> ResponseReturnValue:
    """Who changed what, when, before and after."""
    kind, before = _read_kind(), request.args.get("before", type=int)
    lines = list_audit_lines(kind=kind, before_id=before, limit=PAGE_SIZE + 1)
    older = lines[PAGE_SIZE - 1].entry.id if len(lines) > PAGE_SIZE else None
    values = {"kinds": audited_tables(), "kind": kind, "older": older, "before": before, "words": wording}
    return render_template(
        "audit/index.html", lines=[(line, wording.list_changes(line)) for line in lines[:PAGE_SIZE]], **values
    )


@pages.get("/admin/audit.csv")
@require_permission("audit.see")
def export_audit_log() -> ResponseReturnValue:
    """Download the newest lines, one row for each value that changed."""
    lines = list_audit_lines(kind=_read_kind(), before_id=None, limit=FILE_SIZE)
    heads = (_("Quand"), _("Qui"), _("Action"), _("Sur quoi"), _("Champ"), _("Avant"), _("Après"))
    answer = Response(encode_csv(heads, [row for line in lines for row in _build_rows(line)]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    answer.cache_control.no_store = True
    return answer


def _build_rows(line: AuditLine) -> list[tuple[str, ...]]:
    """The rows of a line: columns and values as the database has them, for programs."""
    start = (
        line.at.isoformat(),
        wording.describe_writer(line),
        wording.describe_action(line),
        wording.describe_object(line),
    )
    changes, show = line.changes or [("", None, None)], write_machine_value
    return [(*start, column, show(before), show(after)) for column, before, after in changes]


def _read_kind() -> str | None:
    kind = request.args.get("kind", "")
    return kind if kind in audited_tables() else None
