"""Whose skills and learning a supervisor looks at: one of the own teams, one agent of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.access import Act, require, visible_teams
from services.errors import NotFound
from storage.records import Account, Role, Team
from storage.store import Work


@dataclass(frozen=True, slots=True)
class TeamView:
    """The team that is looked at, its agents by name, and all teams to choose from."""

    team: Team
    agents: tuple[Account, ...]
    teams: tuple[Team, ...]


def open_team(work: Work, actor: Account, act: Act, team_id: int | None) -> TeamView:
    """Without one named, the first of the actor's teams; NotFound for those of others."""
    require(actor, act)
    own = visible_teams(actor)
    teams = tuple(team for team in work.teams.all() if team.team_id in own)
    wanted = (team for team in teams if team_id in (None, team.team_id))
    team = next(wanted, None)
    if team is None:
        raise NotFound
    return TeamView(team, work.accounts.agents_of([team.team_id]), teams)


def open_agent(work: Work, actor: Account, act: Act, agent_id: int) -> Account:
    """NotFound for who is no agent, or in no team of the actor's."""
    agent = work.accounts.find(agent_id)
    if agent is None or agent.role is not Role.AGENT:
        require(actor, act)
        raise NotFound
    require(actor, act, on=agent)
    return agent


def ids_of(agents: Iterable[Account]) -> list[int]:
    return [agent.account_id for agent in agents]
