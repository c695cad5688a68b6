"""The signals of a person are counted, unless they switched detection off."""

from __future__ import annotations

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet, and nobody switched it off."""
    op.execute(
        """
        create table ambassador_signals (
            person_id bigint not null constraint fk_ambassador_signals_person_id_person references person (id) on delete cascade,
            counted_at timestamptz not null,
            helped bigint not null,
            animated bigint not null,
            wrote bigint not null,
            thanked bigint not null,
            unit_ids bigint[] not null,
            is_supported boolean not null default false,
            constraint pk_ambassador_signals primary key (person_id)
        );
        create index ix_ambassador_signals_counted_at on ambassador_signals (counted_at);
        create table signal_refusal (
            person_id bigint not null constraint fk_signal_refusal_person_id_person references person (id) on delete cascade,
            constraint pk_signal_refusal primary key (person_id)
        );
        """
    )


def downgrade() -> None:
    """Who switched detection off is forgotten."""
    op.execute("drop table ambassador_signals, signal_refusal")
