"""The SQL of a public page: all that it shows of one award, as one text."""

from __future__ import annotations

from badges.serving.statements import build_shown_teams
from badges.thanks.quotes.statements import build_public_quotes

SHARED_AWARD = f"""
select jsonb_build_object(
    'token', page.token, 'is_listed', page.is_listed,
    'award_id', award.id, 'awarded_at', award.awarded_at, 'expires_at', award.expires_at,
    'is_revoked', award.revoked_at is not null,
    'is_over', award.expired_at is not null or coalesce(award.expires_at <= :now, false),
    'subject', signed.subject, 'evidence', signed.evidence,
    'slug', badge.slug,
    'badge', jsonb_build_object('number', v.number, 'name', v.name, 'description', v.description, 'icon', v.icon,
        'shape', v.shape, 'colour', v.colour, 'criterion', v.criterion, 'settings', v.settings),
    'person_id', holder.id, 'given_name', holder.given_name, 'family_name', holder.family_name,
    'time_zone', holder.time_zone,
    'team', (select jsonb_build_object('team', served.team, 'answers', served.answers)
        from ({build_shown_teams("= page.award_id")}) served),
    'quotes', array({build_public_quotes("award.person_id")})
)::text
from badge_page page
join award on award.id = page.award_id
join badge on badge.id = award.badge_id
join badge_version v on v.badge_id = award.badge_id and v.number = award.criterion_version
left join person_merge merge on merge.person_id = award.person_id
join member holder on holder.id = coalesce(merge.kept_id, award.person_id) and holder.is_here
left join lateral (
    select c.subject, c.document::jsonb #>> '{{evidence,0,narrative}}' as evidence
    from credential c where c.award_id = award.id order by c.announcement desc limit 1
) signed on true
where page.token = :token
"""
"""No row where no page is open at that address, or its holder left the company. What a merge of two people revoked is shown for the person who was kept."""
