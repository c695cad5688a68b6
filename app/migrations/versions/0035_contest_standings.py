"""Running totals of contests, and where participants were when they joined."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        alter table contest_participant
            add column unit_id bigint, add column site_id bigint, add column is_named boolean default false not null;
        update contest_participant p set unit_id = w.unit_id, site_id = w.site_id from person w where w.id = p.person_id;
        alter table contest_participant alter column unit_id set not null, alter column site_id set not null,
            add constraint fk_contest_participant_unit_id_unit foreign key (unit_id) references unit (id),
            add constraint fk_contest_participant_site_id_site foreign key (site_id) references site (id);
        create table contest_standing (
            contest_id bigint not null,
            person_id bigint not null,
            total bigint default 0 not null,
            score bigint default 0 not null,
            reached_at timestamptz,
            constraint pk_contest_standing primary key (contest_id, person_id),
            constraint fk_contest_standing_participant foreign key (contest_id, person_id)
                references contest_participant (contest_id, person_id) on delete cascade
        ) with (fillfactor = 80);
        create table contest_count (
            contest_id bigint not null,
            person_id bigint not null,
            line smallint not null,
            occurred_at timestamptz not null,
            fact_id bigint not null,
            amount bigint not null,
            is_counted boolean not null,
            community text,
            constraint pk_contest_count primary key (contest_id, person_id, line, occurred_at, fact_id),
            constraint fk_contest_count_standing foreign key (contest_id, person_id)
                references contest_standing (contest_id, person_id) on delete cascade
        );
        """
    )


def downgrade() -> None:
    """The running totals are derived again from the journal."""
    op.execute(
        """
        drop table contest_count, contest_standing;
        alter table contest_participant drop column unit_id, drop column site_id, drop column is_named;
        """
    )
