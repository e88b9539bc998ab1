"""Where people stand in each skill, and what that rests on; computed when it is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services import assignments, certificates, modules
from services.access import Act, require
from services.assignments import AssignmentLine
from services.bases import Basis, bases, is_private
from services.teams import ids_of, open_agent, open_team
from storage.certificates import Certificate
from storage.records import Account, Team
from storage.store import Store, Work
from training_modules.model import Module, Skill, Text
from training_modules.skills import RECENCY, Shown, SkillLevel, level_from, level_of

LOOKS_BACK = RECENCY[-1][0]
TREND_STEP = timedelta(days=14)
TREND_POINTS = 13  # half a year


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one skill."""

    skill: Skill
    level: SkillLevel


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`levels` stand in the order of the matrix's skills."""

    agent: Account
    levels: tuple[SkillLevel, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A team's agents by name: nobody is ranked."""

    team: Team
    teams: tuple[Team, ...]
    skills: tuple[Skill, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill of one agent and all that its level rests on, the latest first.

    `module_id` is the module that teaches it, where there is one. `kept_private` is how many
    practice quizzes count without being shown to anybody but the agent.
    """

    agent: Account
    skill: Skill
    level: SkillLevel
    module_id: str | None
    rests_on: tuple[Basis, ...]
    kept_private: int = 0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    at: datetime
    level: SkillLevel


@dataclass(frozen=True, slots=True)
class Trend:
    """A skill's level every two weeks, as it would have been computed then."""

    skill: Skill
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class AgentPage:
    agent: Account
    standings: tuple[Standing, ...]
    trends: tuple[Trend, ...]
    given: tuple[AssignmentLine, ...]
    certificates: tuple[Certificate, ...]


def picture(store: Store, actor: Account, now: datetime) -> tuple[Standing, ...]:
    """The actor's own levels, all skills in the order of the path."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        return _standings(work, actor.account_id, now)


def matrix(store: Store, actor: Account, team_id: int | None, now: datetime) -> Matrix:
    """Of the actor's first team where none is named."""
    with store.reading() as work:
        view = open_team(work, actor, Act.SEE_SKILLS, team_id)
        levels = _levels(work, ids_of(view.agents), now)
    skills = _skills(skill_id for _, skill_id in levels)
    rows = (
        MatrixRow(agent, tuple(_level(levels, agent.account_id, skill) for skill in skills))
        for agent in view.agents
    )
    return Matrix(view.team, view.teams, skills, tuple(rows))


def cell(store: Store, actor: Account, agent_id: int, skill_id: str, now: datetime) -> Cell:
    """An agent opens the own cells, a supervisor those of the own teams."""
    own = agent_id == actor.account_id
    with store.reading() as work:
        agent = _seen_agent(work, actor, agent_id)
        levels = _levels(work, [agent_id], now)
        found = work.evidence.of_skill(agent_id, skill_id, now - LOOKS_BACK)
        counted = [piece for piece in found if piece.shown_at <= now]
        open_to_actor = [one for one in counted if own or not is_private(one)]
        return Cell(
            agent=agent,
            skill=_skill(skill_id),
            level=levels.get((agent_id, skill_id)) or level_of({}),
            module_id=_taught_by(skill_id, modules.published_in(work).values()),
            rests_on=bases(work, open_to_actor),
            kept_private=len(counted) - len(open_to_actor),
        )


def open_agent_page(store: Store, actor: Account, agent_id: int, now: datetime) -> AgentPage:
    """For the agent's supervisors."""
    with store.reading() as work:
        agent = open_agent(work, actor, Act.SEE_SKILLS, agent_id)
        standings = _standings(work, agent_id, now)
        trends = _trends(work, agent_id, [standing.skill for standing in standings], now)
    given = assignments.list_of_agent(store, actor, agent_id, now)
    certified = certificates.list_of(store, actor, agent_id)
    return AgentPage(agent, standings, trends, given, certified)


def _seen_agent(work: Work, actor: Account, agent_id: int) -> Account:
    if agent_id == actor.account_id:
        require(actor, Act.LEARN)
        return actor
    return open_agent(work, actor, Act.SEE_SKILLS, agent_id)


def _standings(work: Work, agent_id: int, now: datetime) -> tuple[Standing, ...]:
    levels = _levels(work, [agent_id], now)
    skills = _skills(skill_id for _, skill_id in levels)
    return tuple(Standing(skill, _level(levels, agent_id, skill)) for skill in skills)


def _levels(
    work: Work, agent_ids: Sequence[int], now: datetime
) -> Mapping[tuple[int, str], SkillLevel]:
    sums = work.evidence.sums(agent_ids, [now - age for age, _ in RECENCY], now)
    return {key: level_of(parts) for key, parts in sums.items()}


def _level(levels: Mapping[tuple[int, str], SkillLevel], agent_id: int, skill: Skill) -> SkillLevel:
    return levels.get((agent_id, skill.skill_id)) or level_of({})


def _skills(shown: Iterable[str]) -> tuple[Skill, ...]:
    """Those that are taught, and those that only a centre's own scorecard names."""
    taught = modules.skills()
    known = {skill.skill_id for skill in taught}
    others = sorted(set(shown) - known)
    return taught + tuple(_unknown(one) for one in others)


def _skill(skill_id: str) -> Skill:
    known = (skill for skill in modules.skills() if skill.skill_id == skill_id)
    return next(known, _unknown(skill_id))


def _unknown(skill_id: str) -> Skill:
    """Called by its id: it stands in a centre's own scorecard and in no module."""
    return Skill(skill_id, Text(skill_id, skill_id), Text("", ""))


def _taught_by(skill_id: str, known: Iterable[Module]) -> str | None:
    return next((module.module_id for module in known if module.skill == skill_id), None)


def _trends(work: Work, agent_id: int, skills: Sequence[Skill], now: datetime) -> tuple[Trend, ...]:
    days = [now - TREND_STEP * ago for ago in reversed(range(TREND_POINTS))]
    shown = work.evidence.shown_by(agent_id, days[0] - LOOKS_BACK)
    return tuple(_trend(skill, shown.get(skill.skill_id, []), days) for skill in skills)


def _trend(skill: Skill, shown: Sequence[Shown], days: Sequence[datetime]) -> Trend:
    return Trend(skill, tuple(TrendPoint(day, level_from(shown, day)) for day in days))
