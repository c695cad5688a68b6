"""The shapes of contests as machines read them."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.paging import CURSOR_IN_DOCUMENT
from app.kernel.schema import JsonInt, Schema
from missions.contests.mode import contest_modes
from missions.contests.states import LISTED
from missions.contests.terms import GroupSort, PrizeClass, Receiver


class ContestLineSchema(Schema):
    """A contest in the list."""

    slug = ma.fields.Str(attribute="contest.slug", required=True)
    title = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), attribute="terms.title", required=True)
    mode = ma.fields.Str(attribute="terms.mode", required=True, validate=ma.validate.OneOf(sorted(contest_modes())))
    state = ma.fields.Str(attribute="contest.state", required=True, validate=ma.validate.OneOf(sorted(LISTED)))
    opens_at = ma.fields.DateTime(attribute="contest.opens_at", required=True)
    closes_at = ma.fields.DateTime(
        attribute="contest.closes_at",
        required=True,
        metadata={"description": "What is done at this second or later does not count."},
    )
    zone = ma.fields.Str(
        attribute="terms.calendar.zone",
        required=True,
        metadata={"description": "The time zone in which the rules write these moments.", "examples": ["Europe/Paris"]},
    )
    url = ma.fields.Str(
        required=True, metadata={"format": "uri", "description": "The page, for people who are signed in."}
    )


class ContestPageSchema(Schema):
    """Some contests, the latest first, and the cursor of the next page."""

    data = ma.fields.List(ma.fields.Nested(ContestLineSchema), required=True)
    next_cursor = ma.fields.Str(required=True, allow_none=True)


class RulesTextSchema(Schema):
    """The rules in one language. The files take the same token, or a session."""

    sha256 = ma.fields.Str(required=True, metadata={"description": "That of the bytes of `txt`."})
    html = ma.fields.Str(required=True, metadata={"format": "uri"})
    pdf = ma.fields.Str(required=True, metadata={"format": "uri"})
    txt = ma.fields.Str(required=True, metadata={"format": "uri"})


class RulesSchema(Schema):
    """The version of the rules that is in force."""

    version = JsonInt(attribute="row.version", required=True)
    published_at = ma.fields.DateTime(attribute="row.published_at", required=True)
    fr = ma.fields.Nested(RulesTextSchema, required=True)
    en = ma.fields.Nested(RulesTextSchema, required=True)


class PrizeSchema(Schema):
    """A prize and its copies."""

    key = ma.fields.Str(
        attribute="row.key", required=True, metadata={"description": "Its name in the contest, as events give it."}
    )
    title = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), required=True)
    number = JsonInt(attribute="row.stock", required=True, metadata={"description": "How many copies there are."})
    value_cents = JsonInt(
        attribute="row.value_cents", required=True, metadata={"description": "Of each copy, in cents of a euro."}
    )
    prize_class = ma.fields.Str(
        attribute="row.prize_class",
        data_key="class",
        required=True,
        validate=ma.validate.OneOf([each.value for each in PrizeClass]),
        metadata={"description": "What it is for payroll."},
    )
    receiver = ma.fields.Str(
        attribute="row.receiver", required=True, validate=ma.validate.OneOf([each.value for each in Receiver])
    )


class GroupProgressSchema(Schema):
    """How far a group is, as everybody reads it."""

    key = ma.fields.Str(attribute="figure.key", required=True)
    name = ma.fields.Str(required=True)
    progress = JsonInt(
        attribute="figure.progress",
        required=True,
        allow_none=True,
        metadata={"description": "Percent of its own goal, in tenths; null where it is not detailed."},
    )
    participation = JsonInt(
        attribute="figure.participation",
        required=True,
        allow_none=True,
        metadata={
            "description": "Percent of its people who take part, to the nearest ten; null where few do, or nearly all."
        },
    )


class WinSchema(Schema):
    """A copy of a prize that was won: by a group, or by whoever recognises the pseudonym as theirs. Names are never sent."""

    prize = ma.fields.Str(required=True, metadata={"description": "The key of the prize."})
    group = ma.fields.Str(required=True, allow_none=True)
    group_name = ma.fields.Str(required=True, allow_none=True)
    pseudonym = ma.fields.Str(required=True, allow_none=True, metadata={"examples": ["k7fq-2m9x-tq4r-b3ha"]})


class FinalResultSchema(Schema):
    """A final result, and what proves it."""

    number = JsonInt(
        attribute="row.number",
        required=True,
        metadata={"description": "More than 1 where an objection made a new result."},
    )
    made_at = ma.fields.DateTime(attribute="row.made_at", required=True)
    wins = ma.fields.List(ma.fields.Nested(WinSchema), required=True)
    has_unnamed_groups = ma.fields.Bool(
        required=True, metadata={"description": "Whether groups won that are too small to be named."}
    )
    sha256 = ma.fields.Str(
        attribute="row.snapshot_sha256",
        required=True,
        metadata={"description": "The digest of the final result as it is kept."},
    )
    entries_sha256 = ma.fields.Str(attribute="row.entries_sha256", required=True)
    minutes_sha256 = ma.fields.Str(attribute="row.minutes_sha256", required=True)
    seed = ma.fields.Str(attribute="row.seed", required=True, metadata={"description": "What was committed, revealed."})
    beacon_round = JsonInt(
        attribute="row.beacon_round",
        required=True,
        allow_none=True,
        metadata={"description": "The number of drand's public value, where one is mixed in."},
    )
    proof_url = ma.fields.Str(
        required=True,
        metadata={
            "format": "uri",
            "description": "The page that computes it again; its files are for people who took part.",
        },
    )


class ContestSchema(ContestLineSchema):
    """One contest as every colleague reads it."""

    group_sort = ma.fields.Str(
        attribute="terms.group_sort",
        required=True,
        allow_none=True,
        validate=ma.validate.OneOf([each.value for each in GroupSort]),
        metadata={"description": "What the groups are; null where people play for themselves."},
    )
    published_at = ma.fields.DateTime(attribute="contest.published_at", required=True)
    announced_at = ma.fields.DateTime(attribute="contest.announced_at", required=True, allow_none=True)
    finalised_at = ma.fields.DateTime(attribute="contest.finalised_at", required=True, allow_none=True)
    cancelled_at = ma.fields.DateTime(attribute="contest.cancelled_at", required=True, allow_none=True)
    cancel_message = ma.fields.Dict(
        keys=ma.fields.Str(),
        values=ma.fields.Str(),
        attribute="contest.cancel_message",
        required=True,
        allow_none=True,
        metadata={"description": "Why it was cancelled."},
    )
    commitment = ma.fields.Str(
        required=True,
        metadata={
            "description": "The SHA-256 of the seed that draws or breaks ties, published while the seed is sealed."
        },
    )
    rules = ma.fields.Nested(RulesSchema, required=True)
    prizes = ma.fields.List(ma.fields.Nested(PrizeSchema), required=True)
    groups = ma.fields.List(
        ma.fields.Nested(GroupProgressSchema),
        required=True,
        metadata={"description": "By name; none before the opening."},
    )
    figures_at = ma.fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When the figures of the groups were published."}
    )
    result = ma.fields.Nested(
        FinalResultSchema, required=True, allow_none=True, metadata={"description": "Null until it is final."}
    )


class ContestPageQuery(Schema):
    """Which page, and how long."""

    cursor = ma.fields.Str(load_default=None, metadata=CURSOR_IN_DOCUMENT)
    limit = ma.fields.Int(load_default=50, validate=ma.validate.Range(1, 100))
