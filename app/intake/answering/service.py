"""Answers a request item by item, and keeps for IT what accounts did that nobody here has."""

from __future__ import annotations

from app.intake.accounts.service import keep_dropped_acts_of_unknown_accounts
from app.intake.activities import IntakeAnswer
from app.intake.service.accept import accept_items
from app.intake.source import AnsweredKind, ConnectedSource, HookResponse, RawRequest
from app.kernel.errors import FieldError, Invalid


def accept_request(kind: AnsweredKind, source: ConnectedSource, request: RawRequest) -> IntakeAnswer | HookResponse:
    """Answer a greeting, or make facts of what the source proves that it sent. The same request again changes nothing.

    What an account that nobody here has did waits seven days for IT; the answer does not tell it from what is dropped for good.
    Raises SourceNotProven before anything is read, and Invalid for a lone item that is refused.
    """
    greeting = kind.answer_challenge(source, request)
    if greeting is not None:
        return greeting
    kind.authenticate(source, request)
    batch = kind.read(source, request)
    answer = accept_items(batch.items, source.name, request.received_at)
    keep_dropped_acts_of_unknown_accounts(source.name, batch.items, answer.items, request.received_at)
    if batch.is_lone and answer.refused:
        (refused,) = answer.items
        raise Invalid(refused.reason or "", errors=[FieldError(refused.pointer or "", refused.reason or "")])
    return answer
