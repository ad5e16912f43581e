"""Where AWS has what the pipeline needs: the settings' data, held to the SDK's and to the local cloud's."""

from __future__ import annotations

import re

import boto3
import pytest

from localcloud.services.codebuild.process.lambda_compute import REGIONS
from stages.regions import CONNECTIONS, LAMBDA_COMPUTE, NOTIFICATIONS, PIPELINE_ACTIONS, Feature


@pytest.mark.parametrize(
    "feature", [CONNECTIONS, NOTIFICATIONS, PIPELINE_ACTIONS, LAMBDA_COMPUTE], ids=lambda one: one.name
)
def test_regions_of_a_feature_exist_and_say_where_they_are_from(feature: Feature) -> None:
    assert feature.regions <= set(boto3.Session().get_available_regions("s3", partition_name="aws"))
    assert feature.source.startswith("https://docs.aws.amazon.com/")
    assert re.fullmatch(r"20\d\d-\d\d", feature.as_of)


@pytest.mark.parametrize(
    ("feature", "service"),
    [
        (CONNECTIONS, "codestar-connections"),
        (NOTIFICATIONS, "codestar-notifications"),
        (PIPELINE_ACTIONS, "codepipeline"),
    ],
)
def test_regions_are_those_that_the_sdk_knows(feature: Feature, service: str) -> None:
    assert feature.regions == set(boto3.Session().get_available_regions(service, partition_name="aws"))


def test_lambda_compute_is_where_the_local_cloud_has_it() -> None:
    assert LAMBDA_COMPUTE.regions == REGIONS
