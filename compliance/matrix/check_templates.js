// What the CDK's validation engine says of templates: its own rules, then the project's Guard rules.
//
// In a thread of its own: loading the CDK and running all packs of cdk-nag takes about as long, and goes on meanwhile.
//
// Data: {"modules": directory that holds node_modules, "guardRules": [{"name", "content"}],
//        "stacks": [{"path", "account", "region", "template", "judged"}], "canary": {"judged"},
//        "validates": whether the engine's own rules are wanted}
// Message: {"validation": as validate_templates.js returns it, or empty, "guard", "canary": as guard_rules.js does}
'use strict';

const path = require('node:path');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { brokenGuardRules } = require('./guard_rules.js');
const { validateTemplates } = require('./validate_templates.js');

const load = createRequire(path.join(workerData.modules, 'index.js'));
const library = createRequire(load.resolve('aws-cdk-lib'))('@aws/cloudformation-validate'); // bundled inside the CDK

parentPort.postMessage({
  validation: workerData.validates ? validateTemplates(library, workerData.stacks) : [],
  ...brokenGuardRules(library, workerData),
});
