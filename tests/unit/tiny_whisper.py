"""A checkpoint in Whisper's own format with random weights: it babbles, but the path is real."""

from pathlib import Path

DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 16,
    "n_audio_head": 2,
    "n_audio_layer": 1,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 16,
    "n_text_head": 2,
    "n_text_layer": 1,
}


def write_checkpoint(path: Path, seed: int = 1) -> Path:
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(seed)
    model = Whisper(ModelDimensions(**DIMENSIONS))
    torch.save({"dims": DIMENSIONS, "model_state_dict": model.state_dict()}, path)
    return path
