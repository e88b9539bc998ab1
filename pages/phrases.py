"""The centre's own forbidden phrases: tried, added, switched off."""

import streamlit as st

from qa.model import Language
from qa.own_phrases import PhraseKind
from services import phrases
from services.access import Act, can
from services.errors import ServiceError
from services.phrases import Draft
from storage.own_phrases import StoredPhrase
from ui import lists, resources, state, text
from ui.lists import Cell, Tone
from ui.text import say

_COLUMNS = ("phrase", "language", "category", "who", "state")


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.SET_PHRASES):
        text.draw_refused()
        return
    kept = phrases.list_phrases(resources.store(), actor)
    text.draw_title(say("phrases.title"), say("phrases.under"))
    text.draw_notice()
    with st.expander(say("phrases.add"), expanded=not kept, key="phrases-add"):
        _draw_form(len(kept))
    _draw_list(kept)


def _draw_form(kept: int) -> None:
    """Outside a form, so that what is chosen explains itself at once; empty again once saved."""
    left, right = st.columns(2, gap="medium")
    with left:
        language = _draw_choice("language", list(Language), state.language(), "common.language_")
        kind = _draw_choice("kind", list(PhraseKind), PhraseKind.LITERAL, "phrases.kind_")
        text.draw_aside(say(f"phrases.{kind}_hint"))
    with right:
        category = _draw_category()
    written = st.text_input(
        say("phrases.text"), key=f"phrases.text.{kept}", placeholder=say("phrases.text_hint")
    )
    sample = st.text_area(say("phrases.sample"), key=f"phrases.sample.{kept}", height=80)
    draft = Draft(Language(language), PhraseKind(kind), category, written, sample)
    with st.container(horizontal=True, key="phrases-acts"):
        tried = st.button(say("phrases.try"), key="phrases.try")
        saved = st.button(say("phrases.save"), key="phrases.save", type="primary")
    if tried:
        _try(draft)
    if saved:
        _save(draft)


def _draw_choice(name: str, options: list[str], chosen: str, words: str) -> str:
    picked = st.segmented_control(
        say(f"phrases.{name}"),
        [str(option) for option in options],
        default=str(chosen),
        required=True,
        format_func=lambda option: say(f"{words}{option}"),
        key=f"phrases.{name}",
    )
    return picked or str(chosen)


def _draw_category() -> str:
    """What a phrase counts as; that an insult ends a score is said where it is chosen."""
    options = list(reversed(phrases.CATEGORIES))
    picked = st.pills(
        say("phrases.category"),
        options,
        default=options[0],
        required=True,
        format_func=lambda option: say(f"phrases.category_{option}"),
        key="phrases.category",
    )
    if picked == "insult":
        text.draw_message(say("phrases.insult_hint"), "due")
    return picked or options[0]


def _try(draft: Draft) -> None:
    if not draft.sample.strip():
        text.draw_message(say("phrases.sample_missing"), "due")
        return
    try:
        trial = phrases.try_phrase(state.actor(), draft)
    except ServiceError as error:
        text.draw_error(error)
        return
    if trial.found:
        places = text.joined([text.quoted(place) for place in trial.found])
        text.draw_message(text.say_count("phrases.found", len(trial.found), places=places), "done")
    else:
        text.draw_message(say("phrases.found_none"), "due")


def _save(draft: Draft) -> None:
    try:
        number = phrases.add_phrase(resources.store(), state.actor(), draft, state.now())
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("phrases.added", number=number))
    st.rerun()


def _draw_list(kept: tuple[StoredPhrase, ...]) -> None:
    if not kept:
        text.draw_empty(say("phrases.none"))
        return
    in_force = sum(stored.in_force for stored in kept)
    text.draw_section(say("phrases.listed"), text.say_count("phrases.counted", in_force))
    columns = [say(f"phrases.{name}") for name in _COLUMNS]
    rows = [_row(stored) for stored in kept]
    chosen = lists.draw_rows("phrases.rows", say("phrases.title"), columns, rows)
    if chosen:
        _switch_off(chosen.row_id)


def _row(stored: StoredPhrase) -> lists.Row:
    phrase = stored.phrase
    return lists.Row(
        row_id=phrase.number,
        cells=(
            Cell(phrase.text, _under(stored), figures=phrase.kind is PhraseKind.PATTERN),
            Cell(text.language_name(phrase.language)),
            Cell(say(f"phrases.category_{phrase.category}")),
            Cell(text.day(stored.added_at), stored.added_by),
            _state(stored),
        ),
        acts=(_asked(phrase.text),) if stored.in_force else (),
    )


def _under(stored: StoredPhrase) -> str:
    if stored.phrase.kind is PhraseKind.LITERAL:
        return say("phrases.number", number=stored.phrase.number)
    kind = say("phrases.pattern_short")
    return say("phrases.number_kind", number=stored.phrase.number, kind=kind)


def _state(stored: StoredPhrase) -> Cell:
    if stored.ended_at is None:
        return Cell(say("phrases.in_force"), tone=Tone.DONE)
    off = say("phrases.off", day=text.day(stored.ended_at))
    return Cell(off, say("phrases.off_by", name=stored.ended_by or ""), tone=Tone.PLAIN)


def _asked(phrase: str) -> lists.Act:
    question = lists.Question(
        title=say("phrases.switch_off_title"),
        body=say("phrases.switch_off_what", phrase=text.isolated(phrase)),
        confirm=say("phrases.switch_off"),
    )
    return lists.Act("switch_off", say("phrases.switch_off"), danger=True, question=question)


def _switch_off(number: int) -> None:
    try:
        phrases.switch_off(resources.store(), state.actor(), number, state.now())
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("phrases.switched_off", number=number))
    st.rerun()
