"""What the service says of itself to anyone."""

from datetime import UTC, datetime
from pathlib import Path

from storage.store import Store
from tests.web.conftest import Centre
from web.health import Pulse


def test_without_a_worker_health_says_so(centre: Centre) -> None:
    answer = centre.visitor().get("/api/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "no_worker", "database": True, "worker": False}


def test_with_a_worker_all_is_well(centre: Centre) -> None:
    with centre.store.transaction() as work:
        work.heartbeats.start("one", datetime.now(UTC))
    answer = centre.visitor().get("/api/health")
    assert answer.json() == {"status": "ok", "database": True, "worker": True}


def test_a_worker_whose_beats_stand_still_is_dead() -> None:
    pulse = Pulse()
    assert pulse.is_felt({"one": 3}, at=100.0)
    assert pulse.is_felt({"one": 3}, at=110.0)
    assert not pulse.is_felt({"one": 3}, at=120.0)
    assert pulse.is_felt({"one": 4}, at=130.0)
    assert not pulse.is_felt({}, at=131.0)


def test_a_database_that_is_gone_is_told_without_its_address(
    centre: Centre, tmp_path: Path
) -> None:
    centre.store = Store(f"sqlite:///{tmp_path / 'none' / 'itqan.db'}")
    answer = centre.visitor().get("/api/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": False, "worker": False}
