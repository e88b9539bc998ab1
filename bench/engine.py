"""What it costs to have the engine, and to judge calls with the whole rubric on one core.

ITQAN_BENCH_SEGMENTS says how many segments the sustained run takes, 200,000 if it does not.
"""

import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

SEGMENTS = 200_000
TARGETS = {
    "import_s": 0.2,
    "load_s": 2.0,
    "words_340_ms": 5.0,
    "words_3400_ms": 50.0,
    "times_floor": 6.0,
    "calls_per_s": 100,
}
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def measure() -> dict[str, Any]:
    """Seconds to import and to load the engine, milliseconds per call beside the floor's, and how
    fast and in how much memory it judges many."""
    segments = os.environ.get("ITQAN_BENCH_SEGMENTS", str(SEGMENTS))
    return {
        "import_qa_s": _import_seconds(),
        **json.loads(_run("-m", "bench.judging", segments)),
        "targets": TARGETS,
    }


def _import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import qa; print(time.perf_counter() - t)"
    return round(median(float(_run("-c", code)) for _ in range(5)), 4)


def _run(*arguments: str) -> str:
    """A process of its own, so that nothing is loaded and no thread but one counts."""
    command = [sys.executable, *arguments]
    environment = {**os.environ, **_ONE_THREAD}
    return subprocess.run(
        command, capture_output=True, check=True, text=True, env=environment
    ).stdout
