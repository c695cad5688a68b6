"""Points that wait for working hours: what was done outside them, and when each is credited.

The number follows those of the demos before the first release, which `app/cli/earlier_databases.py` takes over.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE waiting_credit (
            person_id bigint NOT NULL,
            rule_id bigint NOT NULL,
            fact_id bigint NOT NULL,
            points bigint NOT NULL,
            earned_at timestamptz NOT NULL,
            counts_at timestamptz NOT NULL,
            CONSTRAINT pk_waiting_credit PRIMARY KEY (person_id, rule_id, fact_id),
            CONSTRAINT fk_waiting_credit_person_id_person FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
            CONSTRAINT fk_waiting_credit_rule_id_rule FOREIGN KEY (rule_id) REFERENCES rule(id)
        )
        """
    )
    op.execute("CREATE INDEX ix_waiting_credit_counts_at ON waiting_credit USING btree (counts_at)")


def downgrade() -> None:
    """What waits is lost for as long as the table is away; the reader of points finds it again when it reads the journal anew."""
    op.execute("DROP TABLE waiting_credit")
