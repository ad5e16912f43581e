import * as cdk from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { TimesStack } from './times-stack';

class Harbour extends cdk.Stage {
  public readonly address: cdk.CfnOutput;

  constructor(scope: Construct, id: string, props: cdk.StageProps) {
    super(scope, id, props);
    this.address = new TimesStack(this, 'Times').address;
  }
}

export class PipelineStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    const pipeline = new CodePipeline(this, 'Pipeline', {
      crossAccountKeys: true,
      synth: new ShellStep('Synth', {
        input: CodePipelineSource.gitHub('mira-holm/ferry-times', 'main'),
        commands: ['npm ci', 'npx cdk synth'],
      }),
    });
    const test = new Harbour(this, 'Test', { env: { account: '222222222222', region: 'eu-west-1' } });
    pipeline.addStage(test, {
      post: [
        new ShellStep('Smoke', {
          envFromCfnOutputs: { ADDRESS: test.address },
          commands: ['curl --silent --show-error --fail "$ADDRESS" | grep 10:40'],
        }),
      ],
    });
    pipeline.addStage(new Harbour(this, 'Live', { env: { account: '333333333333', region: 'eu-west-1' } }), {
      pre: [new ManualApprovalStep('Captain')],
    });
  }
}
