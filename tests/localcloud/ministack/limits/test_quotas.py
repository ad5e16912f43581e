"""Quotas are one table, and AWS's own API answers from it."""

from __future__ import annotations

import pytest

from localcloud.aws.limits.quotas import BY_KEY, LAMBDA_CONCURRENCY, LAMBDA_MEMORY, QUOTAS
from tests.localcloud.cloud_process import DEV, PROD, CloudProcess
from tests.localcloud.ministack.principals import refused

_REQUEST = "https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html"


def test_each_quota_has_a_key_a_code_and_a_page_of_its_own_service() -> None:
    codes = [quota.code for quota in QUOTAS if quota.code]
    assert len(codes) == len(set(codes))
    assert len(BY_KEY) == len(QUOTAS)
    for quota in QUOTAS:
        pages = {"ec2": "AWSEC2"}.get(quota.service, quota.service)
        assert quota.source.startswith(f"https://docs.aws.amazon.com/{pages}/"), quota
        assert 0 < quota.new <= quota.mature, quota
        assert quota.adjustable == bool(quota.code), quota


def _value(cloud: CloudProcess, account: str, code: str = LAMBDA_CONCURRENCY.code) -> float:
    client = cloud.client("service-quotas", account)
    value: float = client.get_service_quota(ServiceCode="lambda", QuotaCode=code)["Quota"]["Value"]
    return value


def test_a_mature_account_has_the_defaults(cloud: CloudProcess) -> None:
    assert _value(cloud, DEV) == 1000


def test_a_new_account_has_less_than_awss_default(new_cloud: CloudProcess) -> None:
    client = new_cloud.client("service-quotas", DEV)
    assert _value(new_cloud, DEV) == 10
    default = client.get_aws_default_service_quota(ServiceCode="lambda", QuotaCode=LAMBDA_CONCURRENCY.code)
    assert default["Quota"]["Value"] == 1000
    assert default["Quota"]["QuotaName"] == "Concurrent executions"


def test_a_services_quotas_are_listed_page_by_page(new_cloud: CloudProcess) -> None:
    pages = new_cloud.client("service-quotas").get_paginator("list_service_quotas")
    found = [
        quota
        for page in pages.paginate(ServiceCode="codebuild", PaginationConfig={"PageSize": 5})
        for quota in page["Quotas"]
    ]
    assert {quota["QuotaCode"] for quota in found} == {quota.code for quota in QUOTAS if quota.service == "codebuild"}
    assert {quota["Value"] for quota in found} == {1.0}


def test_what_only_aws_support_raises_is_not_listed(cloud: CloudProcess) -> None:
    listed = cloud.client("service-quotas").list_service_quotas(ServiceCode="lambda")["Quotas"]
    assert LAMBDA_MEMORY.name not in {quota["QuotaName"] for quota in listed}
    with refused("NoSuchResourceException"):
        _value(cloud, DEV, "L-548AE339")


@pytest.mark.enforces("Service Quotas: a request must ask for more than the account has", source=_REQUEST)
def test_a_request_raises_a_quota_of_one_account(new_cloud: CloudProcess) -> None:
    client = new_cloud.client("service-quotas", PROD)
    requested = {"ServiceCode": "lambda", "QuotaCode": LAMBDA_CONCURRENCY.code}
    with refused("IllegalArgumentException"):
        client.request_service_quota_increase(**requested, DesiredValue=5.0)
    answer = client.request_service_quota_increase(**requested, DesiredValue=1000.0)
    assert answer["RequestedQuota"]["Status"] == "APPROVED"
    assert _value(new_cloud, PROD) == 1000
    assert _value(new_cloud, DEV) == 10
