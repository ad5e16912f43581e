"""CDK entry: reads the settings, builds the pipeline stack with both environments in it, registers the rule packs,
synthesizes.

Run by `cdk synth` (see cdk.json). The settings are the `careervp` block of cdk.json's context; a bad value ends here
with one line, before anything was synthesized.
"""

from __future__ import annotations

import sys

import aws_cdk as cdk

from compliance import acknowledgements, packs
from pipeline import PipelineStack
from stages.settings import Settings, SettingsError


def main() -> int:
    app = cdk.App()
    try:
        settings = Settings.from_context(app.node.try_get_context("careervp"))
    except SettingsError as error:
        print(f"settings: {error}", file=sys.stderr)
        return 2
    PipelineStack(
        app,
        "careervp-pipeline",
        settings=settings,
        env=cdk.Environment(account=settings.tools_account, region=settings.region),
        description="Delivers CareerVP's CV tailoring: push, build, dev, approval, prod",
    )
    acknowledgements.apply(app)
    cdk.Validations.of(app).add_plugins(*packs.gating_plugins(app))
    app.synth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
