"""One reply read by the engine: what it shows, and how often that is right."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from qa import reply_lexicon
from qa.errors import ScorecardInvalid
from qa.label import label
from qa.model import Channel, Language
from qa.replies import LONGEST, read_reply
from qa.reply_lexicon import ReplyAct, load_reply_lexicon

DATA = Path(__file__).parent / "data"
NEW = (
    "apology", "echo", "ownership", "open_question", "question", "signpost", "step", "time",
    "next_step", "options", "escalate", "check", "avoid",
)  # fmt: skip
LEAST_LINES = 25  # of each act, and of what only seems to be it
LEAST_PRECISION, LEAST_RECALL = 0.92, 0.92

Line = tuple[Language, str, frozenset[str], frozenset[str], str]


def shown(reply: str, language: Language = Language.EN, customer: str = "") -> set[str]:
    return set(read_reply(reply, language, Channel.CHAT, customer).acts)


@cache
def lines() -> tuple[Line, ...]:
    return tuple(
        (language, text, frozenset(yes.split()), frozenset(no.split()), "".join(customer))
        for language in Language
        for text, yes, no, *customer in yaml.safe_load(
            (DATA / f"replies_{language.value}.yml").read_text("utf-8")
        )
    )


def counted(act: str) -> Counter[str]:
    """How often the act was rightly heard, missed, and heard where it only seems to be."""
    counts: Counter[str] = Counter()
    for language, text, yes, no, customer in lines():
        if act in yes | no:
            heard = act in shown(text, language, customer)
            counts[
                ("right" if heard else "missed") if act in yes else ("false" if heard else "silent")
            ] += 1
    return counts


@pytest.mark.parametrize("act", [*NEW, "silence"])
def test_every_new_act_has_enough_lines_of_both_kinds(act: str) -> None:
    counts = counted(act)
    assert counts["right"] + counts["missed"] >= (LEAST_LINES if act in NEW else 10)
    assert counts["false"] + counts["silent"] >= (LEAST_LINES if act in NEW else 8)


@pytest.mark.parametrize("act", [*NEW, "silence"])
def test_an_act_is_heard_where_it_is_and_not_where_it_only_seems_to_be(act: str) -> None:
    counts = counted(act)
    heard, there = counts["right"] + counts["false"], counts["right"] + counts["missed"]
    precision, recall = counts["right"] / heard, counts["right"] / there
    print(f"{act}: precision {precision:.2f}, recall {recall:.2f}")  # noqa: T201
    assert (precision, recall) >= (LEAST_PRECISION, 0)
    assert recall >= LEAST_RECALL


def test_the_customers_wish_and_the_writers_denial_are_no_commitment() -> None:
    assert "ownership" not in shown("You said I will call you by noon")
    assert "escalate" not in shown("I can't transfer you to a manager.")
    assert "ownership" not in shown("قلت لي سأتصل بك غدًا", Language.AR)


def test_what_a_call_is_judged_by_is_heard_in_a_reply_too() -> None:
    acts = shown("Good morning, Nour Bank, Sara speaking. I'm sorry, may I put you on hold?")
    assert {"greeting", "company", "own_name", "hold_good"} <= acts


def test_a_closing_is_heard_though_it_is_the_first_line_of_its_writer() -> None:
    acts = shown("Is there anything else I can do? Thank you for calling, goodbye.")
    assert {"anything_else", "thanks", "farewell"} <= acts


def test_a_letter_has_its_own_greeting_name_and_farewell() -> None:
    letter = "Dear Ms Amal,\nthe refund was sent today.\nKind regards,\nSami, Nour Bank"
    acts = read_reply(letter, Language.EN, Channel.EMAIL).acts
    assert {"greeting", "own_name", "farewell"} <= set(acts)


@pytest.mark.parametrize(
    ("words", "act"),
    [("That's your own fault.", "blame"), ("You are an idiot.", "insult"),
     ("There's absolutely nothing we can do.", "refusal")],
)  # fmt: skip
def test_what_is_forbidden_in_calls_is_heard_by_its_kind(words: str, act: str) -> None:
    assert act in shown(words)


def test_the_centres_own_phrases_are_avoided_too_and_quotations_are_not() -> None:
    mine = ("kindly revert",)
    assert "avoid" in read_reply("Kindly revert.", Language.EN, Channel.CHAT, avoid=mine).acts
    quoted = "You wrote “kindly revert”, and I will."
    assert "avoid" not in read_reply(quoted, Language.EN, Channel.CHAT, avoid=mine).acts


def test_the_matter_may_be_named_by_the_task() -> None:
    issue = ("فاتورة", "الرسوم المضاعفة")
    reply = "وصلت فاتورتك وسأصححها اليوم."
    assert "echo" in read_reply(reply, Language.AR, Channel.EMAIL, issue=issue).acts
    assert "echo" not in read_reply("شكرًا لك.", Language.AR, Channel.EMAIL, issue=issue).acts


def test_every_span_quotes_the_reply_as_it_was_written() -> None:
    reply = "حقّك عليـــنا، سأتَّصِل بك ‏غدًا قبل الساعة ٤ عصرًا."
    read = read_reply(reply, Language.AR, Channel.CHAT)
    assert {"apology", "ownership", "time"} <= set(read.acts)
    for spans in read.acts.values():
        assert all(span.quote == reply[span.start : span.end] for span in spans)


def test_a_very_long_text_is_read_as_far_as_replies_go() -> None:
    reply = "x " * LONGEST + "I am sorry."
    assert "apology" not in shown(reply)
    assert "apology" in shown("I am sorry. " + reply)


def test_reply_acts_change_nothing_in_how_calls_are_labelled() -> None:
    line = "I'm sorry you waited two days. I'll call you by 6 pm. Have I understood you correctly?"
    turns = [
        {"speaker": "customer", "text": "I waited two days!"},
        {"speaker": "agent", "text": line},
    ]
    before = json.dumps(label({"id": "1", "lang": "en", "turns": turns}))
    read_reply(line, Language.EN, Channel.VOICE, "I waited two days!")
    assert json.dumps(label({"id": "1", "lang": "en", "turns": turns})) == before
    assert not {act.value for act in ReplyAct if act.value in NEW} & set(before.split('"'))


@pytest.mark.parametrize("language", list(Language))
def test_the_rules_of_a_language_are_read_once(language: Language) -> None:
    assert load_reply_lexicon(language) is load_reply_lexicon(language)
    named = {rule.act for rule in load_reply_lexicon(language).rules}
    assert {ReplyAct(act) for act in NEW} - named == {ReplyAct.ECHO, ReplyAct.NEXT_STEP}


def test_a_rule_with_an_unknown_part_is_refused() -> None:
    with pytest.raises(ScorecardInvalid):
        reply_lexicon._rule(ReplyAct.STEP, {"patterns": ["x"], "sometimes": True}, {})
