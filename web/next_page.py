"""Where to go after signing in: a page of ours or the first one, never another site."""

from urllib.parse import urlsplit

HOME = "/"
_LONGEST = 1000
_NO_PAGES = ("/sign-in", "/sign-out", "/api/", "/assets/", "/recordings/", "/_stcore")


def next_page(wish: str) -> str:
    """The wish where it is a plain path of this site, else the home page."""
    if len(wish) > _LONGEST or not wish.startswith("/") or wish.startswith(("//", *_NO_PAGES)):
        return HOME
    # Browsers read a backslash as a slash and drop tabs and line ends.
    if "\\" in wish or not wish.isprintable() or not _is_path(wish):
        return HOME
    return wish


def _is_path(wish: str) -> bool:
    try:
        parts = urlsplit(wish)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
