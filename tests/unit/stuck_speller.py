"""A spelling child that answers once and then never again."""

import threading

from children.loop import Message, Tell, serve

_asked: list[Message] = []


def answer(request: Message, tell: Tell) -> Message:
    """Nothing misspelt the first time; from the second on it hangs until it is killed."""
    _asked.append(request)
    if len(_asked) > 1:
        threading.Event().wait()
    return {"found": []}


if __name__ == "__main__":
    serve(answer)
