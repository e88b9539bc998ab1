"""Where people stand in each skill, and what that rests on; computed when it is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services import assignments, modules
from services.access import Act, require
from services.assignments import AssignmentLine
from services.teams import ids_of, open_agent, open_team
from storage.evidence import Piece
from storage.records import Account, Call, Team
from storage.store import Store, Work
from training_modules.model import Module, Skill, Text
from training_modules.skills import RECENCY, Shown, SkillLevel, level_from, level_of

LOOKS_BACK = RECENCY[-1][0]
TREND_STEP = timedelta(days=7)
TREND_POINTS = 26  # half a year of weeks


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
class Basis:
    """One piece of evidence: a call with its card, or something from a module."""

    piece: Piece
    call: Call | None = None
    card_id: int | None = None
    module_title: Text | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill of one agent and all that its level rests on, the latest first."""

    agent: Account
    skill: Skill
    level: SkillLevel
    rests_on: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    at: datetime
    level: SkillLevel


@dataclass(frozen=True, slots=True)
class Trend:
    """A skill's level week by week, as it would have been computed then."""

    skill: Skill
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class AgentPage:
    agent: Account
    standings: tuple[Standing, ...]
    trends: tuple[Trend, ...]
    given: tuple[AssignmentLine, ...]


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
    known = modules.published(store)
    with store.reading() as work:
        agent = _seen_agent(work, actor, agent_id)
        levels = _levels(work, [agent_id], now)
        (skill,) = (one for one in _skills([skill_id]) if one.skill_id == skill_id)
        pieces = work.evidence.of_skill(agent_id, skill_id, now - LOOKS_BACK)
        rests_on = _bases(work, known, [piece for piece in pieces if piece.shown_at <= now])
    return Cell(agent, skill, _level(levels, agent_id, skill), rests_on)


def open_agent_page(store: Store, actor: Account, agent_id: int, now: datetime) -> AgentPage:
    """For the agent's supervisors."""
    with store.reading() as work:
        agent = open_agent(work, actor, Act.SEE_SKILLS, agent_id)
        standings = _standings(work, agent_id, now)
        trends = _trends(work, agent_id, [standing.skill for standing in standings], now)
    given = assignments.list_of_agent(store, actor, agent_id, now)
    return AgentPage(agent, standings, trends, given)


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
    return taught + tuple(Skill(one, Text(one, one), Text("", "")) for one in others)


def _bases(work: Work, known: Mapping[str, Module], pieces: Sequence[Piece]) -> tuple[Basis, ...]:
    evaluations = {piece.evaluation_id for piece in pieces if piece.evaluation_id}
    cards = work.cards.of_evaluations(evaluations)
    calls = work.calls.of_ids(card.call_id for card in cards.values())
    bases = []
    for piece in pieces:
        card = cards.get(piece.evaluation_id or 0)
        module = known.get(str(piece.detail.get("module_id", "")))
        bases.append(
            Basis(
                piece=piece,
                call=calls.get(card.call_id) if card else None,
                card_id=card.card_id if card else None,
                module_title=module.title if module else None,
            )
        )
    return tuple(bases)


def _trends(work: Work, agent_id: int, skills: Sequence[Skill], now: datetime) -> tuple[Trend, ...]:
    weeks = [now - TREND_STEP * ago for ago in reversed(range(TREND_POINTS))]
    shown = work.evidence.shown_by(agent_id, weeks[0] - LOOKS_BACK)
    return tuple(_trend(skill, shown.get(skill.skill_id, []), weeks) for skill in skills)


def _trend(skill: Skill, shown: Sequence[Shown], weeks: Sequence[datetime]) -> Trend:
    return Trend(skill, tuple(TrendPoint(week, level_from(shown, week)) for week in weeks))
