"""The parts of a contest as machines read it: its rules, its prizes, how far its groups are, and its result."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import JsonInt, Schema
from missions.contests.terms import PrizeClass, Receiver


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
    """A copy of a prize that was won: by a group, or by whoever recognises the pseudonym as theirs. Names are never sent, nor members of a group that won."""

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
