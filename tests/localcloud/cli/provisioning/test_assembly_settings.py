"""What the standalone command reads from an assembly, and what it says of an app that it does not serve."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.cloudformation.handler_permissions import type_permissions
from localcloud.aws.cloudformation.record_handler_permissions import OWN_TYPES
from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.provisioning import served_resources
from localcloud.cli.provisioning.assembly_settings import settings_of_assembly
from localcloud.cli.provisioning.bootstrap import targets
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.provisioning.assemblies import CONNECTION, HandMadeAssembly, pipeline

HOME = "aws://444444444444/eu-west-1"
GUEST = "aws://555555555555/eu-west-1"
OTHER_GUEST = "aws://666666666666/eu-west-1"
GUEST_ELSEWHERE = "aws://555555555555/us-west-2"


@pytest.fixture
def assembly(tmp_path: Path) -> HandMadeAssembly:
    """An app whose stack `greeting-pipeline` has the one pipeline."""
    return HandMadeAssembly(tmp_path / "cdk.out").stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)


def test_accounts_go_by_the_stages_that_deploy_into_them(assembly: HandMadeAssembly) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", OTHER_GUEST).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "555555555555", "roof": "666666666666"}
    assert (settings.pipeline_account, settings.region, dict(settings.regions)) == ("444444444444", "eu-west-1", {})
    assert (settings.repository, settings.branch) == ("example-org/greeting", "trunk")
    assert settings.pipeline_stack == "greeting-pipeline"


def test_a_stage_in_the_pipelines_own_account_is_an_environment_too(assembly: HandMadeAssembly) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", HOME).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "444444444444"}


def test_two_stages_of_one_account_are_one_environment(assembly: HandMadeAssembly) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", GUEST).folder)
    assert list(settings.accounts) == ["pipeline", "hall"]


def test_a_further_account_of_a_stage_goes_by_its_id(assembly: HandMadeAssembly) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", GUEST, OTHER_GUEST).folder)
    assert dict(settings.accounts) == {
        "pipeline": "444444444444",
        "hall": "555555555555",
        "666666666666": "666666666666",
    }


def test_an_environment_in_another_region_is_bootstrapped_and_asked_there(assembly: HandMadeAssembly) -> None:
    # As the CDK does: a stack with the store of a second region, outside of every stage.
    assembly.stack("greeting-pipeline-support-us-west-2", environment="aws://444444444444/us-west-2")
    settings, _ = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", GUEST_ELSEWHERE).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "555555555555", "roof": "555555555555"}
    assert dict(settings.regions) == {"roof": "us-west-2"}
    assert [(target.account, target.region) for target in targets(settings)] == [
        ("444444444444", "eu-west-1"),
        ("444444444444", "us-west-2"),
        ("555555555555", "eu-west-1"),
        ("555555555555", "us-west-2"),
    ]


def test_a_further_region_of_a_stage_goes_by_id_and_region(assembly: HandMadeAssembly) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", GUEST, GUEST_ELSEWHERE).folder)
    assert dict(settings.regions) == {"555555555555-us-west-2": "us-west-2"}
    assert settings.region_of("hall") == "eu-west-1"
    assert settings.accounts["555555555555-us-west-2"] == "555555555555"


def test_an_account_of_a_stack_before_the_pipelines_is_one_to_bootstrap(tmp_path: Path) -> None:
    assembly = HandMadeAssembly(tmp_path / "cdk.out")
    assembly.stack("support", environment="aws://444444444444/us-east-1")
    assembly.stack("apart", environment="aws://555555555555/us-east-1")
    assembly.stack("delivery", pipeline(CONNECTION), environment="aws://111111111111/us-east-1", after=["support"])
    settings, _ = settings_of_assembly(assembly.folder)
    assert settings.accounts == {"pipeline": "111111111111", "444444444444": "444444444444"}


def test_an_account_that_a_source_is_read_in_is_one_too(tmp_path: Path) -> None:
    kind = {"Category": "Source", "Owner": "AWS", "Provider": "CodeCommit", "Version": "1"}
    source = {
        "ActionTypeId": kind,
        "Configuration": {"RepositoryName": "shared", "BranchName": "main"},
        "RoleArn": "arn:aws:iam::666666666666:role/reads-shared",
    }
    assembly = HandMadeAssembly(tmp_path / "cdk.out").stack("delivery", pipeline(source), environment=HOME)
    settings, _ = settings_of_assembly(assembly.folder)
    assert settings.accounts == {"pipeline": "444444444444", "666666666666": "666666666666"}


def test_what_a_source_reads_of_the_account_is_made_and_what_it_comes_to_is_read(tmp_path: Path) -> None:
    named = {"FullRepositoryId": {"Ref": "Repository"}, "ConnectionArn": {"Fn::ImportValue": "shared-connection"}}
    source = {**CONNECTION, "Configuration": {"BranchName": "trunk", **named}}
    assembly = HandMadeAssembly(tmp_path / "cdk.out").stack("delivery", pipeline(source), environment=HOME)
    template = assembly.folder / "delivery.template.json"
    stored = {"Repository": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/delivery/repository"}}
    template.write_text(json.dumps({**json.loads(template.read_text()), "Parameters": stored}))
    with pytest.raises(CommandError, match=r"no stack of the app makes: the parameter /delivery/repository$"):
        settings_of_assembly(assembly.folder)
    choices = AppChoices(existing=(("/delivery/repository", "example-org/ferries"),))
    settings, sources = settings_of_assembly(assembly.folder, choices)
    assert settings.repository == "example-org/ferries"
    assert {value.name: value.kind for value in sources.existing} == {
        "shared-connection": "export",
        "/delivery/repository": "parameter",
    }


def test_a_repository_may_be_a_parameter_that_a_person_gives(tmp_path: Path) -> None:
    source = {**CONNECTION, "Configuration": {"FullRepositoryId": {"Ref": "Repository"}, "BranchName": "trunk"}}
    assembly = HandMadeAssembly(tmp_path / "cdk.out").stack("delivery", pipeline(source), environment=HOME)
    template = assembly.folder / "delivery.template.json"
    declared = {"Repository": {"Type": "String"}}
    template.write_text(json.dumps({**json.loads(template.read_text()), "Parameters": declared}))
    choices = AppChoices(parameters=(("Repository", "example-org/ferries"),))
    assert settings_of_assembly(assembly.folder, choices)[0].repository == "example-org/ferries"


def test_an_asset_manifest_without_images_is_served(assembly: HandMadeAssembly) -> None:
    assert settings_of_assembly(assembly.assets("greeting-pipeline", images={}).folder)[0].region == "eu-west-1"


@pytest.mark.parametrize(("qualifier", "own"), [("hnb659fds", ""), ("orchard1", "orchard1")])
def test_an_app_may_call_its_bootstrap_by_a_word_of_its_own(tmp_path: Path, qualifier: str, own: str) -> None:
    made = HandMadeAssembly(tmp_path / "assembly")
    made.stack("greeting", pipeline(CONNECTION), environment="aws://111111111111/us-east-1", qualifier=qualifier)
    assert settings_of_assembly(made.folder)[0].qualifier == own


def no_pipeline(folder: Path) -> HandMadeAssembly:
    return HandMadeAssembly(folder).stack("greeting", environment=HOME)


def pipeline_in_a_stage(folder: Path) -> HandMadeAssembly:
    assembly = HandMadeAssembly(folder).stage("Hall", HOME)
    HandMadeAssembly(folder / "again").stack("hall-0", pipeline(CONNECTION), environment=HOME)
    (folder / "again" / "hall-0.template.json").replace(folder / "assembly-Hall" / "hall-0.template.json")
    return assembly


def two_pipelines(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.stack("farewell-pipeline", pipeline(CONNECTION), environment=HOME)


def another_construct_name(folder: Path) -> HandMadeAssembly:
    return HandMadeAssembly(folder).stack("greeting", pipeline(CONNECTION), environment=HOME, construct="Pipeline")


def test_a_stack_with_another_name_than_its_construct_is_deployed_by_that(tmp_path: Path) -> None:
    settings, _ = settings_of_assembly(another_construct_name(tmp_path / "cdk.out").folder)
    assert (settings.pipeline_stack, settings.pipeline_construct) == ("greeting", "Pipeline")


def no_env(folder: Path) -> HandMadeAssembly:
    unknown = "aws://unknown-account/unknown-region"
    return HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=unknown)


def with_parameters(**parameters: Mapping[str, str]) -> Callable[[Path], HandMadeAssembly]:
    """An app whose pipeline's stack has parameters, by their names."""

    def made(folder: Path) -> HandMadeAssembly:
        assembly = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
        template = folder / "greeting-pipeline.template.json"
        declared = {name: {"Type": "String", **more} for name, more in parameters.items()}
        template.write_text(json.dumps({**json.loads(template.read_text()), "Parameters": declared}))
        return assembly

    return made


