"""The lists this package reads, once per process."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def listed(name: str) -> dict[str, Any]:
    """orthography_ar, house_style or content."""
    loaded: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))
    return loaded
