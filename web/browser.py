"""A browser in few words, for the list of sessions."""

_BROWSERS = (  # the first that fits: Edge and Opera also call themselves Chrome, Chrome Safari
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def describe_browser(user_agent: str, address: str) -> str:
    """Such as "Firefox · Linux · 127.0.0.1": names from our own lists, never the raw header."""
    parts = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent), address)
    return " · ".join(part for part in parts if part)


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
