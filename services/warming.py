"""Loading in the background what the first answer of a page would wait for."""

import gc
import threading
from collections.abc import Callable, Sequence

Load = Callable[[], object]

_lock = threading.Lock()
_begun: set[Load] = set()


def warm_up_soon(*loads: Load) -> None:
    """Each of them once in this process, one after the other; nobody waits for them."""
    with _lock:
        new = [load for load in loads if load not in _begun]
        _begun.update(new)
    if new:
        threading.Thread(target=_run, args=(new,), name="warming", daemon=True).start()


def settle() -> None:
    """Leave what stays for good out of the collection that Streamlit makes after every rerun."""
    gc.collect()
    gc.freeze()


def _run(loads: Sequence[Load]) -> None:
    """Where the process ends meanwhile, children and modules go away under this thread."""
    try:
        for load in loads:
            load()
        settle()
    except (ImportError, OSError, RuntimeError, ValueError):
        if threading.main_thread().is_alive():
            raise
