"""Published modules: rows are added and retired; what was published never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import PublishedModuleRow
from storage.tables import Json


@dataclass(frozen=True, slots=True)
class Publication:
    """A module as it was published; `source` is the digest of the files it was read from."""

    module_id: str
    version: str
    published_at: datetime
    retired_at: datetime | None = None
    source: str = ""


class Modules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Until this transaction ends nobody else publishes or retires."""
        lock_name(self._session, "modules")

    def latest(self) -> Mapping[str, Publication]:
        """The newest publication of every module, retired or not."""
        row = PublishedModuleRow
        newest = select(func.max(row.publication_id)).group_by(row.module_id)
        query = select(
            row.module_id, row.version, row.published_at, row.retired_at, row.source
        ).where(row.publication_id.in_(newest))
        return {found.module_id: Publication(*found) for found in self._session.execute(query)}

    def body(self, module_id: str, version: str) -> Json | None:
        """What was published under this version, retired or not."""
        row = PublishedModuleRow
        query = select(row.body).where(row.module_id == module_id, row.version == version)
        return self._session.scalar(query.limit(1))

    def add(self, new: Publication, body: Json) -> None:
        self._session.add(
            PublishedModuleRow(
                module_id=new.module_id,
                version=new.version,
                published_at=new.published_at,
                source=new.source,
                body=body,
            )
        )
        self._session.flush()

    def set_source(self, module_id: str, version: str, source: str) -> None:
        """The same version has been read from these files."""
        row = PublishedModuleRow
        same = (row.module_id == module_id, row.version == version)
        self._session.execute(update(row).where(*same).values(source=source))

    def retire(self, module_id: str, now: datetime) -> bool:
        """False where nothing of it was in use."""
        row = PublishedModuleRow
        in_use = (row.module_id == module_id, row.retired_at.is_(None))
        found = self._session.scalars(select(row.publication_id).where(*in_use)).all()
        self._session.execute(update(row).where(*in_use).values(retired_at=now))
        return bool(found)
