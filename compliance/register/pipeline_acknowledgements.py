"""The pipeline stack's acknowledgements: wildcards that CDK Pipelines writes into its own roles' policies, listed
role by role.

Nearly all of them are `AwsSolutions-IAM5`, and none is ours to narrow: the policies come out of the library's grants. A
finding's id embeds logical ids; here a construct's path in braces stands for its logical id, so that a moved
construct is an error and not an orphan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.decisions import LIBRARY_WILDCARDS
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from stages.checks import CHECKS, SOURCE_SCANS
from stages.waves import Wave

_PIPELINE = f"{PIPELINE_STACK}/Delivery/Pipeline"
_ARTIFACTS = f"{PIPELINE_STACK}/Storage/Artifacts/Resource"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One library grant: the findings its wildcards give, and why they stand."""

    findings: tuple[str, ...]
    reason: str


READ_ARTIFACTS = Grant(
    findings=(
        "Action::s3:GetBucket*",
        "Action::s3:GetObject*",
        "Action::s3:List*",
        f"Resource::<{{{_ARTIFACTS}}}.Arn>/*",
    ),
    reason="CDK's read grant on the pipeline's own artifact bucket; artifact keys are made at run time, one for each "
    "execution",
)
WRITE_ARTIFACTS = Grant(
    findings=("Action::s3:Abort*", "Action::s3:DeleteObject*"),
    reason="CDK's write grant on the pipeline's own artifact bucket; the action wildcards cover upload and clean-up of "
    "parts only",
)
ENCRYPT_ARTIFACTS = Grant(
    findings=("Action::kms:GenerateDataKey*", "Action::kms:ReEncrypt*"),
    reason="CDK's encryption grant; the resource is exactly the artifact key, the wildcards are KMS's own API variants",
)


def _replicas(regions: Sequence[str]) -> tuple[Grant, ...]:
    """What lets the pipeline's own role copy artifacts into the stores of other regions."""
    if not regions:
        return ()
    buckets = (
        f"Resource::arn:{{partition}}:s3:::{PRODUCT}-replica-{region}-{{account}}-bucket-tools/*" for region in regions
    )
    return (
        Grant(
            findings=tuple(buckets),
            reason="CDK's grants on the artifact buckets of other regions; artifact keys are made at run time, one for "
            "each execution",
        ),
        Grant(
            findings=("Resource::*",),
            reason="CDK's encryption grant on the artifact keys of other regions, whose ids this stack cannot know; "
            "the policies of keys decide who may use one, and those keys admit this account",
        ),
    )


ANNOUNCE = Grant(
    findings=("Action::kms:GenerateDataKey*",),
    reason="CDK's grant to publish on the encrypted topic; the resource is exactly the topic's key, the wildcard is "
    "KMS's own API variants",
)
ASSET_BUILDS = Grant(
    findings=(
        "Resource::*",
        "Resource::arn:{partition}:logs:{region}:{account}:log-group:/aws/codebuild/*",
        "Resource::arn:{partition}:codebuild:{region}:{account}:report-group/*",
    ),
    reason="CDK Pipelines shares one role among asset projects, whose names it does not know when it writes the policy",
)
SELF_MUTATION = Grant(
    findings=("Resource::*", "Resource::arn:*:iam::{account}:role/*"),
    reason="CDK Pipelines' self-mutation: describes stacks, and assumes only roles that carry the bootstrap tag "
    "(iam:ResourceTag)",
)


def _build(project: str) -> Grant:
    """Log streams and report groups of one build project, named after it."""
    return Grant(
        findings=(
            f"Resource::arn:{{partition}}:logs:{{region}}:{{account}}:log-group:/aws/codebuild/<{{{project}}}>:*",
            f"Resource::arn:{{partition}}:codebuild:{{region}}:{{account}}:report-group/<{{{project}}}>-*",
        ),
        reason="CodeBuild names log streams and report groups below the project's name at run time; the project is "
        "exact",
    )


def _evidence(step: str) -> Grant:
    return Grant(
        findings=(f"Resource::<{{{PIPELINE_STACK}/Evidence/Bucket/Resource}}.Arn>/*/{step}/*",),
        reason="adds evidence below the id of an execution, which does not exist when the policy is written; PutObject "
        "only",
    )


