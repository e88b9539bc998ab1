"""The writing lab: the list, a first draft, feedback, a second draft, the model reply, sending."""

import json
from typing import Any

import pytest

from qa.model import Language
from services import judging, modules, spelling
from services import writing as lab
from services.writing import NewDraft
from storage.records import Role
from tests.pages.conftest import Browser, Screen
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.spelling import Misspelling, speller
from training_modules.writing import feedback, orthography
from ui import writing
from words import catalogue

TASK = "writing.t01"
WEAK = "Hello, it will be resolved as soon as possible. Teh end."
GOOD = (
    "Hello Reem, I am sorry your order is late. I will call you by 4 pm today. Kind regards, Sara"
)


@pytest.fixture
def centre(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """With a dictionary of one word, for these tests are not about spelling."""
    modules.publish(centre.store, [sample_module("writing")], NOW)
    monkeypatch.setattr(spelling, "check", _misspelt)
    monkeypatch.setattr(spelling, "suggest", lambda *_: ("The", "Tea"))
    return centre


def _misspelt(text: str, *_: object) -> tuple[Misspelling, ...]:
    at = text.find("Teh")
    return () if at < 0 else (Misspelling(at, at + 3, "Teh"),)


def drawn(screen: Screen) -> dict[str, Any]:
    return screen.part("writing.lab")


def begun(centre: Centre, *drafts: str) -> int:
    piece_id = lab.begin(centre.store, centre.agent, TASK, "en", NewDraft(1, drafts[0]), NOW)
    for number, text in enumerate(drafts[1:], start=2):
        lab.write_draft(centre.store, centre.agent, piece_id, NewDraft(number, text), NOW)
    return piece_id


def typed(text: str, number: int = 1, language: str = "en") -> str:
    return json.dumps({"number": number, "text": text, "language": language})


def test_the_list_has_tasks_by_channel_and_the_drills(centre: Centre, browser: Browser) -> None:
    groups = browser.signs_in(centre.agent).opens("writing").part("writing.list")["groups"]
    assert [group["title"] for group in groups] == ["E-mail", "Say it better: one weak reply"]
    assert groups[0]["items"][0]["state"] == "Not started"


def test_engine_and_dictionaries_load_while_the_list_is_read(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent).opens("writing")
    assert browser.warmed == {judging.warm_up, spelling.warm_up}


def test_without_modules_the_list_says_so(centre: Centre, browser: Browser) -> None:
    modules.retire(centre.store, "writing", NOW)
    assert "No module with writing tasks" in browser.signs_in(centre.agent).opens("writing").words


def test_a_line_opens_its_task_or_the_piece_that_is_running(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent).presses(writing, "_list", times=2, open=TASK)
    browser.opens("writing")
    piece_id = begun(centre, WEAK)
    browser.opens("writing")
    assert browser.went_to == [("writing", {"task": TASK}), ("writing", {"piece": piece_id})]


def test_a_line_whose_module_was_retired_meanwhile_says_that_it_is_gone(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent)
    browser.presses(writing, "_list", open="writing.t99")
    browser.opens("writing")
    assert browser.went_to == [("writing", {"task": "writing.t99"})]


def test_a_new_task_shows_the_message_in_both_languages_and_no_model_reply(
    centre: Centre, browser: Browser, language: Language
) -> None:
    shown = drawn(browser.signs_in(centre.agent, language).opens("writing", task=TASK))
    assert shown["text_lang"] == language.value
    assert (shown["sides"]["ar"]["dir"], shown["sides"]["en"]["dir"]) == ("rtl", "ltr")
    assert shown["model"] is None
    model = sample_module("writing").tasks[0].model
    assert model.ar not in json.dumps(shown, ensure_ascii=False)
    assert model.en not in json.dumps(shown, ensure_ascii=False)


def test_the_first_draft_starts_the_piece(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent).presses(writing, "_lab", draft=typed(WEAK))
    browser.opens("writing", task=TASK)
    ((place, chosen),) = browser.went_to
    assert place == "writing"
    assert lab.open_piece(centre.store, centre.agent, chosen["piece"]).drafts[0].text == WEAK


def test_a_draft_in_the_other_script_is_told_and_starts_nothing(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.agent).presses(writing, "_lab", draft=typed(WEAK, language="ar"))
    shown = drawn(browser.opens("writing", task=TASK))
    assert shown["error"].startswith("This task is being answered in Arabic.")
    assert browser.went_to == []


def test_notes_carry_code_points_that_quote_the_draft(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, "🙂🙂 " + WEAK)
    shown = drawn(browser.signs_in(centre.agent).opens("writing", piece=str(piece_id)))
    (draft,) = shown["drafts"]
    placed = [note for note in draft["notes"] if note["start"] is not None]
    assert len(placed) > 1
    for note in placed:
        assert draft["text"][note["start"] : note["end"]] == note["quote"]
    in_text = sorted(placed, key=lambda note: note["start"])
    assert [note["number"] for note in in_text] == list(range(1, len(placed) + 1))


def test_notes_and_points_are_told_in_the_language_of_the_page(
    centre: Centre, browser: Browser
) -> None:
    piece_id = begun(centre, WEAK)
    browser.signs_in(centre.agent, Language.AR)
    shown = drawn(browser.opens("writing", piece=str(piece_id)))
    assert (shown["dir"], shown["text_lang"]) == ("rtl", "en")
    titles = [note["title"] for note in shown["drafts"][0]["notes"]]
    assert "من سيفعل ماذا، ومتى؟" in titles


def test_suggestions_are_looked_up_when_they_are_asked_for(
    centre: Centre, browser: Browser
) -> None:
    piece_id = begun(centre, WEAK)
    first = drawn(browser.signs_in(centre.agent).opens("writing", piece=str(piece_id)))
    note = next(note for note in first["drafts"][0]["notes"] if note["quote"] == "Teh")
    assert (note["can_suggest"], note["better"]) == (True, [])
    asked = json.dumps({"draft": 1, "note": note["index"]})
    browser.presses(writing, "_lab", suggest=asked)
    after = drawn(browser.opens("writing", piece=str(piece_id)))
    assert after["drafts"][0]["notes"][note["index"]]["better"] == ["The", "Tea"]


def test_the_second_draft_opens_the_model_reply_and_the_comparison(
    centre: Centre, browser: Browser
) -> None:
    piece_id = begun(centre, WEAK)
    browser.signs_in(centre.agent).presses(writing, "_lab", draft=typed(GOOD, 2))
    shown = drawn(browser.opens("writing", piece=str(piece_id)))
    assert shown["model"]["text"] == sample_module("writing").tasks[0].model.en
    assert shown["next"] == 3
    told = ["".join(part for part, _ in text) for text in shown["compare"]["texts"]]
    assert told == [WEAK, GOOD]


def test_sending_tells_the_score_and_takes_no_more_drafts(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, GOOD)
    browser.signs_in(centre.agent).presses(writing, "_lab", submit="submit")
    shown = drawn(browser.opens("writing", piece=str(piece_id)))
    assert shown["sent"].startswith("Sent with a score of ")
    assert (shown["next"], shown["submit"]) == (None, None)


def test_a_sent_task_opens_anew_by_its_address(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, GOOD)
    lab.submit_piece(centre.store, centre.agent, piece_id, NOW)
    shown = drawn(browser.signs_in(centre.agent).opens("writing", task=TASK))
    assert (shown["drafts"], shown["next"]) == ([], 1)


def test_unchecked_spelling_is_said(
    centre: Centre, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "check", lambda *_: None)
    piece_id = begun(centre, GOOD)
    shown = drawn(browser.signs_in(centre.agent).opens("writing", piece=str(piece_id)))
    assert shown["drafts"][0]["unchecked"].startswith("Spelling not checked")


@pytest.mark.parametrize("query", [{"piece": "999"}, {"task": "writing.t99"}])
def test_what_is_not_there_says_so(centre: Centre, browser: Browser, query: dict[str, str]) -> None:
    screen = browser.signs_in(centre.agent).opens("writing", **query)
    assert "There is no such piece" in screen.words


def test_somebody_elses_piece_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, WEAK)
    other = centre.add_person(Role.AGENT, centre.here)
    screen = browser.signs_in(other).opens("writing", piece=str(piece_id))
    assert "There is no such piece" in screen.words
    assert WEAK not in screen.words


