// Runs the project's Guard rules on templates, in a thread of its own: starting the engine and judging takes as long as
// all packs of cdk-nag, which run meanwhile.
//
// Data: {"modules": directory that holds node_modules, "guardRules": [{"name", "content"}],
//        "stacks": [{"path", "judged"}], "canary": {"judged"}}
// Message: {"guard": [[stack, logical id, rule]], "canary": [rules that the canary breaks]}
'use strict';

const path = require('node:path');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');

const OF_GUARD = 'GUARD'; // the origin of a finding, in the engine's words

const load = createRequire(path.join(workerData.modules, 'index.js'));
const library = createRequire(load.resolve('aws-cdk-lib'))('@aws/cloudformation-validate'); // bundled inside the CDK

const engine = new library.CompositeEngine({ guardRules: workerData.guardRules });
const brokenRules = (template) => engine.validateTemplate(
  new library.TemplateContent(JSON.stringify(template)),
  { detailLevel: 'STANDARD', severityLevel: 'WARN', disableBuiltinRules: true },
).diagnostics
  .filter(({ source }) => source === OF_GUARD)
  .map(({ entity, ruleId }) => [entity?.logicalId ?? null, ruleId]);

parentPort.postMessage({
  guard: workerData.stacks.flatMap(({ path: stack, judged }) => brokenRules(judged).map((broken) => [stack, ...broken])),
  canary: brokenRules(workerData.canary.judged).map(([, rule]) => rule),
});
