"""From decoded channels to words: pieces, Whisper in its own process, who is speaking."""
