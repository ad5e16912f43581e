"""Bootstraps the accounts, in each region that is used, with the ordinary `cdk bootstrap`, as a person would on AWS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.project import Settings
from localcloud.cli.provisioning.account_policies import AccountPolicies
from localcloud.cli.provisioning.cdk_command import CdkCommand
from localcloud.cli.terminal.child_process import Children

_STACK = "CDKToolkit"
_SECONDS = 180.0
# What CloudFormation deploys with where a project has no policies of its own.
_EXECUTION_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"


@dataclass(frozen=True, kw_only=True)
class Target:
    """An account in a region, which has a bootstrap stack of its own.

    Attributes:
        label: how a person knows it; the region is in it where that is not the pipeline's.
        account: its id.
        trusts: whether the pipeline's account deploys into it.
        holds_pipeline: whether it is the pipeline's account.
    """

    label: str
    account: str
    region: str
    trusts: bool
    holds_pipeline: bool


def targets(settings: Settings) -> tuple[Target, ...]:
    """What must be bootstrapped: each environment, and the pipeline's account wherever artifacts are copied to.

    An account and region that go by several names are one target, under the first; the pipeline's account is an
    environment too where another name has its id.
    """
    pipeline, *environments = settings.accounts
    deployed_into = {settings.accounts[name] for name in environments}
    copied_to = dict.fromkeys((settings.region, *settings.regions.values()))
    named = [
        *((pipeline, region) for region in copied_to),
        *((name, settings.region_of(name)) for name in environments),
    ]
    found: dict[tuple[str, str], Target] = {}
    for name, region in named:
        account = settings.accounts[name]
        label = name if region == settings.region else f"{name} in {region}"
        target = Target(
            label=label,
            account=account,
            region=region,
            trusts=account in deployed_into,
            holds_pipeline=account == settings.accounts[pipeline],
        )
        found.setdefault((account, region), target)
    return tuple(found.values())


def stack_name(settings: Settings) -> str:
    """The bootstrap's stack: that of an app with a qualifier of its own has another name, so that both can be in an
    account, as the CDK's guide has it.
    """
    return f"{_STACK}-{settings.qualifier}" if settings.qualifier else _STACK


def named(settings: Settings) -> list[str]:
    """The options of `cdk bootstrap` that make it the app's own; none for one that goes by the CDK's word."""
    qualifier = settings.qualifier
    return ["--qualifier", qualifier, "--toolkit-stack-name", stack_name(settings)] if qualifier else []


def is_bootstrapped(cloud: LocalCloud, target: Target) -> bool:
    """Whether a target's bootstrap stack is complete; a half-made one is made again."""
    return cloud.is_deployed(stack_name(cloud.settings), account=target.account, region=target.region)


def bootstrap(
    cloud: LocalCloud, children: Children, target: Target, *, cdk: Path, policies: AccountPolicies | None
) -> float:
    """Bootstraps one target: the environments trust the pipeline's account, which deploys into them.

    Args:
        cdk: the pinned command line tool.
        policies: the account's own, which limit what is deployed there; None for an administrator's.

    Returns:
        The seconds it took.

    Raises:
        CommandError: it failed; says which resource stopped it, or what the tool said.
    """
    # Outside an app's folder the CDK does not synthesize the app first.
    empty = cloud.workspace.state / "bootstrap"
    empty.mkdir(parents=True, exist_ok=True)
    return CdkCommand(
        label=f"cdk bootstrap ({target.label})",
        program=cdk,
        words=[
            "bootstrap",
            f"aws://{target.account}/{target.region}",
            *(["--trust", cloud.settings.pipeline_account] if target.trusts else []),
            *named(cloud.settings),
            *limits(target, policies),
        ],
        folder=empty,
        account=target.account,
        region=target.region,
        stack=stack_name(cloud.settings),
        log=cloud.workspace.logs / f"bootstrap-{target.label.replace(' ', '-')}.log",
        seconds=_SECONDS,
    ).run(cloud, children)


def limits(target: Target, policies: AccountPolicies | None) -> list[str]:
    """The options of `cdk bootstrap` that limit what is deployed into a target."""
    if policies is None:
        # `--trust` must say what the trusted account may do; without, the CDK takes the same.
        return ["--cloudformation-execution-policies", _EXECUTION_POLICY] if target.trusts else []
    stage, pipeline = (policies.stage if target.trusts else ""), (policies.pipeline if target.holds_pipeline else "")
    return [
        "--cloudformation-execution-policies",
        ",".join(one for one in (pipeline, stage) if one),
        "--custom-permissions-boundary",
        policies.boundary,
    ]
