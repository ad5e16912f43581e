"""A small application in the shape of the product: encrypted bucket, table, function, API under AWS_IAM."""

from __future__ import annotations

from aws_cdk import App, CfnOutput, DefaultStackSynthesizer, Environment, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

CODE = """
import json, os
import boto3

def handler(event, context):
    body = json.loads(event["body"])
    boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key=body["id"], Body=event["body"].encode())
    boto3.client("dynamodb").put_item(TableName=os.environ["TABLE"], Item={"id": {"S": body["id"]}})
    return {"statusCode": 200, "body": json.dumps({"stored": body["id"]})}
"""


class Small(Stack):
    """Everything in one stack."""

    def __init__(self, scope: Construct, construct_id: str, *, environment: Environment) -> None:
        super().__init__(scope, construct_id, env=environment, synthesizer=DefaultStackSynthesizer())
        key = kms.Key(self, "Key")
        bucket = s3.Bucket(self, "Bucket", encryption=s3.BucketEncryption.KMS, encryption_key=key, enforce_ssl=True)
        table = dynamodb.Table(
            self, "Table", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
        )
        function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_11,
            handler="index.handler",
            code=lambda_.Code.from_inline(CODE),
            environment={"BUCKET": bucket.bucket_name, "TABLE": table.table_name},
        )
        bucket.grant_put(function)
        table.grant_write_data(function)
        api = apigateway.RestApi(self, "Api", cloud_watch_role=False)
        api.root.add_resource("things").add_method(
            "POST",
            apigateway.LambdaIntegration(function),
            authorization_type=apigateway.AuthorizationType.IAM,
        )
        CfnOutput(self, "ApiId", value=api.rest_api_id)
        CfnOutput(self, "Stage", value=api.deployment_stage.stage_name)
        CfnOutput(self, "BucketName", value=bucket.bucket_name)
        CfnOutput(self, "TableName", value=table.table_name)
        CfnOutput(self, "KeyArn", value=key.key_arn)


app = App()
Small(app, "small", environment=Environment(account="222222222222", region="us-east-1"))
app.synth()
