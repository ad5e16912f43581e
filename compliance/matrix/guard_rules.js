// Runs the project's Guard rules on templates.
'use strict';

const OF_GUARD = 'GUARD'; // the origin of a finding, in the engine's words

const SMALLEST = { Resources: { One: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'one' } } } };
const RULE = "let topics = Resources.*[ Type == 'AWS::SNS::Topic' ]\nrule any when %topics !empty { %topics.Properties exists }";

function brokenRules(library, { guardRules, stacks, canary }) {
  const engine = new library.CompositeEngine({ guardRules });
  const brokenBy = (template) => engine.validateTemplate(
    new library.TemplateContent(JSON.stringify(template)),
    { detailLevel: 'STANDARD', severityLevel: 'WARN', disableBuiltinRules: true },
  ).diagnostics
    .filter(({ source }) => source === OF_GUARD)
    .map(({ entity, ruleId }) => [entity?.logicalId ?? null, ruleId]);
  return {
    guard: stacks.flatMap(({ path, judged }) => brokenBy(judged).map((broken) => [path, ...broken])),
    canary: brokenBy(canary.judged).map(([, rule]) => rule),
  };
}

// Returns a function of the request: {"guard": [[stack, logical id, rule]], "canary": [rules that the canary breaks]}.
function prepared(library) {
  brokenRules(library, { guardRules: [{ name: 'one', content: RULE }], stacks: [], canary: { judged: SMALLEST } });
  return (request) => brokenRules(library, request);
}

module.exports = { prepared };
