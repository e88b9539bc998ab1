"""The engine: a recorded call goes in, an evaluation and a coaching card come out.

Nothing heavy is imported here; spaCy, Whisper and PyAV load where they are first needed.
"""

ENGINE_VERSION = "joined-1"
