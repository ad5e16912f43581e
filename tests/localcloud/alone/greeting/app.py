"""A CDK pipeline as small as one can be: a greeting, deployed into another account, and a look at what it says."""

import json
from pathlib import Path

from aws_cdk import App, CfnOutput, Environment, Stack, Stage, pipelines
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_ssm as ssm
from constructs import Construct

REGION = "eu-west-1"
PIPELINE = Environment(account="444444444444", region=REGION)
GUEST = Environment(account="555555555555", region=REGION)
CONNECTION = f"arn:aws:codestar-connections:{REGION}:444444444444:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f"
TOOLS = json.loads(Path("package.json").read_text(encoding="utf-8"))["devDependencies"]


class Hall(Stage):
    """Where the greeting hangs."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        stack = Stack(self, "Greeting", stack_name="greeting")
        parameter = ssm.StringParameter(stack, "Words", parameter_name="/greeting/words", string_value="Good morning")
        self.words = CfnOutput(stack, "GreetingWords", value=parameter.string_value)


app = App()
stack = Stack(app, "greeting-pipeline", env=PIPELINE)
pipeline = pipelines.CodePipeline(
    stack,
    "Pipeline",
    pipeline_type=codepipeline.PipelineType.V2,
    cross_account_keys=True,
    cli_version=TOOLS["aws-cdk"],
    cdk_assets_cli_version=TOOLS["cdk-assets"],
    synth=pipelines.ShellStep(
        "Synth",
        input=pipelines.CodePipelineSource.connection("example-org/greeting", "trunk", connection_arn=CONNECTION),
        install_commands=[
            "npm ci --silent",
            "uv venv --quiet .venv",
            "uv pip sync --quiet --require-hashes --python .venv/bin/python requirements.txt",
        ],
        commands=["node_modules/.bin/cdk synth --quiet"],
    ),
)
hall = Hall(stack, "Hall", env=GUEST)
pipeline.add_stage(
    hall,
    pre=[pipelines.ManualApprovalStep("Ask")],
    post=[
        pipelines.ShellStep(
            "Look", commands=['test "$WORDS" = "Good morning"'], env_from_cfn_outputs={"WORDS": hall.words}
        )
    ],
)
app.synth()
