"""Options and help texts in a project's own words: its variables, its program's name, its state folder."""

from __future__ import annotations

import click

from localcloud.cli.commands.application import Application


class ProjectOption(click.Option):
    """An option that an environment variable of the project's own can set as well: `DELIVERY_STATE` for --state."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        self.name_variable(ctx)
        return super().resolve_envvar_value(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.name_variable(ctx)
        record = super().get_help_record(ctx)
        return record and (record[0], of_project(record[1], ctx))

    def name_variable(self, ctx: click.Context) -> None:
        application = ctx.find_object(Application)
        if application is not None and self.name is not None:
            self.envvar = application.project.variable(self.name.upper())


class ProjectCommand(click.Command):
    """A command with an example below its options; `{command}` in its epilog is what a person types."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(of_project(self.epilog, ctx))


def of_project(text: str, ctx: click.Context) -> str:
    """A help text with the project's own words in it."""
    application = ctx.find_object(Application)
    if application is None:
        return text
    project = application.project
    place = (
        f"{project.state_folder} in the checkout" if project.states is None else f"one a checkout in {project.states}"
    )
    return text.replace("{command}", project.command).replace("{state_place}", place)
