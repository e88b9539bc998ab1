"""A checkpoint in Whisper's own format with random weights: it babbles, but the path is real."""

from pathlib import Path

DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 16,
    "n_audio_head": 2,
    "n_audio_layer": 1,
    "n_vocab": 51865,
    "n_text_ctx": 32,  # a window has at most half as many tokens, so babble ends soon
    "n_text_state": 16,
    "n_text_head": 2,
    "n_text_layer": 1,
}


# The size called "tiny" has this many alignment heads; its name fetches a file of this shape.
TINY = DIMENSIONS | {"n_text_layer": 4, "n_text_head": 6, "n_text_state": 24, "n_audio_state": 24}


def write_checkpoint(path: Path, dimensions: dict[str, int] = DIMENSIONS) -> Path:
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(1)
    model = Whisper(ModelDimensions(**dimensions))
    # Whisper leaves this table unset: whatever lay in memory, sometimes no number at all.
    torch.nn.init.normal_(model.decoder.positional_embedding)
    torch.save({"dims": dimensions, "model_state_dict": model.state_dict()}, path)
    return path
