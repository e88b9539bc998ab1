"""Moments of a recording as people read them."""


def clock(seconds: float) -> str:
    """Minutes and seconds, "00:42"; with hours from one hour on, "1:02:03"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
