"""Calculations that are claimed by attempt and by beat; proposals that are ready, and answers that wait for the next beat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATES = {
    "0012": "state in ('held', 'senior-asked', 'junior-asked', 'accepted', 'over')",
    "0014": "state in ('ready', 'held', 'senior-asked', 'junior-asked', 'ending', 'accepted', 'over')",
}
OPEN = {"0012": "state in ('held', 'senior-asked', 'junior-asked', 'accepted')", "0014": "state <> 'over'"}
DUE = {
    "0012": "state in ('senior-asked', 'junior-asked')",
    "0014": "state in ('senior-asked', 'junior-asked', 'ending')",
}


def upgrade() -> None:
    op.add_column("mentoring_calculation", sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "mentoring_calculation", sa.Column("attempt", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.create_unique_constraint(
        op.f("uq_mentoring_calculation_round_id_beat_at"), "mentoring_calculation", ["round_id", "beat_at"]
    )
    op.add_column("mentoring_proposal", sa.Column("answer", sa.Text(), nullable=True))
    op.add_column("mentoring_proposal", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    _redraw("0014")
    op.create_index("ix_mentoring_proposal_asked", "mentoring_proposal", ["senior_id", "state"], unique=False)
    op.create_check_constraint(
        op.f("ck_mentoring_proposal_answer"), "mentoring_proposal", "answer in ('other', 'later', 'gone')"
    )
    op.create_check_constraint(
        op.f("ck_mentoring_proposal_answered"), "mentoring_proposal", "(answer is null) = (answered_at is null)"
    )
    op.create_check_constraint(
        op.f("ck_mentoring_proposal_asked"),
        "mentoring_proposal",
        "answer is null or state in ('senior-asked', 'junior-asked')",
    )


def downgrade() -> None:
    op.drop_index("ix_mentoring_proposal_asked", table_name="mentoring_proposal")
    for name in ("asked", "answered", "answer"):
        op.drop_constraint(op.f(f"ck_mentoring_proposal_{name}"), "mentoring_proposal")
    op.execute("delete from mentoring_proposal where state in ('ready', 'ending')")
    _redraw("0012")
    op.drop_column("mentoring_proposal", "answered_at")
    op.drop_column("mentoring_proposal", "answer")
    op.drop_constraint(op.f("uq_mentoring_calculation_round_id_beat_at"), "mentoring_calculation")
    op.drop_column("mentoring_calculation", "attempt")
    op.drop_column("mentoring_calculation", "beat_at")


def _redraw(version: str) -> None:
    """The conditions of a proposal's states, as that version says them."""
    op.drop_constraint(op.f("ck_mentoring_proposal_state"), "mentoring_proposal")
    op.create_check_constraint(op.f("ck_mentoring_proposal_state"), "mentoring_proposal", STATES[version])
    for name, columns, condition in (
        ("ix_mentoring_proposal_senior", ["round_id", "senior_id"], OPEN[version]),
        ("ix_mentoring_proposal_due", ["answer_due_at"], DUE[version]),
    ):
        op.drop_index(name, table_name="mentoring_proposal")
        op.create_index(
            name,
            "mentoring_proposal",
            columns,
            unique=name.endswith("senior"),
            postgresql_where=sa.text(condition),
        )
