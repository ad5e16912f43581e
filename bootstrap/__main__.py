"""Writes bootstrap/policies.template.json from the templates of a synthesized assembly, or says that it drifted.

python -m bootstrap write [cdk.out]
python -m bootstrap check [cdk.out]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bootstrap.policies_template import TooLongError, template

TEMPLATE: Final = Path(__file__).with_name("policies.template.json")
LONGEST_TEMPLATE: Final = 51_200
"""Bytes of a template in a request; there is no bucket yet from which CloudFormation could read a longer one
(docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html)."""
_USAGE: Final = "bootstrap: say `write` or `check`, and the assembly's folder if it is not cdk.out"


def main(arguments: Sequence[str], *, path: Path = TEMPLATE) -> int:
    if not 1 <= len(arguments) <= 2 or arguments[0] not in ("write", "check"):
        print(_USAGE, file=sys.stderr)
        return 2
    command, assembly = arguments[0], Path(arguments[1] if len(arguments) == 2 else "cdk.out")
    try:
        text = json.dumps(template(assembly), indent=1) + "\n"
    except (LookupError, TooLongError) as error:
        print(f"bootstrap: {error.args[0]}", file=sys.stderr)
        return 2
    if len(text) > LONGEST_TEMPLATE:
        print(
            f"bootstrap: {path.name} would have {len(text)} bytes, over the {LONGEST_TEMPLATE} of a request",
            file=sys.stderr,
        )
        return 2
    if command == "write":
        path.write_text(text, encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != text:
        print(
            f"bootstrap: bootstrap/{path.name} is not what the templates of {assembly} need; "
            "run `make bootstrap-policies`, commit it, and deploy it to each account before the pipeline deploys",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