def a_placeholder(folder: Path) -> HandMadeAssembly:
    return HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment="aws://me/eu-west-1")


def no_region(folder: Path) -> HandMadeAssembly:
    unknown = "aws://444444444444/unknown-region"
    return HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=unknown)


@pytest.mark.parametrize(
    ("environment", "account", "region"),
    [
        ("aws://555555555555/unknown-region", "555555555555", "eu-west-1"),
        ("aws://unknown-account/us-west-2", "444444444444", "us-west-2"),
        ("aws://unknown-account/unknown-region", "444444444444", "eu-west-1"),
    ],
)
def test_a_stage_that_names_no_account_or_region_is_deployed_where_the_pipeline_is(
    assembly: HandMadeAssembly, environment: str, account: str, region: str
) -> None:
    settings, _ = settings_of_assembly(assembly.stage("Hall", environment).folder)
    assert (settings.accounts["hall"], settings.region_of("hall")) == (account, region)


def test_nobody_is_asked_whose_a_stack_is_that_the_pipeline_does_not_deploy(assembly: HandMadeAssembly) -> None:
    assembly.stack("sandbox", environment="aws://unknown-account/unknown-region")
    settings, _ = settings_of_assembly(assembly.folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444"}


def with_sources(*sources: Mapping[str, Any]) -> Callable[[Path], HandMadeAssembly]:
    return lambda folder: HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(*sources), environment=HOME)


