// Runs the CDK's own template validation, and the project's Guard rules in the same engine, on templates.
//
// The CDK would do both while it synthesizes; there the engine takes 4 s, because each call crosses from one language
// to another and the CDK's Rego rules start a second engine. Those are left out: they judge what this app has none of.
'use strict';

// What the CDK itself leaves out, because its templates never satisfy it (CloudFormationValidatePlugin).
const LEFT_OUT = {
  ids: ['W3005', 'W1020', 'E1018', 'W9002', 'W9013', 'W1103'],
  services: [{ ruleId: 'W3697', service: 'AWS::AutoScaling' }],
};
const OF_GUARD = 'GUARD'; // the origin of a finding, in the engine's words

// Returns {"validation": [[stack, logical id or null, rule, severity, message]],
//          "guard": [[stack, logical id, rule]], "canary": [rules that the canary breaks]}.
function validateTemplates(library, { stacks, guardRules, canary }) {
  const engine = new library.CompositeEngine({ guardRules });
  const diagnose = (template, config) => engine.validateTemplate(
    new library.TemplateContent(JSON.stringify(template)), { detailLevel: 'STANDARD', severityLevel: 'WARN', ...config },
  ).diagnostics;
  const brokenRules = (template) => diagnose(template, { disableBuiltinRules: true })
    .filter(({ source }) => source === OF_GUARD)
    .map(({ entity, ruleId }) => [entity?.logicalId ?? null, ruleId]);
  const found = { validation: [], guard: [], canary: brokenRules(canary.judged).map(([, rule]) => rule) };
  for (const { path, account, region, template, judged } of stacks) {
    found.guard.push(...brokenRules(judged).map((broken) => [path, ...broken]));
    const pseudoParameterOverrides = { accountId: account, region };
    for (const { source, entity, ruleId, severity, propertyPath, message } of
      diagnose(template, { exclude: LEFT_OUT, pseudoParameterOverrides })) {
      if (source === OF_GUARD) continue;
      const logicalId = entity?.entityType === 'Resource' ? entity.logicalId : null;
      const where = propertyPath ? `${propertyPath.replace(/^Properties\./, '')}: ` : '';
      found.validation.push([path, logicalId, ruleId, severity, where + message]);
    }
  }
  return found;
}

module.exports = { validateTemplates };
