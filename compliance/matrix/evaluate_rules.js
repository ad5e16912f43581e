// Runs the rule packs on the templates of a cloud assembly and says what every rule found on every resource.
//
//   node --preserve-symlinks evaluate_rules.js < request.json
//
// Request: {"modules": directory that holds node_modules,
//           "context": the app's context, its feature flags above all,
//           "stacks": [{"path", "name", "account", "region", "template",
//                       "judged": the template as Guard rules see it}],            outer stacks before inner ones
//           "canary": a stack like those, which every pack must object to,
//           "packs": [{"name", "class", "stacks": [paths]}],                       those of cdk-nag
//           "guardRules": [{"name", "content"}],
//           "validates": whether the CDK's own template validation is wanted}
// Answer, on standard output:
//          {"packs": [{"name", "rules": [{"id", "info", "explanation", "level"}], "resources": [[stack, logical id]],
//                      "outcomes": [one string a resource, one letter a rule: C compliant, N non-compliant,
//                                   - not applicable, F findings, E error],
//                      "findings": [[resource, rule, [finding]]], "errors": [[resource, rule, message]],
//                      "canary": [ids of the rules that object to it]}],
//           "templates": the message of check_templates.js}
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');
const { createRequire } = require('node:module');
const { Worker } = require('node:worker_threads');

const LETTERS = { 'Compliant': 'C', 'Non-Compliant': 'N', 'N/A': '-' };

// The engine's memory grows step by step, and V8 answers each step outside its heap with a full garbage collection: 200
// of them, 2 s of processor time for nothing. With this it counts that memory to the limit of the whole heap.
v8.setFlagsFromString('--external-memory-accounted-in-global-limit');

const request = JSON.parse(fs.readFileSync(0, 'utf8'));
const templates = checkedTemplates(request);
const load = createRequire(path.join(request.modules, 'index.js'));
const cdk = load('aws-cdk-lib');
const { CfnInclude } = load('aws-cdk-lib/cloudformation-include');
const { Construct } = load('constructs');
const nag = load('cdk-nag');
// CfnInclude reads every template as YAML, which takes half as long as all rules; these are written here, as JSON.
const library = path.dirname(load.resolve('aws-cdk-lib/package.json'));
const files = load(path.join(library, 'cloudformation-include/lib/file-utils.js'));
files.readYamlSync = files.readJsonSync;

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'compliance-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

// CfnInclude does not know the CDK's reference to another stack's output, nor the functions of AWS::LanguageExtensions.
// Each stands in a template parameter's place, whose value is the function as it was: a rule resolves it to what it would
// have seen in the app.
const UNKNOWN_FUNCTIONS = ['Fn::GetStackOutput', 'Fn::Length', 'Fn::ToJsonString'];

