"""What one written reply shows: sentences that once were misread, or not read at all."""

import pytest

from qa.lexicon import load_lexicon
from qa.model import Act, Channel, Language
from qa.replies import read_reply
from qa.reply_lexicon import ReplyAct

SHOWN = [
    ("I guarantee you will get it today.", "promise"),
    ("أضمن لك أن يصل اليوم.", "promise"),
    ("أوعدك توصلك بكرة.", "promise"),
    ("سأكتب لك خلال 15 دقيقة.", "time"),
    ("سأرسل لك بعد ساعة رقم التتبع.", "time"),
    ("I am sorry the app is down.", "apology"),
    ("Sorry your parcel was left in the rain.", "apology"),
]
NOT_SHOWN = [
    ("لك ساعتان تنتظر على الخط.", "time"),
    ("صار لك أسبوع من غير رد.", "time"),
    ("Sorry, which order is this about?", "apology"),
]


def acts(reply: str) -> set[str]:
    language = Language.EN if reply.isascii() else Language.AR
    return set(read_reply(reply, language, Channel.CHAT).acts)


@pytest.mark.parametrize(("reply", "act"), SHOWN)
def test_a_reply_shows(reply: str, act: str) -> None:
    assert act in acts(reply)


@pytest.mark.parametrize(("reply", "act"), NOT_SHOWN)
def test_a_reply_does_not_show(reply: str, act: str) -> None:
    assert act not in acts(reply)


@pytest.mark.parametrize("language", list(Language))
def test_every_forbidden_category_has_its_name_among_the_reply_acts(language: Language) -> None:
    rules = {phrase.rule for phrase in load_lexicon(language).phrases.values()}
    categories = {rule.category for rule in rules if rule.act is Act.FORBIDDEN}
    assert "insult" in categories
    assert categories - {"unverified_promise"} <= {act.value for act in ReplyAct}
