"""A reader that goes early, such as `| head`, is no trouble."""

import subprocess
import sys
from pathlib import Path

from settings import PROJECT


def test_evaluating_into_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    call = tmp_path / "call.txt"
    call.write_text("Agent: Good morning, this is Sara.\nCustomer: My card was stolen.\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "evaluate", str(call), "--json"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait() == 1
