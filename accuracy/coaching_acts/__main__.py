"""`python -m accuracy.coaching_acts [--write]`: agreement and F1 of the coaching acts.

--write keeps the figures where the engine reads them, and in the docs.
"""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import yaml

from accuracy.coaching_acts.labels import EVALSET, halves, read_marks, transcripts
from accuracy.coaching_acts.measuring import figures_of
from qa.coaching_acts import FIGURES, Figure, may_score
from qa.model import Act

DOCS = Path(__file__).resolve().parents[2] / "docs" / "coaching_acts.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
_HEAD = (
    "| act | kappa | places | F1 | 95 % | Arabic | English | may score |",
    "|---|---|---|---|---|---|---|---|",
)


def main(arguments: list[str]) -> int:
    read = transcripts()
    if not read:
        print(f"There is no evaluation set in {EVALSET}; the kept figures are in {FIGURES.name}.")
        return 1
    passes = read_marks("pass_a"), read_marks("pass_b")
    for half, names in halves().items():
        measured = figures_of(read, passes, read_marks("gold"), names)
        print(f"\n{half.replace('_', ' ')}: {len(names)} dialogues")
        print("\n".join(table(measured)))
        if "--write" in arguments and half == "measured_on":
            write(measured)
    return 0


def table(measured: Mapping[Act, Figure]) -> list[str]:
    """The figures as rows of Markdown."""
    return [*_HEAD, *(_row(act, figure) for act, figure in measured.items())]


def write(measured: Mapping[Act, Figure]) -> None:
    """Into the file the engine reads, and between the marks of the docs."""
    plain = {act.value: _rounded(asdict(figure)) for act, figure in measured.items()}
    FIGURES.write_text(_ABOUT + yaml.safe_dump(plain, sort_keys=False), "utf-8")
    text = DOCS.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    rows = "\n".join(table(measured))
    DOCS.write_text(f"{before}{BEGIN}\n{rows}\n{END}{after}", "utf-8")


_ABOUT = "# Written by python -m accuracy.coaching_acts --write; the docs are made from the same.\n"


def _row(act: Act, figure: Figure) -> str:
    interval = f"{_two(figure.low)} to {_two(figure.high)}" if figure.low is not None else "–"
    languages = figure.by_language or {}
    cells = (
        act.value, _two(figure.kappa), str(figure.places), _two(figure.f1), interval,
        _two(languages.get("ar")), _two(languages.get("en")), "yes" if may_score(figure) else "no",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _rounded(plain: dict[str, object]) -> dict[str, object]:
    return {key: _round(value) for key, value in plain.items()}


def _round(value: object) -> object:
    if isinstance(value, dict):
        return {key: _round(part) for key, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
