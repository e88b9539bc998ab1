"""The writing lab: what can be written, and one piece with its drafts and their notes."""

import streamlit as st

from services import judging, spelling, warming
from services import writing as lab
from services.access import Act, can
from services.errors import NotFound, ServiceError
from services.writing import NewDraft, Offered, PieceView
from storage.records import Account
from ui import resources, state, text, writing
from ui.drafts import Suggested
from ui.text import say
from ui.writing import Asked, Pressed, Sent


def render() -> None:
    actor, piece_id = state.actor(), state.selected_id("piece")
    if can(actor, Act.LEARN):
        _draw_own(actor)
    elif can(actor, Act.SEE_SKILLS) and piece_id is not None:
        _draw_read(actor, piece_id)
    else:
        text.draw_refused()


def _draw_own(actor: Account) -> None:
    warming.warm_up_soon(judging.warm_up, spelling.warm_up)
    try:
        _draw_chosen(actor)
    except NotFound:
        text.draw_empty(say("writing.not_found"))
        if st.button(say("writing.all_tasks")):
            state.go_to("writing")


def _draw_read(actor: Account, piece_id: int) -> None:
    """What was sent, for a supervisor, who came from the agent's skills."""
    try:
        sent = lab.open_sent_piece(resources.store(), actor, piece_id)
    except NotFound:
        text.draw_not_sent()
        return
    if writing.draw_lab(writing.sent_data(sent)).back:
        state.go_to("agent", agent=sent.agent.account_id)


def _draw_chosen(actor: Account) -> None:
    piece_id, subject_id = state.selected_id("piece"), state.selected_name("task")
    if piece_id is not None:
        _draw_piece(lab.open_piece(resources.store(), actor, piece_id))
    elif subject_id is not None:
        _draw_subject(actor, lab.find_offered(resources.store(), actor, subject_id))
    else:
        _draw_list(actor)


def _draw_list(actor: Account) -> None:
    offered = lab.list_offered(resources.store(), actor)
    text.draw_title(say("writing.title"), say("writing.about"))
    if not offered:
        text.draw_empty(say("writing.none"))
        return
    opened = writing.draw_list(offered)
    if opened is None:
        return
    piece = next((one.piece for one in offered if one.about.id == opened), None)
    if piece:
        state.go_to("writing", piece=piece.piece_id)
    else:
        state.go_to("writing", task=opened)


def _draw_subject(actor: Account, offered: Offered) -> None:
    """A piece that is running is taken up again; else an empty draft."""
    piece = offered.piece
    if piece is not None and piece.submitted_at is None:
        _draw_piece(lab.open_piece(resources.store(), actor, piece.piece_id))
        return
    pressed = writing.draw_lab(writing.new_data(offered) | _error(offered.about.id))
    if pressed.back:
        state.go_to("writing")
    if pressed.draft:
        _begin(offered.about.id, pressed.draft)


def _draw_piece(view: PieceView) -> None:
    facts = writing.piece_data(view, _suggested(view)) | _error(view.about.id)
    pressed = writing.draw_lab(facts)
    if pressed.back:
        state.go_to("writing")
    if pressed.again:
        state.go_to("writing", task=view.about.id)
    if pressed.draft or pressed.submit or pressed.suggest:
        _act(view, pressed)


def _begin(subject_id: str, sent: Sent) -> None:
    try:
        piece_id = lab.begin(
            resources.store(), state.actor(), subject_id, sent.language, _new(sent), state.now()
        )
    except ServiceError as error:
        _tell(subject_id, error)
        return
    state.go_to("writing", piece=piece_id)


def _act(view: PieceView, pressed: Pressed) -> None:
    """Keep what was written, send it, or look words up; then draw anew."""
    store, piece_id = resources.store(), view.piece.piece_id
    try:
        if pressed.draft:
            lab.write_draft(store, state.actor(), piece_id, _new(pressed.draft), state.now())
        elif pressed.submit:
            lab.submit_piece(store, state.actor(), piece_id, state.now())
        elif pressed.suggest:
            _suggest(view, pressed.suggest)
    except ServiceError as error:
        _tell(view.about.id, error)
        return
    st.rerun()


def _new(sent: Sent) -> NewDraft:
    return NewDraft(sent.number, sent.text, resources.settings().english)


def _tell(subject_id: str, error: ServiceError) -> None:
    """The component says it beside the text, which it keeps."""
    state.remember(f"writing.error.{subject_id}", text.say_error(error.code, **error.params))
    st.rerun()


def _error(subject_id: str) -> dict[str, str | None]:
    key = f"writing.error.{subject_id}"
    sentence = state.recall(key)
    state.remember(key, None)
    return {"error": sentence}


def _suggest(view: PieceView, asked: Asked) -> None:
    """Kept for this tab only: the draft's own feedback stays as it was."""
    notes = view.drafts[asked.draft - 1].feedback.notes if asked.draft <= len(view.drafts) else ()
    if asked.note < len(notes):
        english = resources.settings().english
        words = spelling.suggest(notes[asked.note].quote, view.piece.language, english)
        key = _suggestion_key(view, asked.draft, asked.note)
        state.remember(key, "\n".join(words or ()))


def _suggested(view: PieceView) -> dict[int, Suggested]:
    return {
        draft.number: {
            index: words.splitlines()
            for index in range(len(draft.feedback.notes))
            if (words := state.recall(_suggestion_key(view, draft.number, index))) is not None
        }
        for draft in view.drafts
    }


def _suggestion_key(view: PieceView, draft: int, note: int) -> str:
    return f"writing.suggested.{view.piece.piece_id}.{draft}.{note}"
