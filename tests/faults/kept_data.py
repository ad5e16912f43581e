"""Releases that replace what keeps data: one without, and one with the entry that says that it was reviewed."""

from __future__ import annotations

from feature_stacks.naming import PRODUCT
from tests.faults.fault import Fault, Prod
from tests.faults.scene import APPROVAL, Edit, Outcome, Scene

_RENAMED: Edit = (
    "feature_stacks/cv_tailoring_stack.py",
    '-checks", "logs", environment_name)',
    '-checking", "logs", environment_name)',
)
_FINDING = ("Release::replacing", f"{PRODUCT}-cv-tailoring-prod/ChecksLogFDACD5A4")
_NO_ENTRY = "RELEASES: Final[tuple[Acknowledgement, ...]] = ()\n"
_ENTRY = f'''RELEASES: Final[tuple[Acknowledgement, ...]] = (
    Acknowledgement(
        finding="{_FINDING[0]}",
        path="{_FINDING[1]}",
        reason="The log group gets another name; the old one stays in prod, with what was written to it.",
        owner="platform team",
        record="docs/adr/0017-the-facts-before-an-approval.md",
        expires=datetime.date(2027, 5, 31),
    ),
)
'''
_REVIEWED: tuple[Edit, ...] = (
    ("compliance/register/release_acknowledgements.py", _NO_ENTRY, _ENTRY),
    (
        "compliance/register/release_acknowledgements.py",
        "from typing import Final\n",
        "import datetime\nfrom typing import Final\n",
    ),
)


def _without_an_entry(scene: Scene) -> Outcome:
    scene.settle()
    pushed = scene.push("A log group with another name", _RENAMED)
    return Outcome(execution=scene.delivery.follow(pushed.execution), release=pushed.release)


def _with_an_entry(scene: Scene) -> Outcome:
    scene.settle()
    pushed = scene.push("A log group with another name, reviewed", _RENAMED, *_REVIEWED)
    scene.moving = Outcome(execution=scene.delivery.wait_for_approval(pushed.execution), release=pushed.release)
    return scene.moving


FAULTS = (
    Fault(
        name="destructive change without an entry",
        injected="a log group gets another name, which replaces it",
        action="ApproveProd/Facts",
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=_FINDING,
        inject=_without_an_entry,
        edits=(_RENAMED,),
    ),
    Fault(
        name="destructive change with a reviewed entry",
        injected="the same, with an entry in the register that names that log group",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("waits for a person",),
        inject=_with_an_entry,
        edits=(_RENAMED, *_REVIEWED),
    ),
)
