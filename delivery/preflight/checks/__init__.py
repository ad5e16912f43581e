"""One file a check; here their order, which is that in which a first deployment would stop."""

from __future__ import annotations

from typing import Final

from delivery.preflight.check import Check, LocationCheck
from delivery.preflight.checks import (
    access_logs,
    assembly,
    backups,
    bootstrap,
    builds,
    connection,
    evidence,
    functions,
    integration_timeout,
    model_secret,
    network,
    physical_names,
    repository,
    service_linked_roles,
    tools,
)

CHECKS: Final = (
    Check(subject="tools", look=tools.look),
    Check(subject="assembly", look=assembly.look),
    Check(subject="repository", look=repository.look),
)
LOCATION_CHECKS: Final = (
    LocationCheck(subject="connection", look=connection.look, of_templates=False),
    LocationCheck(subject="bootstrap", look=bootstrap.look, of_templates=False),
    LocationCheck(subject="service-linked roles", look=service_linked_roles.look),
    LocationCheck(subject="builds", look=builds.look),
    LocationCheck(subject="functions", look=functions.look),
    LocationCheck(subject="API time-out", look=integration_timeout.look, of_templates=False),
    LocationCheck(subject="API logs", look=access_logs.look),
    LocationCheck(subject="network", look=network.look),
    LocationCheck(subject="names", look=physical_names.look),
    LocationCheck(subject="model's secret", look=model_secret.look, of_templates=False),
    LocationCheck(subject="evidence", look=evidence.look),
    LocationCheck(subject="backups", look=backups.look),
)
