"""The spelling child, started by client: loads a dictionary when it is first asked for."""

from children.loop import Message, Tell, serve
from training_modules.spelling import speller


def answer(request: Message, tell: Tell) -> Message:
    """`away` where the libraries are not installed or the memory is too small for them."""
    try:
        if request["act"] == "suggest":
            return {
                "words": speller.suggest(request["word"], request["language"], request["english"])
            }
        tell({"loaded": speller.ready(request["language"], request["english"])})
        return {"found": speller.check(
            request["text"], request["language"], request["known"], request["english"]
        )}  # fmt: skip
    except (ImportError, MemoryError, OSError) as error:
        return {"away": type(error).__name__}


if __name__ == "__main__":
    serve(answer)
