"""`make bench`: measure everything once and write bench/results.json."""

import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import decoding, engine, skills, training, web, worker, writing

MEASUREMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "engine": engine.measure,
    "decoding": decoding.measure,
    "skills": skills.measure,
    "web": web.measure,
    "training": training.measure,
    "worker": worker.measure,
    "writing": writing.measure,
}
RESULTS = Path(__file__).parent / "results.json"


def main(names: list[str]) -> None:
    """Measure the named parts, or all; parts that were not measured keep their last figures."""
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in names or MEASUREMENTS:
        known[name] = MEASUREMENTS[name]()
        print(name, json.dumps(known[name], indent=2, ensure_ascii=False))
    known["machine"] = {"python": platform.python_version(), "processor": _processor()}
    RESULTS.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor()


if __name__ == "__main__":
    main(sys.argv[1:])
