import * as cdk from 'aws-cdk-lib';
import { PipelineStack } from '../lib/pipeline-stack';

const app = new cdk.App();
new PipelineStack(app, 'FerryPipeline', { env: { account: '111111111111', region: 'eu-west-1' } });
