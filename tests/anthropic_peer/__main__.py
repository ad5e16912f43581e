"""The peer as a process: prints its URL, then serves until it is told to end.

python -m tests.anthropic_peer [--port N] [--behaviour NAME[,NAME...]] [--key KEY]
"""

import argparse
import signal
import sys
import threading

from tests.anthropic_peer.behaviours import BEHAVIOURS
from tests.anthropic_peer.server import AnthropicPeer, UnknownBehaviourError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.anthropic_peer", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, for a free one")
    parser.add_argument(
        "--behaviour", default="good", help=f"one a request, the last one stays; known: {', '.join(BEHAVIOURS)}"
    )
    parser.add_argument("--key", default=None, help="the only API key that is accepted; any, where this is left out")
    arguments = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        with AnthropicPeer(*arguments.behaviour.split(","), accepted_key=arguments.key, port=arguments.port) as peer:
            print(peer.url, flush=True)
            ended.wait()
    except (UnknownBehaviourError, OSError) as problem:
        print(f"anthropic_peer: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