def an_image(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.assets("greeting-pipeline", images={"0a1b": {"displayName": "Painter", "source": {}}})


def a_nameless_image(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.assets("greeting-pipeline", images={"0a1b": {"source": {}}})


def a_function(runtime: Any) -> Callable[[Path], HandMadeAssembly]:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": runtime}}
    return lambda folder: HandMadeAssembly(folder).stack(
        "greeting-pipeline", pipeline(CONNECTION), function, environment=HOME
    )


@pytest.fixture(autouse=True)
def _no_container_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has."""
    monkeypatch.setattr(served_resources, "container_engine", lambda _: "")


def test_with_an_engine_functions_of_every_runtime_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_resources, "container_engine", lambda _: "/usr/bin/docker")
    settings, _ = settings_of_assembly(a_function("java21")(tmp_path / "cdk.out").folder)
    assert settings.pipeline_stack == "greeting-pipeline"


@pytest.mark.parametrize("runtime", ["python3.13", "nodejs22.x", "provided.al2023", {"Ref": "Runtime"}])
def test_functions_that_are_a_process_are_served(tmp_path: Path, runtime: Any) -> None:
    settings, _ = settings_of_assembly(a_function(runtime)(tmp_path / "cdk.out").folder)
    assert settings.pipeline_stack == "greeting-pipeline"


def a_type(name: str, **more: Any) -> Callable[[Path], HandMadeAssembly]:
    """An app whose pipeline deploys a stack with a resource of that type."""
    one = pipeline(CONNECTION)
    deployment = {"Category": "Deploy", "Owner": "AWS", "Provider": "CloudFormation", "Version": "1"}
    path = {"StackName": "harbour", "TemplatePath": "Synth::harbour.template.json"}
    deploys = {"Name": "Deploy", "ActionTypeId": deployment, "Configuration": path}
    one["Properties"]["Stages"].append({"Name": "Deploy", "Actions": [deploys]})

    def made(folder: Path) -> HandMadeAssembly:
        assembly = HandMadeAssembly(folder).stack("greeting-pipeline", one, environment=HOME)
        return assembly.stack("harbour", {"Type": name, **more}, environment=HOME)

    return made


def an_action(owner: str, provider: str) -> Callable[[Path], HandMadeAssembly]:
    """An app whose pipeline ends with an action of that type."""
    one = pipeline(CONNECTION)
    kind = {"Category": "Deploy", "Owner": owner, "Provider": provider, "Version": "1"}
    one["Properties"]["Stages"].append({"Name": "Last", "Actions": [{"Name": "Quay", "ActionTypeId": kind}]})
    return lambda folder: HandMadeAssembly(folder).stack("greeting-pipeline", one, environment=HOME)


def test_types_without_a_published_schema_that_are_served_are_all_named() -> None:
    served = {*_RESOURCE_HANDLERS, *OWN_TYPES}
    assert {name for name in served if type_permissions(name) is None} == served_resources.WITHOUT_SCHEMA


@pytest.mark.parametrize(
    "assembled",
    [
        a_type("AWS::S3::Bucket"),
        a_type("Custom::Tides"),
        a_type("AWS::CDK::Metadata"),
        a_type("AWS::Harbour::Crane", Condition="Never"),
        a_type("AWS::SQS::Queue", Properties={"QueueName": {"Fn::GetAtt": ["Resource0", "Arn"]}}),
        a_type("Custom::Tides", Properties={"Level": {"Fn::GetAtt": "Resource0.High"}}),
        # Not deployed by the pipeline, so nothing that it could fail at.
        lambda folder: with_sources(CONNECTION)(folder).stack("x", {"Type": "AWS::Harbour::Crane"}, environment=HOME),
    ],
)
def test_what_the_pipeline_can_deploy_is_served(tmp_path: Path, assembled: Callable[[Path], HandMadeAssembly]) -> None:
    settings, _ = settings_of_assembly(assembled(tmp_path / "cdk.out").folder)
    assert settings.pipeline_stack == "greeting-pipeline"


def test_what_a_stack_of_the_pipeline_lacks_is_told_and_made_where_it_is(tmp_path: Path) -> None:
    queue = {"Properties": {"Tags": [{"Fn::ImportValue": "shared-quay"}]}}
    folder = a_type("AWS::SQS::Queue", **queue)(tmp_path / "cdk.out").folder
    with pytest.raises(CommandError, match="stacks that the pipeline deploys read what no stack before") as refused:
        settings_of_assembly(folder)
    where = "which harbour reads in 444444444444 eu-west-1"
    assert refused.value.details == (f"the export shared-quay, {where}: --existing shared-quay=VALUE",)
    _, sources = settings_of_assembly(folder, AppChoices(existing=(("shared-quay", "north"),)))
    assert [(value.name, value.account, value.value) for value in sources.existing] == [
        ("shared-quay", "444444444444", "north")
    ]


IMAGE_SOURCE = {"ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "ECR", "Version": "1"}}
BY_REFERENCE = {**CONNECTION, "Configuration": {"FullRepositoryId": {"Ref": "Repository"}, "BranchName": "trunk"}}


@pytest.mark.parametrize(
    ("assembled", "problem", "remedy"),
    [
        (no_pipeline, "no stack of the app itself has an AWS::CodeP", "outside of every Stage"),
        (
            pipeline_in_a_stage,
            "no stack of the app itself has an AWS::CodePipeline::Pipeline",
            "outside of every Stage",
        ),
        (two_pipelines, "2 pipelines (greeting-pipeline, farewell-pipeline)", "--stack greeting-pipeline or"),
        (no_env, "the stack greeting-pipeline names no account", "--account 111111111111 decides"),
        (no_env, "the stack greeting-pipeline names no account", "names no region either: --region us-east-1"),
        (
            a_placeholder,
            "greeting-pipeline is for aws://me/eu-west-1, which is no account of 12 digits",
            "111111111111",
        ),
        (no_region, "the stack greeting-pipeline names no region", "--region us-east-1 decides"),
        (
            with_parameters(Tide={}, Moon={}, Sea={"Default": ""}),
            "greeting-pipeline has parameters without a value: Tide, Moon",
            "--parameters Tide=VALUE --parameters Moon=VALUE gives it",
        ),
        (an_image, "container images (Painter)", "file assets"),
        (a_nameless_image, "container images (of greeting-pipeline)", "file assets"),
        (a_function("java21"), "functions that need docker or podman, and none answers: Resource1 (java21)", "python"),
        (a_function("ruby3.4"), "Resource1 (ruby3.4)", "python, nodejs, provided"),
        (
            a_type("AWS::Harbour::Crane"),
            "the stack harbour, which has resources that are not served here: AWS::Harbour::Crane (Resource0)",
            "leave",
        ),
        (
            a_type("AWS::Harbour::Crane", Metadata={"aws:cdk:path": "app/Harbour/Crane/Resource"}),
            "AWS::Harbour::Crane (app/Harbour/Crane)",
            "leave",
        ),
        (
            a_type("AWS::SQS::Queue", Properties={"QueueName": {"Ref": "Nobody"}}),
            "the stack harbour, which CloudFormation refuses: Template format error: Unresolved resource dependencies "
            "[Nobody] in the Resources block of the template",
            "harbour.template.json of `cdk synth` has it",
        ),
        (
            a_type("AWS::SQS::Queue", Properties={"QueueName": {"Fn::Sub": "${Resource0.Arm}-${Resource0.Arn}"}}),
            "the stack harbour, which reads attributes that their resources do not have: Resource0.Arm (AWS::SQS::Q",
            "commit it",
        ),
        (
            an_action("AWS", "CloudFormationStackSet"),
            "actions that are not served here: Quay (CloudFormationStackSet)",
            "leave",
        ),
        (an_action("Custom", "Harbourmaster"), "actions that are not served here: Quay (Harbourmaster)", "leave"),
        (with_sources(IMAGE_SOURCE), "the pipeline's source is ECR", "CodePipelineSource.connection"),
        (with_sources(), "the pipeline's source is missing", "CodePipelineSource.connection"),
        (
            with_sources(CONNECTION, IMAGE_SOURCE),
            "source is CodeStarSourceConnection and ECR",
            "CodePipelineSource.connection",
        ),
        (with_sources(BY_REFERENCE), "names its repository or branch by a reference", "as text"),
    ],
)
def test_an_app_that_is_not_served_is_one_line_that_says_what_to_do(
    tmp_path: Path, assembled: Callable[[Path], HandMadeAssembly], problem: str, remedy: str
) -> None:
    with pytest.raises(CommandError) as refused:
        settings_of_assembly(assembled(tmp_path / "cdk.out").folder)
    assert problem in refused.value.message
    assert remedy in refused.value.remedy
    assert refused.value.exit_code is ExitCode.USAGE
    assert "\n" not in refused.value.message + refused.value.remedy


def test_a_parameter_has_the_value_that_a_person_gives(tmp_path: Path) -> None:
    app = with_parameters(Tide={}, Sea={"Default": "North Sea"})(tmp_path / "cdk.out").folder
    settings, _ = settings_of_assembly(app, AppChoices(parameters=(("Tide", "high"),)))
    assert settings.pipeline_stack == "greeting-pipeline"


def test_what_a_person_chose_decides(tmp_path: Path) -> None:
    by_stack, _ = settings_of_assembly(two_pipelines(tmp_path / "two").folder, AppChoices(stack="farewell-pipeline"))
    assert by_stack.pipeline_stack == "farewell-pipeline"
    of_anybody = no_env(tmp_path / "anybody").folder
    somewhere, _ = settings_of_assembly(of_anybody, AppChoices(account="222222222222", region="eu-west-1"))
    assert (somewhere.pipeline_account, somewhere.region) == ("222222222222", "eu-west-1")
    with pytest.raises(CommandError, match="no stack greeting of the app has a pipeline"):
        settings_of_assembly(two_pipelines(tmp_path / "again").folder, AppChoices(stack="greeting"))
