"""The packs of cdk-nag that run while the app is synthesized: those that gate everywhere.

An early word, with the construct at hand: `cdk synth` alone then names most of what the gate would stop. It does not
see what a raw override changes in a template, so it decides nothing; `compliance.matrix` judges the templates. The
Serverless pack is not among them: one of its rules asks too much of a queue of dead letters, which only the matrix
knows (`compliance.matrix.dead_letter_queues`), and what a plugin objects to ends the synth.
"""

from __future__ import annotations

from typing import Any

import cdk_nag
from constructs import IConstruct

from compliance.packs.rule_packs import ENVIRONMENTS, PACKS, SERVERLESS


def synth_plugins(scope: IConstruct) -> list[Any]:
    """The packs, ready for `Validations.add_plugins` on the app; each walks the scope's whole tree."""
    return [
        getattr(cdk_nag, pack.cdk_nag_class)(scope)
        for pack in PACKS
        if pack.cdk_nag_class and set(pack.gates) == set(ENVIRONMENTS) and pack is not SERVERLESS
    ]
