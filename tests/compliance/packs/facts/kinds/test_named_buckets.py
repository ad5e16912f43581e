"""Whose the buckets are that a resource names, from every form of a bucket's name."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.packs.facts.kinds.buckets import named_buckets

OWN = "111111111111"
FOREIGN = "999999999999"


def own(resource_type: str, properties: dict[str, Any], **more: Any) -> list[bool]:
    """Of each bucket that one resource names, whether it is told to be ours; more parts of the template by name."""
    resources = {"Tried": {"Type": resource_type, "Properties": properties}, **more.pop("Resources", {})}
    found = named_buckets({"Resources": resources, **more}, frozenset({OWN}))
    return [fact.properties["Own"] for fact in found if fact.of == "Tried"]


@pytest.mark.parametrize(
    ("name", "is_own"),
    [
        ("letters", False),
        (f"letters-{OWN}", True),
        (f"letters-{FOREIGN}", False),
        (f"letters-{OWN}-{FOREIGN}", False),
        (f"letters-{OWN}0", False),
        ({"Ref": "Lake"}, True),
        ({"Fn::ImportValue": "lake"}, True),
        ({"Fn::Sub": "letters-${AWS::AccountId}"}, True),
        ({"Ref": "Told"}, False),
        ({"Ref": "Untold"}, False),
        ("{{resolve:ssm:/letters/bucket}}", False),
        ({"Fn::If": ["Ours", f"letters-{OWN}", f"letters-{OWN}-too"]}, True),
    ],
)
def test_name_tells_whose_it_is(name: Any, is_own: bool) -> None:
    parameters = {"Told": {"Type": "String", "Default": "letters"}, "Untold": {"Type": "String"}}
    found = own("AWS::Lambda::LayerVersion", {"Content": {"S3Bucket": name}}, Parameters=parameters)
    assert set(found) == {is_own}


@pytest.mark.parametrize(
    "place",
    [
        "arn:aws:s3:::letters",
        "arn:aws:s3:::letters/key",
        "s3://letters/key.py",
        "https://s3.eu-west-1.amazonaws.com/letters/key.json",
        "https://letters.s3.eu-west-1.amazonaws.com/key.json",
        "letters.s3.amazonaws.com",
    ],
)
def test_place_is_known_in_whatever_property(place: str) -> None:
    assert own("AWS::Glue::Job", {"Command": {"ScriptLocation": place}}) == [False]
    assert own("AWS::Glue::Job", {"Command": {"ScriptLocation": place.replace("letters", f"letters-{OWN}")}}) == [True]


def test_bucket_of_the_template_is_ours_by_its_name_too() -> None:
    lake = {"Lake": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "letters"}}}
    assert own("AWS::Lambda::LayerVersion", {"Content": {"S3Bucket": "letters"}}, Resources=lake) == [True]


@pytest.mark.parametrize(
    ("resource_type", "properties"),
    [
        ("AWS::S3::Bucket", {"BucketName": "letters"}),
        ("AWS::S3::BucketPolicy", {"Bucket": "letters"}),
        ("AWS::IAM::Role", {"Policies": [{"PolicyDocument": {"Resource": "arn:aws:s3:::letters/*"}}]}),
        ("AWS::CloudWatch::Alarm", {"Dimensions": [{"Name": "BucketName", "Value": "letters"}]}),
        ("AWS::Events::Rule", {"EventPattern": {"detail": {"requestParameters": {"BucketName": ["letters"]}}}}),
        ("AWS::Lambda::Function", {"Environment": {"Variables": {"PLACE": "s3://letters/key"}}}),
        ("AWS::Backup::BackupSelection", {"BackupSelection": {"Resources": ["arn:aws:s3:::*"]}}),
    ],
)
def test_what_takes_nothing_there_names_no_bucket(resource_type: str, properties: dict[str, Any]) -> None:
    assert own(resource_type, properties) == []


@pytest.mark.parametrize("part", ["Source", "Artifacts"])
@pytest.mark.parametrize("location", ["letters", "letters/main.zip", "arn:aws:s3:::letters/main.zip"])
def test_location_of_a_build_is_a_bucket_where_it_is_in_s3(part: str, location: str) -> None:
    assert set(own("AWS::CodeBuild::Project", {part: {"Type": "S3", "Location": location}})) == {False}
    ours = location.replace("letters", f"letters-{OWN}")
    assert set(own("AWS::CodeBuild::Project", {part: {"Type": "S3", "Location": ours}})) == {True}


def test_location_elsewhere_is_none() -> None:
    github = {"Source": {"Type": "GITHUB", "Location": "https://github.example.com/careervp/delivery.git"}}
    assert own("AWS::CodeBuild::Project", github) == []