function withFunctionsAsParameters(template) {
  const parameters = {};
  const replace = (value) => {
    if (Array.isArray(value)) return value.map(replace);
    if (value === null || typeof value !== 'object') return value;
    if (UNKNOWN_FUNCTIONS.some((name) => name in value)) {
      const name = `Function${Object.keys(parameters).length}`;
      parameters[name] = cdk.Token.asAny(value);
      return { Ref: name };
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  };
  const replaced = replace(template);
  delete replaced.Rules; // assertions on parameters at deployment; no rule pack reads them
  for (const name of Object.keys(parameters)) {
    replaced.Parameters = { ...replaced.Parameters, [name]: { Type: 'String' } };
  }
  return { replaced, parameters };
}

// The construct of that path below the root, made where it is missing.
function constructAt(root, parts) {
  return parts.reduce((scope, id) => scope.node.tryFindChild(id) ?? new Construct(scope, id), root);
}

// Some rules look at a construct's path, scope or siblings, so a resource goes where the app had it.
function moveTo(construct, parent, id) {
  construct.node.scope.node.tryRemoveChild(construct.node.id);
  Object.assign(construct.node, {
    id, scope: parent, path: `${parent.node.path}/${id}`, _scopes: [...parent.node.scopes, construct],
  });
  parent.node.addChild(construct, id);
}

// What cannot be loaded is told with the stack that it stands in.
function included(stack, props) {
  try {
    return new CfnInclude(stack, 'Template', props);
  } catch (error) {
    throw new Error(`${String(error.message).split('\n')[0]}, in the template of ${stack.node.path}`);
  }
}

function includeStack(app, description, index) {
  const parts = description.path.split('/');
  const scope = constructAt(app, parts.slice(0, -1));
  const stack = new cdk.Stack(scope, parts.at(-1), {
    stackName: description.name,
    env: { account: description.account, region: description.region },
    synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const { template } = description;
  const { replaced, parameters } = withFunctionsAsParameters(template);
  const templateFile = path.join(scratch, `${index}.json`);
  fs.writeFileSync(templateFile, JSON.stringify(replaced));
  const include = included(stack, { templateFile, parameters });
  return Object.entries(template.Resources ?? {}).map(([logicalId, body]) => {
    const construct = include.getResource(logicalId);
    const where = body.Metadata?.['aws:cdk:path'];
    if (where?.startsWith(`${description.path}/`)) {
      const inside = where.slice(description.path.length + 1).split('/');
      moveTo(construct, constructAt(stack, inside.slice(0, -1)), inside.at(-1));
    }
    return { stack: description.path, logicalId, construct };
  });
}

// One pack over all its resources. Every rule is asked about every resource, in the pack's order.
function evaluate(pack, resources) {
  const checks = new nag[pack.class]();
  if (checks.readPackName !== pack.name) {
    throw new Error(`cdk_nag.${pack.class} calls itself ${checks.readPackName}, not ${pack.name}`);
  }
  const rules = [];
  const found = { name: pack.name, rules, resources: [], outcomes: [], findings: [], errors: [] };
  let asked, outcome;
  checks.applyRule = ({ rule, ruleSuffixOverride, info, explanation, level, node }) => {
    const id = `${pack.name}-${ruleSuffixOverride ?? rule.name}`;
    const index = asked++;
    rules[index] ??= { id, info, explanation, level };
    if (rules[index].id !== id) throw new Error(`pack ${pack.name} asks its rules in no fixed order (${id})`);
    let letter;
    try {
      const result = rule(node);
      letter = Array.isArray(result) ? (result.length ? 'F' : 'C') : LETTERS[result];
      if (!letter) throw new Error(`the rule answered ${JSON.stringify(result)}`);
      if (letter === 'F') found.findings.push([outcome.resource, index, result]);
    } catch (error) {
      letter = 'E';
      found.errors.push([outcome.resource, index, String(error.message)]);
    }
    outcome.letters += letter;
  };
  for (const { stack, logicalId, construct } of resources) {
    asked = 0;
    outcome = { resource: found.resources.length, letters: '' };
    found.resources.push([stack, logicalId]);
    checks.checkResource(construct);
    found.outcomes.push(outcome.letters);
  }
  return found;
}

// Ids of the rules that a pack objects to the canary with.
function objections(pack, resources) {
  const { rules, outcomes } = evaluate(pack, resources);
  return rules.filter((_, index) => outcomes.some((letters) => 'NF'.includes(letters[index]))).map(({ id }) => id);
}

function evaluatePacks({ context, stacks, packs, canary }) {
  if (packs.length === 0) return [];
  const app = new cdk.App({ context });
  const resources = stacks.flatMap((description, index) => includeStack(app, description, index));
  const canaryResources = includeStack(new cdk.App({ context }), canary, 'canary');
  return packs.map((pack) => ({
    ...evaluate(pack, resources.filter(({ stack }) => pack.stacks.includes(stack))),
    canary: objections(pack, canaryResources),
  }));
}

// The message of check_templates.js, as a promise.
function checkedTemplates({ modules, guardRules, stacks, canary, validates }) {
  const workerData = { modules, guardRules, stacks, canary, validates };
  const worker = new Worker(path.join(__dirname, 'check_templates.js'), { workerData });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

const packs = evaluatePacks(request);
templates.then(
  (checked) => process.stdout.write(JSON.stringify({ packs, templates: checked })),
  (error) => {
    console.error(`Error: template checks: ${error.message ?? error}`);
    process.exitCode = 1;
  },
);
