"""The words of the audit log: who wrote, what was done, and with which row."""

from __future__ import annotations

from app.audit.queries import AuditLine
from app.audit.values import describe_column, describe_value, keep_differences
from app.kernel.audited import audited_tables
from app.kernel.texts import N_, translate_text

WRITERS = {
    "machine": N_("Machine « %(name)s »"),
    "command": N_("Commande « %(name)s »"),
    "service": N_("Passerelle"),
}
ACTIONS = {"insert": N_("Ajout"), "update": N_("Changement"), "delete": N_("Suppression")}


def describe_writer(line: AuditLine) -> str:
    """Who wrote, in the reader's language."""
    entry = line.entry
    if entry.writer == "person":
        return line.writer_name or translate_text(N_("Une personne qui n’est plus là"))
    return translate_text(WRITERS[entry.writer], {"name": entry.writer_name})


def describe_object(line: AuditLine) -> str:
    """The kind of the row and its name: « Webhook : https://intranet.example »; the person where the row is about one."""
    table = audited_tables().get(line.entry.kind)
    kind = translate_text(table.label) if table else line.entry.kind
    words = table.describe_column(table.named_by).words if table else {}
    return _join_texts(kind, line.subject_name or translate_text(words.get(line.entry.object, line.entry.object)))


def describe_action(line: AuditLine) -> str:
    """What was done with the row."""
    return translate_text(ACTIONS[line.entry.action])


def list_changes(line: AuditLine) -> list[str]:
    """Each value that changed, after the label of its column: « Début du travail : 9 h 00 → 8 h 30 », in the order of its table."""
    declared = audited_tables().get(line.entry.kind)
    order = declared.columns.replace("!", "").split() if declared else []
    ordered = sorted(line.changes, key=lambda change: order.index(change[0]) if change[0] in order else len(order))
    return [_describe_change(line, *change) for change in ordered]


def _describe_change(line: AuditLine, column: str, before: object, after: object) -> str:
    label = translate_text(describe_column(line.entry.kind, column).label)
    if line.entry.action != "update":
        return _join_texts(label, describe_value(line, column, before if line.entry.action == "delete" else after))
    if before == after:
        return _join_texts(label, translate_text(N_("changé, sans garder la valeur")))
    old, new = keep_differences(before, after)
    return _join_texts(label, f"{describe_value(line, column, old)} → {describe_value(line, column, new)}")


def _join_texts(kind: str, name: str) -> str:
    return translate_text(N_("%(kind)s : %(name)s"), {"kind": kind, "name": name})
