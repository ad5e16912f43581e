from aws_cdk import Environment, Stack, Stage, pipelines
from constructs import Construct

from orchard.harvest_stack import HarvestStack


class Orchard(Stage):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        HarvestStack(self, "Harvest")


class OrchardPipeline(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        source = pipelines.CodePipelineSource.connection(
            "jon-pear/orchard",
            "main",
            connection_arn="arn:aws:codestar-connections:us-east-1:444444444444:connection/0b9d7d7c-52b1-4c0f-8b30-6a3f5d0a9e11",
        )
        pipeline = pipelines.CodePipeline(
            self,
            "Pipeline",
            cross_account_keys=True,
            synth=pipelines.ShellStep(
                "Synth",
                input=source,
                commands=["npm install -g aws-cdk@2", "python -m pip install -r requirements.txt", "cdk synth"],
            ),
        )
        for name, account in (("North", "444444444444"), ("South", "555555555555"), ("West", "666666666666")):
            wave = pipeline.add_wave(name)
            for region in ("us-east-1", "eu-west-1"):
                environment = Environment(account=account, region=region)
                wave.add_stage(Orchard(self, f"{name}-{region}", env=environment))
