// What the CDK's validation engine says of templates, in a thread: by its own rules (validate_templates.js) or by the
// project's Guard rules (guard_rules.js).
//
// Loaded, and run once on the smallest template, before there is anything to check: compiling the engine takes as long
// as its checks.
//
// Data: {"modules": directory that holds node_modules, "checks": the file}. Message in: the request of evaluate_rules.js;
// out: what the function that `prepared` returns says
// of it.
'use strict';

const path = require('node:path');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { prepared } = require(path.join(__dirname, workerData.checks));

const load = createRequire(path.join(workerData.modules, 'index.js'));
const library = createRequire(load.resolve('aws-cdk-lib'))('@aws/cloudformation-validate'); // bundled inside the CDK

const check = prepared(library);
parentPort.once('message', (request) => parentPort.postMessage(check(request)));
