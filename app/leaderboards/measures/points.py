"""The measure `points`: what the ledger credited, corrections included."""

from __future__ import annotations

from app.leaderboards.measure import Measure, MeasureWords

measure = Measure(
    name="points",
    sentence="Points of the ledger: the personal side for people, the collective side for groups.",
    lines="""
    select line.person_id, line.points as score,
           case when line.corrects_id is null and correction.corrects_id is null then line.earned_at end as reached_at
    from ledger_entry line
    left join ledger_entry correction on correction.corrects_id = line.id and correction.corrects_id is not null
    where line.earned_at >= :since and line.earned_at < :until
    """,
    shared_lines="""
    select line.person_id, line.unit_id, line.site_id, line.collective as shared, line.earned_at as counted_at
    from ledger_entry line where line.earned_at >= :since and line.earned_at < :until
    """,
    shared_changes="ledger_change",
    moved_by=frozenset({"points.credited"}),
    moved_people="""
    select line.person_id from fresh join ledger_entry line on line.id between (fresh.body ->> 'first')::bigint
        and (case when fresh.kind = 'points.credited' then split_part(fresh.source_key, ':', 2) end)::bigint
    where fresh.kind = 'points.credited'
    """,
    words=MeasureWords(
        choice={"fr": "Les points", "en": "Points"},
        hint={
            "fr": "Les points collectifs pour les groupes, les points personnels pour les personnes.",
            "en": "Collective points for groups, personal points for people.",
        },
        column={"fr": "Points", "en": "Points"},
        column_per_head={"fr": "Points par personne", "en": "Points per person"},
        score_now={
            "fr": "À cet instant, vous avez %(num)s point sur cette période.",
            "en": "At this moment, you have %(num)s point in this period.",
        },
        scores_now={
            "fr": "À cet instant, vous avez %(num)s points sur cette période.",
            "en": "At this moment, you have %(num)s points in this period.",
        },
    ),
    place=10,
)
