"""Run where the only name server is this process: asks for AWS as a build's programs do, and prints which names were
looked up, first with the variables of a build, then without, which shows that the trap would have noticed.

`python -m tests.localcloud.aws.names.name_trap FOLDER`, as root of a network and mount namespace of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.localcloud.aws.names.stand_in_cloud import answered_names

NODE_REQUEST = """
require('https').get(process.argv[1], (answer) => {
  answer.on('data', (text) => process.stdout.write(String(text)));
}).on('error', (error) => { console.error(error.message); process.exit(1); });
"""
_PYTHON_REQUEST = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=5).read().decode())"
ADDRESS = "https://sts.eu-west-1.amazonaws.com/"


def commands() -> dict[str, list[str]]:
    """How each kind of program asks for an address, which is its last argument."""
    node = shutil.which("node", path=f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}")
    found = {"python": [sys.executable, "-c", _PYTHON_REQUEST]}
    if node:
        found["node"] = [node, "-e", NODE_REQUEST]
    if shutil.which("curl"):
        found["curl"] = ["curl", "--silent", "--show-error", "--max-time", "5"]
    return found


def main() -> None:
    """Prints a JSON object: by program, what it was answered and what was looked up with and without the variables."""
    folder = Path(sys.argv[1])
    asked: list[str] = []
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.1", 53))
    threading.Thread(target=_note, args=(names, asked), daemon=True).start()
    found = {}
    with answered_names(folder) as variables:
        for program, command in commands().items():
            asked.clear()
            inside = _run([*command, ADDRESS], variables)
            with_variables = list(asked)
            _run([*command, ADDRESS], {})
            found[program] = {"answer": inside, "inside": with_variables, "outside": list(asked)}
    print(json.dumps(found))


def _run(command: list[str], variables: dict[str, str]) -> str:
    environment = {"PATH": os.environ.get("PATH", os.defpath), **variables}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip()


def _note(names: socket.socket, asked: list[str]) -> None:
    """Notes the name of each question, and answers that there is none."""
    while True:
        question, sender = names.recvfrom(4096)
        labels, place = [], 12
        while question[place]:
            labels.append(question[place + 1 : place + 1 + question[place]].decode())
            place += question[place] + 1
        asked.append(".".join(labels))
        names.sendto(question[:2] + b"\x81\x83" + question[4:6] + bytes(6) + question[12 : place + 5], sender)


if __name__ == "__main__":
    main()
