"""The table of answers that are kept for requests with an Idempotency-Key."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class KeptAnswer(Base):
    """The answer to one request of one caller, kept for a day."""

    __tablename__ = "kept_answer"

    caller: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_sha256: Mapped[str]
    status: Mapped[int]
    media_type: Mapped[str]
    body: Mapped[bytes]
    kept_at: Mapped[Moment] = mapped_column(index=True)
