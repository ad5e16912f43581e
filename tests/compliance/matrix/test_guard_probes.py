"""The engine is given the rules that look at something, and the others are in the results all the same."""

from __future__ import annotations

import pytest

from compliance.matrix import Status
from compliance.matrix.guard_probes import PROBE, probed_files
from compliance.packs import GuardFile, guard_files

TOPIC = "AWS::SNS::Topic"


def _file(selection: str) -> GuardFile:
    content = (
        f"# Why.\nlet chosen = Resources.*[ {selection} ]\n\n"
        "rule CareerVP_Chosen when %chosen !empty {\n  %chosen.Properties.Name exists\n    <<Name it.>>\n}\n"
    )
    return GuardFile(name="chosen.guard", content=content)


@pytest.mark.parametrize(
    ("selection", "asked"),
    [
        (f"Type == '{TOPIC}'", True),
        (f"Type in ['AWS::SQS::Queue', '{TOPIC}']", True),
        (f"\n  Type == '{TOPIC}'\n  Properties.Name exists\n", True),
        ("Type == 'AWS::SQS::Queue'", False),
        ("Type in ['AWS::SQS::Queue', 'AWS::S3::Bucket']", False),
        ("Type == 'AWS::SQS::Queue' Properties.Name exists", False),
        ("Type == /SNS/", True),
        ("Type != 'AWS::SQS::Queue'", True),
        ("Type == 'AWS::SQS::Queue' or Properties.Name exists", True),
        ("Properties.Name exists", True),
    ],
)
def test_a_rule_is_asked_unless_what_it_selects_cannot_occur(selection: str, asked: bool) -> None:
    (probed,) = probed_files({TOPIC}, [_file(selection)])
    assert probed.file.rules == (("CareerVP_Chosen", f"{PROBE}0_chosen") if asked else ())
    assert [rule.rule.id for rule in probed.rules] == ["CareerVP_Chosen"]
    assert probed.rules[0].status(()) is Status.NOT_APPLICABLE


def test_without_a_type_no_rule_is_asked_and_all_are_there() -> None:
    probed = probed_files(())
    assert "".join(one.file.content for one in probed) == ""
    assert tuple(rule.rule.id for one in probed for rule in one.rules) == tuple(
        rule for file in guard_files() for rule in file.rules
    )
