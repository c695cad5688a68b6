"""What the audit log plugs in: its pages, the job that forgets, and who writes said to the database."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.audit.jobs import forget_old_audit_entries
from app.audit.pages import pages
from app.audit.personal_file import PERSONAL_FILE
from app.kernel.audited import announce_writers
from app.kernel.database import db
from app.kernel.manifest import Feature, NavigationEntry, Schedule


def _announce_writers_of_application(app: Flask) -> None:
    with app.app_context():
        announce_writers(db.engine)


feature = Feature(
    name="audit",
    personal_file=PERSONAL_FILE,
    blueprints=(pages,),
    jobs=(forget_old_audit_entries,),
    schedules=(Schedule("audit.forget", timedelta(hours=24)),),
    navigation=(NavigationEntry("Journal d’audit", "audit.index", "book", "audit.see", place=90, space="admin"),),
    set_up=_announce_writers_of_application,
)
