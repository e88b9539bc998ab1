"""A learner's reply, judged by the engine and by the content's own list of what to avoid."""

import pytest

from services.judging import UNWANTED, judge
from services.modules import phrases
from training_modules.model import LanguageCode

AVOIDED = [
    (language, wording)
    for phrase in phrases()
    if phrase.status == "avoid"
    for language in ("ar", "en")
    for wording in phrase.of(language)
]


@pytest.mark.parametrize(("language", "wording"), AVOIDED)
def test_every_wording_to_avoid_is_heard(language: LanguageCode, wording: str) -> None:
    assert judge(wording, language, "chat").keys() & UNWANTED


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("ar", "لا أعرف بعد سبب التأخير، وسأسأل المستودع الآن."),
        ("en", "I don't know yet why it is late, and I will ask the warehouse now."),
        ("en", "You don't have to do anything; I will send the form today."),
    ],
)
def test_honesty_with_a_step_is_nothing_to_avoid(language: LanguageCode, reply: str) -> None:
    assert "avoid" not in judge(reply, language, "chat")
