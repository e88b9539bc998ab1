import json

import pytest

from qa.coaching import build_card
from qa.model import Language
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from qa.serialise import (
    card_from_dict,
    card_to_dict,
    evaluation_from_dict,
    evaluation_to_dict,
    transcript_from_dict,
    transcript_to_dict,
)
from tests.unit.calls import calls
from words import has


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", ["exemplary", "abusive"])
def test_everything_comes_back_from_json_as_it_was(language: Language, kind: str) -> None:
    for call in calls(kind, language).values():
        evaluation = Engine().evaluate(call, load_scorecard())
        card = build_card(call, evaluation.results)
        again = json.loads(json.dumps(transcript_to_dict(call)))
        assert transcript_from_dict(again) == call
        again = json.loads(json.dumps(evaluation_to_dict(evaluation)))
        assert evaluation_from_dict(again) == evaluation
        assert card_from_dict(json.loads(json.dumps(card_to_dict(card)))) == card
        assert all(has(result.reason) for result in evaluation.results)


def test_a_field_added_later_takes_its_default() -> None:
    call = calls("exemplary", Language.EN)["chat_1"]
    plain = transcript_to_dict(call)
    del plain["notes"]
    assert transcript_from_dict(plain) == call