def test_a_supervisor_reads_what_was_sent_beside_the_draft_before_it(
    centre: Centre, browser: Browser, language: Language
) -> None:
    piece_id = begun(centre, WEAK, GOOD)
    lab.submit_piece(centre.store, centre.agent, piece_id, NOW)
    browser.signs_in(centre.person(Role.SUPERVISOR), language)
    shown = drawn(browser.opens("writing", piece=str(piece_id)))
    assert [draft["text"] for draft in shown["drafts"]] == [WEAK, GOOD]
    assert shown["compare"] and shown["drafts"][0]["notes"] and shown["drafts"][1]["points"]
    assert (shown["next"], shown["submit"], shown["model"]) == (None, None, None)
    assert shown["reader"] and shown["head"]["line"][0] == centre.agent.name
    assert not browser.warmed


def test_back_from_what_was_sent_is_the_agents_page(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, GOOD)
    lab.submit_piece(centre.store, centre.agent, piece_id, NOW)
    browser.signs_in(centre.person(Role.SUPERVISOR)).presses(writing, "_lab", back="back")
    browser.opens("writing", piece=str(piece_id))
    assert browser.went_to == [("agent", {"agent": centre.agent.account_id})]


def test_a_supervisor_finds_nothing_of_what_was_not_sent(centre: Centre, browser: Browser) -> None:
    piece_id = begun(centre, WEAK)
    screen = browser.signs_in(centre.person(Role.SUPERVISOR)).opens("writing", piece=str(piece_id))
    assert "nothing to read here" in screen.words
    assert WEAK not in screen.words


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_learners_have_the_lab(role: Role, centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.person(role)).opens("writing")
    assert "not part of your role" in screen.words


def test_every_rule_has_its_title_and_its_reason() -> None:
    known = catalogue("en")
    rules = {key.removeprefix("writing.rule_") for key in known if key.startswith("writing.rule_")}
    grammar = {f"grammar_{kind.lower()}" for kind in speller._GRAMMAR}
    assert {*feedback._ORDER, *orthography._GROUPS, *grammar, "misspelt"} <= rules
    reasons = {f"writing.why_{rule}" for rule in rules if not rule.startswith("grammar_")}
    assert reasons <= known.keys()
