"""Texts in both languages, and the closed lists that items choose from."""

from dataclasses import dataclass
from typing import Literal

LanguageCode = Literal["ar", "en"]
Channel = Literal["voice", "chat", "email", "social", "complaint"]
Dialect = Literal["msa", "egyptian", "gulf", "levantine", "maghrebi"]
Who = Literal["agent", "customer"]
Level = Literal["recall", "apply"]
# What a learner's words can be judged for; qa/replies.py finds them, words/*/acts.yml names them.
ReplyAct = Literal[
    "greeting", "company", "own_name", "offer_help", "verify",
    "acknowledge", "apology", "echo", "ownership",
    "open_question", "question", "signpost", "step", "time", "next_step", "options", "escalate",
    "hold_good", "summary", "check", "anything_else", "thanks", "farewell",
    "insult", "blame", "refusal", "promise", "slang", "arguing", "hold_bad", "avoid", "silence",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or Markdown text in both languages."""

    ar: str
    en: str

    def of(self, language: str) -> str:
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings by which something is recognised; folded before they are compared."""

    ar: tuple[str, ...]
    en: tuple[str, ...]

    def of(self, language: str) -> tuple[str, ...]:
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Skill:
    skill_id: str
    title: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One of a module's three to five rules."""

    id: str
    title: Text
    text: Text
