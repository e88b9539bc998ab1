"""How a centre's own forbidden phrases lie in the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class OwnPhraseRow(Base):
    """Never changed but for its end; in force from one version of the list until before another."""

    __tablename__ = "own_phrases"
    phrase_id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(10))  # literal, pattern
    category: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    from_version: Mapped[int] = mapped_column(unique=True)
    until_version: Mapped[int | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("accounts.account_id"))
    added_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_id"))
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "language", "until_version"),
        {"sqlite_autoincrement": True},
    )
