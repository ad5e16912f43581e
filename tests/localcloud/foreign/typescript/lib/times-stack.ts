import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Says when the next ferry leaves. */
export class TimesStack extends cdk.Stack {
  public readonly address: cdk.CfnOutput;

  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const next = new lambda.Function(this, 'Next', {
      runtime: lambda.Runtime.PYTHON_3_11,
      handler: 'next_ferry.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda')),
    });
    const api = new apigateway.LambdaRestApi(this, 'Api', { handler: next });
    this.address = new cdk.CfnOutput(this, 'Address', { value: api.url });
  }
}
