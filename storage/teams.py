"""Teams; a call belongs to the team its agent was in when it was added."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.records import Team
from storage.tables import TeamRow


class Teams:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str) -> Team:
        row = TeamRow(name=name)
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def all(self) -> tuple[Team, ...]:
        rows = self._session.scalars(select(TeamRow).order_by(TeamRow.name))
        return tuple(_record(row) for row in rows)

    def lock(self, team_id: int) -> None:
        """Until this transaction ends nobody else adds a call to the team."""
        held = select(TeamRow.team_id).where(TeamRow.team_id == team_id)
        self._session.execute(held.with_for_update(key_share=True))


def _record(row: TeamRow) -> Team:
    return Team(team_id=row.team_id, name=row.name)
