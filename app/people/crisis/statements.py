"""The condition, in SQL, that a crisis concerns a person at a moment."""

from __future__ import annotations

IS_IN_CRISIS = """exists (select 1 from crisis c where (c.site_id is null or c.site_id = p.site_id)
    and c.starts_at <= :now and :now < least(c.ends_at, coalesce(c.ended_at, c.ends_at)))"""
"""Whether a crisis concerns the person p at :now, for statements that read them anyway."""
