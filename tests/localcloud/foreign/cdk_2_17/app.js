const cdk = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const pipelines = require('aws-cdk-lib/pipelines');

const env = { account: '888888888888', region: 'us-west-2' };

class LetterBox extends cdk.Stage {
  constructor(scope, id, props) {
    super(scope, id, props);
    const stack = new cdk.Stack(this, 'LetterBox');
    new lambda.Function(stack, 'Letters', {
      functionName: 'letters',
      runtime: lambda.Runtime.NODEJS_14_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset('letters'),
    });
  }
}

class LetterBoxPipeline extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      cliVersion: '2.17.0',
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.connection('ane-vik/letter-box', 'master', {
          connectionArn: 'arn:aws:codestar-connections:us-west-2:888888888888:connection/52b5c1c8-0d1a-47f0-8d3f-27a3c4a9b1f6',
        }),
        commands: ['npm ci', 'npx cdk synth'],
      }),
    });
    pipeline.addStage(new LetterBox(this, 'Post', { env }));
  }
}

const app = new cdk.App();
new LetterBoxPipeline(app, 'LetterBoxPipeline', { env });
app.synth();
