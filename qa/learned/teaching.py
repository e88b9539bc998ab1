"""Everything learned, made anew from the bank: `python -m qa.learned.teaching [ar] [en]`.

Each group of the bank was written by somebody else. The joining models see every third of the
groups through scores learned from the others only, so they know how the learned layer does on
words of a new writer. Then the probabilities are set right, and the thresholds chosen, on the
dialogues of accuracy/dialogues/tune, which nothing else is learned from. It takes some minutes.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa.learned.bank import Utterance, read_bank
from qa.learned.candidates import JOINED, Candidate, candidates
from qa.learned.examples import CATEGORIES, examples
from qa.learned.fitting import Fitted, calibrated, fit, thresholds
from qa.learned.joining import ActModel, bad_hold_features, category_of, file_of
from qa.learned.marked_calls import MarkedCall, marked_calls, truth
from qa.learned.scorer import Scorer
from qa.learned.training import train
from qa.learned.weights import FOLDER, Weights, load, save
from qa.model import Act, Language

TUNING = Path(__file__).resolve().parents[2] / "accuracy" / "dialogues" / "tune"
PLACELESS_ACTS = (Act.VERIFICATION, Act.HOLD)
_FOLDS = 3
_UNSURE_FROM = 0.75  # of what is the best guess; below, the act is taken for missed
_CATEGORY_STEPS = tuple(step / 2 for step in range(13))


@dataclass(frozen=True, slots=True)
class Seen:
    """A candidate with the truth, None where that is unclear; `category`: what the mark says."""

    candidate: Candidate
    truth: bool
    category: str


def main(names: Sequence[str]) -> int:
    """Teach the named languages, or both, and write what they learned into weights/."""
    for language in map(Language, names or list(Language)):
        file_of(language).write_text(json.dumps(teach(language), indent=1) + "\n", "utf-8")
    return 0


def teach(language: Language) -> dict[str, Any]:
    """Writes the weights; the joining model as `joining.joining_from` reads it."""
    bank = [one for one in read_bank() if one.language is language]
    unseen = list(_seen_by_others(bank))
    path = FOLDER / f"{language}.npz"
    save(train(list(examples(bank))), path)
    tuning = list(seen(load(path), marked_calls(_tuning(language))))
    return joined(unseen, tuning)


def joined(unseen: Sequence[Seen], tuning: Sequence[Seen]) -> dict[str, Any]:
    """Models of all acts from candidates of unseen writers, set right on the tuning dialogues."""
    acts = {act.value: asdict(_act_model(act, unseen, tuning)) for act in JOINED}
    holds = [one for one in (*unseen, *tuning) if one.candidate.act is Act.HOLD and one.category]
    bad = fit(
        [bad_hold_features(one.candidate) for one in holds],
        [one.category == "bad" for one in holds],
    )
    return {
        "acts": acts,
        "rule_category": _rule_category([*unseen, *tuning]),
        "bad_hold": asdict(ActModel(bad.weights, bad.bias, 0.5, 0.5, 0.5)),
    }


def seen(weights: Weights, calls: Iterable[MarkedCall]) -> Iterator[Seen]:
    """Every candidate of marked calls whose truth is clear."""
    from qa.acts.reading import read
    from qa.findings import ruled

    scorer = Scorer(weights)
    for call in calls:
        reading = read(call.transcript)
        for candidate in candidates(reading, ruled(reading), scorer):
            if not call.is_dialogue and candidate.act not in PLACELESS_ACTS:
                continue  # a single line has no place in a call, and no other lines beside it
            marks = call.marks.get(candidate.line.segment.index, ())
            is_act = truth(candidate.act, candidate.line, candidate.span, marks)
            if is_act is not None:
                named = [m.act for m in marks if m.act.startswith(candidate.act.value + ".")]
                category = named[0].split(".")[1] if is_act and named else ""
                yield Seen(candidate, is_act, category)


def _seen_by_others(bank: Sequence[Utterance]) -> Iterator[Seen]:
    groups = sorted({_group(one) for one in bank})
    for first in range(_FOLDS):
        left_out = groups[first::_FOLDS]
        weights = train(list(examples(one for one in bank if _group(one) not in left_out)))
        yield from seen(weights, marked_calls(one for one in bank if _group(one) in left_out))
        sys.stdout.write(f"{', '.join(left_out)} seen by the others\n")
        sys.stdout.flush()


def _group(utterance: Utterance) -> str:
    return "/".join(utterance.file.split("/")[:2])


def _tuning(language: Language) -> list[Utterance]:
    return [one for one in read_bank(TUNING) if one.language is language]


def _act_model(act: Act, unseen: Sequence[Seen], tuning: Sequence[Seen]) -> ActModel:
    of_bank = [one for one in unseen if one.candidate.act is act]
    of_tuning = [one for one in tuning if one.candidate.act is act]
    fitted = fit([one.candidate.features for one in of_bank], [one.truth for one in of_bank])
    right = calibrated(fitted, *_facts(of_tuning))
    return _with_thresholds(act, right, [*of_tuning, *of_bank])


def _facts(given: Sequence[Seen]) -> tuple[list[tuple[float, ...]], list[bool]]:
    return [one.candidate.features for one in given], [one.truth for one in given]


def _with_thresholds(act: Act, fitted: Fitted, given: Sequence[Seen]) -> ActModel:
    likely_at, decided_at = thresholds(fitted, *_facts(given), strict=act is Act.FORBIDDEN)
    # An act that is missed is looked for twice; one that accuses is not looked for at all costs.
    unsure_at = (
        likely_at if act in (Act.FORBIDDEN, Act.HOLD) else round(_UNSURE_FROM * likely_at, 3)
    )
    return ActModel(fitted.weights, fitted.bias, unsure_at, likely_at, decided_at)


def _rule_category(given: Sequence[Seen]) -> float:
    """How much a rule's category must add, so that most categories are right."""
    known = [one for one in given if one.category in CATEGORIES]
    return max(
        _CATEGORY_STEPS,
        key=lambda step: (
            sum(category_of(one.candidate, step) == one.category for one in known),
            -step,
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
