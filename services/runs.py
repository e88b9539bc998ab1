"""A scenario's run as pages and services see it: where it stands, and whether it counts."""

from dataclasses import dataclass

from storage.records import Account
from storage.scenarios import Run
from training_modules import scenario as talks
from training_modules.model import Module, Node, Scenario, Text
from training_modules.scenario import Mood, Turn, TurningPoint


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as its learner sees it; `place` names the node it waits at, or its ending."""

    run: Run
    module: Module
    scenario: Scenario
    turns: tuple[Turn, ...]
    sent: Run | None = None  # the one run of the scenario that counts

    @property
    def place(self) -> str:
        return self.turns[-1].went_to if self.turns else self.scenario.start

    @property
    def node(self) -> Node | None:
        """Where a reply is waited for; None once the run is over."""
        return None if self.run.ended_at else self.scenario.nodes[self.place]

    @property
    def position(self) -> int:
        """Of the reply that comes next, from 1."""
        return len(self.turns) + 1

    @property
    def mood(self) -> Mood:
        return talks.mood_at(self.scenario, self.place)

    @property
    def hint(self) -> Text | None:
        """Of the node a reply is waited for at, where it was asked for."""
        return self.node.hint if self.node and self.position in self.run.hints else None

    @property
    def turning_points(self) -> tuple[TurningPoint, ...]:
        return tuple(talks.turning_points(self.scenario, self.turns))

    @property
    def is_finished(self) -> bool:
        """Whether the talk came to one of its endings; a talk that was left did not."""
        return self.run.ending is not None

    @property
    def can_submit(self) -> bool:
        """Once a run was sent, others are practice: their model replies were seen."""
        return self.is_finished and self.sent is None


@dataclass(frozen=True, slots=True)
class SentRun:
    """A run that was sent, and whose it is."""

    agent: Account
    view: RunView


@dataclass(frozen=True, slots=True)
class ScenarioState:
    """One scenario of a module and the learner's own runs of it, the latest first."""

    scenario: Scenario
    runs: tuple[Run, ...]

    @property
    def running(self) -> Run | None:
        return next((run for run in self.runs if run.ended_at is None), None)

    @property
    def best(self) -> float | None:
        """Of the runs that came to an ending."""
        scores = [run.score for run in self.runs if run.ending and run.score is not None]
        return max(scores, default=None)
