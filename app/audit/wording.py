"""The words of the audit log: who wrote, what was done, and values as people read them."""

from __future__ import annotations

import orjson

from app.audit.queries import AuditLine
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
    kinds = audited_tables()
    kind = translate_text(kinds[line.entry.kind].label) if line.entry.kind in kinds else line.entry.kind
    return translate_text(N_("%(kind)s : %(name)s"), {"kind": kind, "name": line.subject_name or line.entry.object})


def describe_action(line: AuditLine) -> str:
    """What was done with the row."""
    return translate_text(ACTIONS[line.entry.action])


def describe_value(value: object) -> str:
    """A value of a column; a dash where there is none."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return translate_text(N_("oui") if value else N_("non"))
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else orjson.dumps(value).decode()
