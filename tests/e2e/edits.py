"""What the commits of scenarios change of the project: path, old text, new text."""

from __future__ import annotations

from typing import Final

_CHECKS = "first = [] if number else checks\n"
_WITH_STEP = """\
first = (
                []
                if number
                else [*checks, pipelines.ShellStep("Added", input=source, commands=["echo added-step-ran"])]
            )
"""
_LISTED = '    yield _step(f"{below}/Digest/Digest")\n'

# The pipeline has one step more, before Dev. A step brings a role, and its library-made wildcards have to be listed, or
# nag stops the commit in Build.
ADDED_STEP: Final = (
    ("pipeline/pipeline_stack.py", _CHECKS, _WITH_STEP),
    (
        "compliance/register/pipeline_acknowledgements.py",
        _LISTED,
        _LISTED + '    if first:\n        yield _step(f"{below}/Added/Added")\n',
    ),
)

# The pipeline asks its approver in other words, and is as strict as before.
OTHER_QUESTION: Final = ("pipeline/steps/approval_step.py", 'f"Deploy commit {', 'f"Release commit {')

# The build spec of Build names a target that the Makefile lacks, which shows only once it is the deployed one.
BROKEN_BUILD_SPEC: Final = ("buildspecs/synth.yml", "- make synth\n", "- make synthesize\n")

# Right in dev; prod's smoke tests find it.
KEPT_TOO_LONG_IN_PROD: Final = (
    "src/backend/dal/artifact_store.py",
    "+ self._retention\n",
    '+ (2 if __import__("os").environ["ENVIRONMENT"] == "prod" else 1) * self._retention\n',
)
