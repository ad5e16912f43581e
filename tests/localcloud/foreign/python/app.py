#!/usr/bin/env python3
import aws_cdk as cdk
from orchard.pipeline_stack import OrchardPipeline

app = cdk.App()
OrchardPipeline(app, "OrchardPipeline", env=cdk.Environment(account="444444444444", region="us-east-1"))
app.synth()
