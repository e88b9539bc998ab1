"""A call that is removed while its recording is decoded."""

import hashlib
from pathlib import Path

import pytest

from jobs import steps
from jobs.tools import make_tools
from qa import audio
from qa.audio import AudioLimits
from qa.model import Channel, Direction
from services import calls, processing
from services.calls import NewCall
from settings import Settings
from tests.jobs.centre import NOW, open_centre
from tests.unit.recordings import talk, write


def test_what_browsers_can_play_is_not_left_behind(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = open_centre(database_url, tmp_path)
    tools = make_tools(Settings(data_dir=tmp_path, database_url=database_url))
    sound = write(tmp_path / "call.wav", talk(4), talk(4, seed=2), kind="mulaw.wav")
    sha256 = hashlib.sha256(sound.read_bytes()).hexdigest()
    staged = calls.stage_recording(sound, "call.wav", sha256, Settings(tmp_path, database_url))
    agent_id = centre.agent.account_id
    new_call = NewCall(agent_id, Channel.VOICE, Direction.INBOUND, NOW, recording=staged)
    call = calls.import_recording(centre.store, centre.files, centre.reviewer, new_call, NOW)
    job = processing.begin(centre.store, call.call_id)
    assert job is not None

    def remove_meanwhile(path: Path, name: str, into: Path, limits: AudioLimits) -> Path:
        write_playback(path, name, into, limits)
        calls.remove_call(
            centre.store, centre.files, centre.reviewer, call.call_id, "wrong file", NOW
        )
        return into

    write_playback = audio.write_playback
    monkeypatch.setattr(audio, "write_playback", remove_meanwhile)

    assert steps.decode(tools, job) is None
    assert list(centre.files.hashes()) == []
    tools.store.close()
    centre.close()
