"""How long somebody has to wait, in words."""

from math import ceil

from words import plural


def waiting_time(wait_s: int, language: str) -> str:
    if wait_s < 60:
        return plural("sign_in.wait_seconds", wait_s, language)
    return plural("sign_in.wait_minutes", ceil(wait_s / 60), language)
