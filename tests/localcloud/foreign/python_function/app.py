#!/usr/bin/env python3
import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_python_alpha as lambda_python
from aws_cdk import pipelines

HOME = cdk.Environment(account="777777777777", region="eu-central-1")


class Weather(cdk.Stage):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        stack = cdk.Stack(self, "Weather")
        lambda_python.PythonFunction(
            stack, "Station", function_name="station", entry="functions/weather", runtime=lambda_.Runtime.PYTHON_3_11
        )


class WeatherPipeline(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        source = pipelines.CodePipelineSource.connection(
            "sofia-brandt/weather",
            "main",
            connection_arn="arn:aws:codestar-connections:eu-central-1:777777777777:connection/3e0a8c9b-6d12-4d58-9d5b-5c1f2b7a8d90",
        )
        pipeline = pipelines.CodePipeline(
            self,
            "Pipeline",
            synth=pipelines.ShellStep(
                "Synth",
                input=source,
                install_commands=["npm install -g aws-cdk", "pip install -r requirements.txt"],
                commands=["cdk synth"],
            ),
            docker_enabled_for_synth=True,
        )
        pipeline.add_stage(Weather(self, "Public", env=HOME))


app = cdk.App()
WeatherPipeline(app, "WeatherPipeline", env=HOME)
app.synth()
