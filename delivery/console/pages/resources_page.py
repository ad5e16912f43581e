"""A plain browser over what the pipeline has deployed; it changes nothing."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.reading.stack_resources import (
    MOST_ROWS,
    UNREADABLE,
    StackPlace,
    events_of,
    resources_of,
    stacks_of_pipeline,
    tables_of,
)
from delivery.console.web.path_names import named
from delivery.console.web.rendering import Rendering

_STACK: Final = "/resources/{stage}/{region}/{stack}"


class ResourcesPage:
    """The stacks, one stack, and what is in one resource."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._owner = reading.owner
        self._rendering = rendering
        self.routes = [
            Route("/resources", self.list),
            Route(_STACK, self.show),
            Route(f"{_STACK}/{{resource}}", self.look),
        ]

    def list(self, _request: Request) -> Response:
        stacks = list(dict.fromkeys(stacks_of_pipeline(self._owner)))
        return self._rendering.page("resources.html", stacks=stacks)

    def show(self, request: Request) -> Response:
        stack = self._stack(request)
        try:
            return self._rendering.page(
                "stack.html",
                stack=stack,
                resources=resources_of(self._owner, stack),
                found=events_of(self._owner, stack),
                most=MOST_ROWS,
            )
        except UNREADABLE as error:
            raise HTTPException(404, f"{stack.name} cannot be read: {error}") from None

    def look(self, request: Request) -> Response:
        stack, wanted = self._stack(request), named(request, "resource")
        try:
            resource = next(
                (each for each in resources_of(self._owner, stack) if each.logical_id == wanted and each.is_readable),
                None,
            )
            if resource is None:
                raise HTTPException(404, f"{stack.name} has no resource {wanted} that is shown here")
            tables = tables_of(self._owner, stack, resource)
        except UNREADABLE as error:
            raise HTTPException(502, f"it cannot be read: {error}") from None
        return self._rendering.page("resource.html", stack=stack, resource=resource, tables=tables, most=MOST_ROWS)

    def _stack(self, request: Request) -> StackPlace:
        wanted = tuple(named(request, name) for name in ("stage", "region", "stack"))
        found = (each for each in stacks_of_pipeline(self._owner) if (each.stage, each.region, each.name) == wanted)
        stack = next(found, None)
        if stack is None:
            raise HTTPException(404, "no stage of this pipeline deploys such a stack")
        return stack
