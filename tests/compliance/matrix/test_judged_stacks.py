"""Which accounts are foreign to a stack: another environment's, and not the pipeline's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compliance.assembly import ConstructLines, SynthesizedStack
from compliance.matrix.judged_stacks import judged_stacks

TOOLS, DEV, PROD = "111111111111", "222222222222", "333333333333"
STACKS = {
    "careervp-pipeline": TOOLS,
    "careervp-pipeline/Dev/Letters": DEV,
    "careervp-pipeline/Prod/Letters": PROD,
}


@pytest.mark.parametrize(
    ("trusted", "foreign_to"),
    [
        (TOOLS, set()),
        (DEV, {"careervp-pipeline/Prod/Letters"}),
        (PROD, {"careervp-pipeline/Dev/Letters"}),
        ("999999999999", {*STACKS}),
    ],
)
def test_another_environments_account_is_foreign(trusted: str, foreign_to: set[str]) -> None:
    template = {"Resources": {"Reader": _role_for(trusted)}}
    stacks = [_stack(path, account, template) for path, account in STACKS.items()]
    judged = judged_stacks(stacks, ConstructLines({}))
    found = {
        stack.path
        for stack in judged
        for body in stack.judged["Resources"].values()
        if body["Type"] == "Fact::IAM::Statement" and body["Properties"]["OpenToForeignAccounts"]
    }
    assert found == foreign_to


def _role_for(account: str) -> dict[str, Any]:
    principal = {"AWS": f"arn:aws:iam::{account}:role/reader"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [statement]}}}


def _stack(path: str, account: str, template: dict[str, Any]) -> SynthesizedStack:
    return SynthesizedStack(
        name=path.replace("/", "-"),
        display_name=path,
        environment=f"aws://{account}/us-east-1",
        template=template,
        template_file=Path("letters.template.json"),
    )
