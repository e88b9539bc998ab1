"""The centre's own forbidden phrases; what was in force once stays on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from qa.model import Language
from qa.own_phrases import OwnPhrase, OwnPhrases, PhraseKind
from storage.database import lock_name
from storage.phrase_tables import OwnPhraseRow
from storage.tables import AccountRow


@dataclass(frozen=True, slots=True)
class NewPhrase:
    language: Language
    kind: PhraseKind
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredPhrase:
    """In force from `from_version` of the list until before `until_version`."""

    phrase: OwnPhrase
    from_version: int
    until_version: int | None
    added_by: str
    added_at: datetime
    ended_by: str | None
    ended_at: datetime | None

    @property
    def in_force(self) -> bool:
        return self.ended_at is None


class OwnPhrasesRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Until this transaction ends nobody else changes the list."""
        lock_name(self._session, "own_phrases")

    def all(self) -> tuple[StoredPhrase, ...]:
        """Those in force first, the latest of each first."""
        adder, ender = aliased(AccountRow), aliased(AccountRow)
        query = (
            select(OwnPhraseRow, adder.name, ender.name)
            .join(adder, adder.account_id == OwnPhraseRow.added_by)
            .outerjoin(ender, ender.account_id == OwnPhraseRow.ended_by)
            .order_by(OwnPhraseRow.ended_at.is_not(None), OwnPhraseRow.phrase_id.desc())
        )
        return tuple(_stored(row, by, ended) for row, by, ended in self._session.execute(query))

    def in_force(self, language: Language) -> OwnPhrases:
        """What the agent's words are held against now, and the version of the whole list."""
        return self.of_version(language, self.version())

    def of_version(self, language: Language, version: int) -> OwnPhrases:
        """What was in force then: an evaluation names the version it was made by."""
        query = (
            select(OwnPhraseRow)
            .where(
                OwnPhraseRow.language == language.value,
                OwnPhraseRow.from_version <= version,
                or_(OwnPhraseRow.until_version.is_(None), OwnPhraseRow.until_version > version),
            )
            .order_by(OwnPhraseRow.phrase_id)
        )
        return OwnPhrases(version, tuple(_phrase(row) for row in self._session.scalars(query)))

    def version(self) -> int:
        """Counts every addition and every end; 0 while the list was never used."""
        query = select(func.max(OwnPhraseRow.from_version), func.max(OwnPhraseRow.until_version))
        return max(version or 0 for version in self._session.execute(query).one())

    def add(self, new: NewPhrase, by_id: int, now: datetime) -> int:
        row = OwnPhraseRow(
            language=new.language.value,
            kind=new.kind.value,
            category=new.category,
            text=new.text,
            from_version=self.version() + 1,
            added_by=by_id,
            added_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return row.phrase_id

    def end(self, phrase_id: int, by_id: int, now: datetime) -> None:
        where = OwnPhraseRow.phrase_id == phrase_id
        values = {"until_version": self.version() + 1, "ended_by": by_id, "ended_at": now}
        self._session.execute(update(OwnPhraseRow).where(where).values(**values))


def _stored(row: OwnPhraseRow, added_by: str, ended_by: str | None) -> StoredPhrase:
    return StoredPhrase(
        phrase=_phrase(row),
        from_version=row.from_version,
        until_version=row.until_version,
        added_by=added_by,
        added_at=row.added_at,
        ended_by=ended_by,
        ended_at=row.ended_at,
    )


def _phrase(row: OwnPhraseRow) -> OwnPhrase:
    return OwnPhrase(
        number=row.phrase_id,
        language=Language(row.language),
        kind=PhraseKind(row.kind),
        category=row.category,
        text=row.text,
    )
