"""The columns that versions took over go; each enrolment names its version."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("uq_enrolment_person_id_mission_id"), "enrolment", type_="unique")
    op.drop_column("enrolment", "completions")
    op.drop_column("mission", "title")
    op.drop_column("mission", "kind")
    op.drop_column("mission", "minutes")
    op.drop_column("mission", "settings")
    op.drop_column("mission", "within_days")
    op.drop_column("mission", "published_at")
    op.drop_column("mission", "counted_by")
    op.drop_column("mission", "who_sees")
    op.drop_column("mission", "counted_kinds")
    op.drop_column("mission", "wanted")
    op.drop_column("mission", "why")
    op.drop_column("mission", "points")
    op.alter_column("enrolment", "version_id", nullable=False)
    op.alter_column("enrolment", "opens_at", nullable=False)