@dataclass(frozen=True, kw_only=True)
class RolePolicy:
    """One role's default policy and the library grants in it."""

    path: str
    grants: tuple[Grant, ...] = field(default=())


def _step(path: str, *grants: Grant, role: str | None = None) -> RolePolicy:
    """A build project's role: reads its inputs, writes its log; what else it may do is given."""
    return RolePolicy(
        path=f"{role or f'{path}/Role'}/DefaultPolicy/Resource",
        grants=(READ_ARTIFACTS, ENCRYPT_ARTIFACTS, _build(f"{path}/Resource"), *grants),
    )


def _of_wave(wave: Wave, *, first: bool) -> Iterator[RolePolicy]:
    """A wave's steps: the facts before its approval, the checks in the first, the comparison of digests, and a smoke
    test of each environment."""
    if wave.approval:
        yield _step(f"{_PIPELINE}/{wave.approval_stage_name}/Facts/Facts", _evidence("facts"))
        yield RolePolicy(
            path=f"{_PIPELINE}/{wave.approval_stage_name}/Approve/CodePipelineActionRole/DefaultPolicy/Resource",
            grants=(ANNOUNCE,),
        )
    below = f"{_PIPELINE}/{wave.stage_name}"
    if first:
        for step, target in CHECKS.items():
            yield _step(f"{below}/{step}/{step}", _evidence(target))
    yield _step(f"{below}/Digest/Digest")
    for environment in wave.environments:
        smoke = "Smoke" if len(wave.environments) == 1 else f"{environment.stage_name}.Smoke"
        yield _step(f"{below}/{smoke}/Smoke", role=f"{PIPELINE_STACK}/Smoke{environment.stage_name}Role")


def role_policies(waves: Sequence[Wave], replica_regions: Sequence[str] = ()) -> tuple[RolePolicy, ...]:
    """Every role of the pipeline stack whose policy a library wrote."""
    return (
        RolePolicy(
            path=f"{_PIPELINE}/Role/DefaultPolicy/Resource",
            grants=(READ_ARTIFACTS, WRITE_ARTIFACTS, ENCRYPT_ARTIFACTS, *_replicas(replica_regions)),
        ),
        RolePolicy(
            path=f"{_PIPELINE}/Source/Source/CodePipelineActionRole/DefaultPolicy/Resource",
            grants=(READ_ARTIFACTS, WRITE_ARTIFACTS, ENCRYPT_ARTIFACTS),
        ),
        _step(f"{_PIPELINE}/Build/Synth/Synth", WRITE_ARTIFACTS, _evidence("synth")),
        _step(f"{_PIPELINE}/Build/SourceScans/SourceScans", _evidence(SOURCE_SCANS)),
        _step(f"{_PIPELINE}/Build/Gate/CdkBuildProject", WRITE_ARTIFACTS, _evidence("gate")),
        *(policy for number, wave in enumerate(waves) for policy in _of_wave(wave, first=number == 0)),
        _step(f"{PIPELINE_STACK}/Delivery/UpdatePipeline/SelfMutation", SELF_MUTATION),
        RolePolicy(
            path=f"{PIPELINE_STACK}/Delivery/Assets/FileRole/DefaultPolicy/Resource",
            grants=(READ_ARTIFACTS, ASSET_BUILDS),
        ),
    )


def pipeline_entries(waves: Sequence[Wave], replica_regions: Sequence[str]) -> tuple[Acknowledgement, ...]:
    """Every entry, one for each finding of each role."""
    wildcards = (
        LIBRARY_WILDCARDS.excuses(
            finding=f"AwsSolutions::AwsSolutions-IAM5[{finding}]", path=policy.path, reason=grant.reason
        )
        for policy in role_policies(waves, replica_regions)
        for grant in policy.grants
        for finding in grant.findings
    )
    return (*wildcards, *(_any_key() if replica_regions else ()))


def _any_key() -> Iterator[Acknowledgement]:
    """The rule on data finds the statement that `_replicas` excuses one wildcard of."""
    yield LIBRARY_WILDCARDS.excuses(
        finding="CareerVP::CareerVP_PolicyGrantsNotAllData",
        path=f"{_PIPELINE}/Role/DefaultPolicy/Resource",
        reason="CDK's encryption grant on the artifact keys of other regions, whose ids this stack cannot know. The "
        "role is CodePipeline's own, which only that service assumes, and it may read no data but artifacts",
    )
