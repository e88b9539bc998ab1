"""Whether the service lives, for whoever watches it: nothing here is a secret."""

from dataclasses import dataclass, field
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from storage.health import beats_of_workers
from storage.store import Store

_SILENT_AFTER_S = 15.0


def routes(store: Store) -> list[Route]:
    return [Route("/api/health", _Health(store).report, methods=["GET"])]


@dataclass(slots=True)
class Pulse:
    """Workers count their beats; one whose count stands still between two looks has died."""

    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def is_felt(self, living: dict[str, int], at: float) -> bool:
        self._seen = {name: self._sighting(name, beats, at) for name, beats in living.items()}
        return any(at - since <= _SILENT_AFTER_S for _, since in self._seen.values())

    def _sighting(self, name: str, beats: int, at: float) -> tuple[int, float]:
        before = self._seen.get(name)
        return before if before and before[0] == beats else (beats, at)


@dataclass(frozen=True, slots=True)
class _Health:
    store: Store
    pulse: Pulse = field(default_factory=Pulse)

    async def report(self, _: Request) -> JSONResponse:
        beats = await run_in_threadpool(beats_of_workers, self.store)
        if beats is None:
            return JSONResponse({"status": "down", "database": False, "worker": False}, 503)
        worker = self.pulse.is_felt(beats, monotonic())
        status = "ok" if worker else "no_worker"
        return JSONResponse({"status": status, "database": True, "worker": worker})
