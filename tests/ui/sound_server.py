"""A sound server of the test's own: what is played into its room stands at its microphone. No sound card is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

needs_sound_server = pytest.mark.skipif(
    not all(map(shutil.which, ("pulseaudio", "paplay", "espeak-ng"))),
    reason="PulseAudio carries the sound for this test, espeak-ng speaks",
)
_MODULES = (
    "module-null-sink sink_name=room rate=48000 channels=2",
    "module-remap-source master=room.monitor source_name=microphone",
)


@contextmanager
def sound_server(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which programs find it; it ends with the block."""
    folder.mkdir(mode=0o700)
    socket = folder / "sound"
    environment = os.environ | {
        "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "PULSE_SERVER": f"unix:{socket}",
        "PULSE_COOKIE": str(folder / "cookie"),
    }  # fmt: skip
    loads = [f"--load={module}" for module in (f"module-native-protocol-unix socket={socket}", *_MODULES)]
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit"]
    server = subprocess.Popen([*command, *loads], env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(environment, server)
        yield environment
    finally:
        server.terminate()
        server.wait(10)


def _wait(environment: dict[str, str], server: subprocess.Popen[bytes]) -> None:
    ask = ["pactl", "set-default-source", "microphone"]
    for _ in range(100):
        if server.poll() is not None:
            break
        if subprocess.run(ask, env=environment, capture_output=True, check=False).returncode == 0:
            subprocess.run(["pactl", "set-default-sink", "room"], env=environment, check=True)
            return
        time.sleep(0.1)
    raise RuntimeError("the sound server does not start")
