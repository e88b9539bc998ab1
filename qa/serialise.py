"""Transcripts, evaluations and cards as JSON-able dicts, and back again without a loss."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qa.model import CoachingCard, Evaluation, Transcript

Value = TypeVar("Value")


def transcript_to_dict(transcript: Transcript) -> dict[str, Any]:
    return cast(dict[str, Any], _plain(transcript))


def transcript_from_dict(plain: Mapping[str, Any]) -> Transcript:
    return _build(Transcript, plain)


def evaluation_to_dict(evaluation: Evaluation) -> dict[str, Any]:
    return cast(dict[str, Any], _plain(evaluation))


def evaluation_from_dict(plain: Mapping[str, Any]) -> Evaluation:
    return _build(Evaluation, plain)


def card_to_dict(card: CoachingCard) -> dict[str, Any]:
    return cast(dict[str, Any], _plain(card))


def card_from_dict(plain: Mapping[str, Any]) -> CoachingCard:
    return _build(CoachingCard, plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value


def _build(kind: type[Value], plain: Mapping[str, Any]) -> Value:
    """A dataclass from its dict; a key that is missing takes the field's default."""
    hints = get_type_hints(kind)
    return kind(**{name: _restore(hints[name], part) for name, part in plain.items()})


def _restore(hint: Any, plain: Any) -> Any:
    """`plain` as the type that a field's annotation names."""
    if plain is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _restore(next(a for a in get_args(hint) if a is not type(None)), plain)
    if origin is tuple:
        return tuple(_restore(get_args(hint)[0], part) for part in plain)
    if is_dataclass(hint):
        return _build(cast(type[Any], hint), plain)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(plain)
    return plain
