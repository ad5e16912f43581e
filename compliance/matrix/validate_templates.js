// Runs the CDK's own template validation on templates.
//
// The CDK would do so while it synthesizes; there the engine takes 4 s, because each call crosses from one language to
// another and the CDK's Rego rules start a second engine. Those are left out: they judge what this app has none of.
// The project's Guard rules run in an engine of their own (guard_rules.js): one that has them judges by them each time.
'use strict';

// What the CDK itself leaves out, because its templates never satisfy it (CloudFormationValidatePlugin).
const LEFT_OUT = {
  ids: ['W3005', 'W1020', 'E1018', 'W9002', 'W9013', 'W1103'],
  services: [{ ruleId: 'W3697', service: 'AWS::AutoScaling' }],
};

// Returns [[stack, logical id or null, rule, severity, message]].
function validateTemplates(library, stacks) {
  const engine = new library.CompositeEngine({});
  return stacks.flatMap(({ path, account, region, template }) => {
    const { diagnostics } = engine.validateTemplate(new library.TemplateContent(JSON.stringify(template)), {
      detailLevel: 'STANDARD',
      severityLevel: 'WARN',
      exclude: LEFT_OUT,
      pseudoParameterOverrides: { accountId: account, region },
    });
    return diagnostics.map(({ entity, ruleId, severity, propertyPath, message }) => {
      const logicalId = entity?.entityType === 'Resource' ? entity.logicalId : null;
      const where = propertyPath ? `${propertyPath.replace(/^Properties\./, '')}: ` : '';
      return [path, logicalId, ruleId, severity, where + message];
    });
  });
}

module.exports = { validateTemplates };
