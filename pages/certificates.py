"""The learner's own certificates, to be taken away as PDF in either language."""

import streamlit as st

from services import certificates
from services.access import Act, can
from ui import resources, state, text
from ui.home import follow
from ui.stages import draw_certificates
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LEARN):
        text.draw_refused()
        return
    own = certificates.list_own(resources.store(), actor)
    if own:
        follow(draw_certificates(own))
        return
    text.draw_title(say("certificates.title"))
    text.draw_empty(say("certificates.none_yet"))
    if st.button(say("certificates.to_learning")):
        state.go_to("learning")
