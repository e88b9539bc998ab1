"""When a worker is taken for dead: its count of beats stands still by the watcher's steady clock.

A changed time of day, or two machines' different ones, therefore kill nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Watch:
    """What one worker has seen of the others' hearts, and when."""

    dead_after_s: float
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)
    _looked_at: float = float("-inf")

    def silent(self, living: Mapping[str, int], at: float) -> dict[str, int]:
        """Those whose count of beats has stood still for too long."""
        if at - self._looked_at > self.dead_after_s / 2:
            self._seen.clear()  # What held us up, a locked database, held them up too.
        self._looked_at = at
        self._seen = {
            executor_id: self._sighting(executor_id, beats, at)
            for executor_id, beats in living.items()
        }
        return {
            executor_id: beats
            for executor_id, (beats, since) in self._seen.items()
            if at - since > self.dead_after_s
        }

    def _sighting(self, executor_id: str, beats: int, at: float) -> tuple[int, float]:
        before = self._seen.get(executor_id)
        return before if before and before[0] == beats else (beats, at)
