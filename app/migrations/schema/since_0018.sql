-- What 0019 adds: forms that are not sent yet, the comparison of names (its functions are in names.sql), the drawing of badges,
-- months of groups, public holidays of sites, counts that ended missions leave, days away of volunteers, places of pairs,
-- their question about dates and their levels, and weights without likes.

CREATE INDEX ix_person_name_key ON person USING btree (full_name_key(given_name, family_name));
CREATE INDEX ix_person_reversed_name_key ON person USING btree (full_name_key(family_name, given_name));
DROP INDEX uq_choices_pseudonym;
CREATE UNIQUE INDEX uq_choices_pseudonym ON choices USING btree (name_key(pseudonym)) WHERE (pseudonym IS NOT NULL);

CREATE TABLE form_draft (
    person_id bigint NOT NULL,
    form text NOT NULL,
    fields jsonb NOT NULL,
    page text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_form_draft PRIMARY KEY (person_id, form),
    CONSTRAINT fk_form_draft_person_id_person FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE INDEX ix_form_draft_saved ON form_draft USING btree (saved_at);

alter table badge
    add column shape text default 'round' not null
        constraint ck_badge_shape check (shape in ('round', 'hexagon', 'shield', 'flower')),
    add column colour text default 'petrole' not null
        constraint ck_badge_colour check (colour in ('petrole', 'corail', 'ambre', 'vert', 'prune'));
alter table site add column holidays text;

CREATE INDEX ix_fact_ending ON fact USING btree (object) WHERE (kind = 'mission.ended'::text);

-- How many keys a count of missions still takes of a person: missions that ended before they were complete for them have left it.
create function attainable_count(person_id bigint, wanted bigint, kinds text[], among text[]) returns bigint language sql stable as $$
    select case when among is null or not 'mission.completed' = any(kinds) then wanted else greatest(1, least(wanted,
        cardinality(among) - (
            select count(distinct ending.object) from fact ending
            where ending.kind = 'mission.ended' and ending.object = any(among) and not exists (
                select from fact done
                where done.actor_id = attainable_count.person_id and done.kind = 'mission.completed'
                    and done.object = ending.object and not exists (
                        select from fact undoing where undoing.undoes = done.source_key
                            and undoing.source = done.source and undoing.actor_id = done.actor_id))))) end
$$;

alter table mentoring_volunteer add column away jsonb default '[]'::jsonb not null;

-- A criterion that no form ever filled; its weight goes to the skills.
update mentoring_round set limits = jsonb_set(
    limits #- '{weights,likes}', '{weights,skills}',
    to_jsonb((limits #>> '{weights,skills}')::int + (limits #>> '{weights,likes}')::int)
) where limits -> 'weights' ? 'likes';

alter table choices drop column points_audience;

alter table mentoring_pair add column meeting_place text default '' not null, add column idle_asked_at timestamptz;
alter table mentoring_feedback drop constraint ck_mentoring_feedback_moment;
alter table mentoring_feedback add constraint ck_mentoring_feedback_moment
    check (moment in ('first', 'third', 'end', 'calm', 'idle'));

CREATE TABLE mentoring_pair_level (
    pair_id bigint NOT NULL,
    person_id bigint NOT NULL,
    skill_id bigint NOT NULL,
    level_before bigint NOT NULL,
    level_after bigint,
    CONSTRAINT ck_mentoring_pair_level_levels CHECK (level_before BETWEEN 0 AND 5 AND (level_after IS NULL OR level_after BETWEEN 0 AND 5)),
    CONSTRAINT pk_mentoring_pair_level PRIMARY KEY (pair_id, person_id, skill_id),
    CONSTRAINT fk_mentoring_pair_level_pair_id_mentoring_pair FOREIGN KEY (pair_id) REFERENCES mentoring_pair(id) ON DELETE CASCADE,
    CONSTRAINT fk_mentoring_pair_level_person_id_person FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
    CONSTRAINT fk_mentoring_pair_level_skill_id_mentoring_skill FOREIGN KEY (skill_id) REFERENCES mentoring_skill(id)
);

CREATE TABLE group_result (
    board_id bigint NOT NULL,
    period text NOT NULL,
    starts_on date NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    per_head numeric(14,2) NOT NULL,
    CONSTRAINT pk_group_result PRIMARY KEY (board_id, period, starts_on, key),
    CONSTRAINT ck_group_result_period CHECK ((period = ANY (ARRAY['week'::text, 'month'::text]))),
    CONSTRAINT fk_group_result_board_id_board FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE CASCADE
);
