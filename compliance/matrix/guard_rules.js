// Runs the project's Guard rules on templates.
'use strict';

const OF_GUARD = 'GUARD'; // the origin of a finding, in the engine's words

// Returns {"guard": [[stack, logical id, rule]], "canary": [rules that the canary breaks]}.
function brokenGuardRules(library, { guardRules, stacks, canary }) {
  const engine = new library.CompositeEngine({ guardRules });
  const brokenRules = (template) => engine.validateTemplate(
    new library.TemplateContent(JSON.stringify(template)),
    { detailLevel: 'STANDARD', severityLevel: 'WARN', disableBuiltinRules: true },
  ).diagnostics
    .filter(({ source }) => source === OF_GUARD)
    .map(({ entity, ruleId }) => [entity?.logicalId ?? null, ruleId]);
  return {
    guard: stacks.flatMap(({ path, judged }) => brokenRules(judged).map((broken) => [path, ...broken])),
    canary: brokenRules(canary.judged).map(([, rule]) => rule),
  };
}

module.exports = { brokenGuardRules };
