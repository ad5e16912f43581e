"""A pipeline with one execution of each kind that a page must tell apart, and what an attacker would write into it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

HOSTILE = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
KEY_ID = "AKIA" + "IOSFODNN7EXAMPLE"
BUILD_SPEC = f"""version: 0.2
env:
  exported-variables: [GREETING]
phases:
  build:
    commands:
      - export GREETING=hello
      - printf '\\033[32mgreen\\033[0m \\033]0;title\\007 {KEY_ID}\\n'
      - |
        cat <<'END'
        {HOSTILE}
        END
      - cat lines 2>/dev/null || true
      - sh scripts/tool
      - mkdir out && cp template.json out/
artifacts:
  base-directory: out
  files: ["**/*"]
"""


@dataclass(frozen=True, kw_only=True)
class EventfulPipeline:
    """Ids of its executions."""

    pipeline: SmallPipeline
    succeeded: str
    failed: str
    waiting: str


def eventful(small: SmallPipeline) -> EventfulPipeline:
    """Delivers three commits: one that is approved, one whose build fails, one that waits for a person."""
    small.cloud.client("codebuild").update_project(
        name=small.name, source={"type": "CODEPIPELINE", "buildspec": BUILD_SPEC}
    )
    small.create()
    small.first_commit()
    succeeded = deliver(small, 2)
    long_line = "x" * 1_000_000 + "\n"
    small.commit({"scripts/tool": "echo it is broken\nexit 3\n", "lines": long_line}, f"Break {HOSTILE}")
    failed = push(small, 3)
    small.wait_for(failed, "Failed")
    small.commit({"scripts/tool": "exit 0\n", "lines": ""}, "Mend the tool that the build asks")
    waiting = push(small, 4)
    small.wait_for_approval()
    return EventfulPipeline(pipeline=small, succeeded=succeeded, failed=failed, waiting=waiting)


def push(small: SmallPipeline, count: int) -> str:
    """Pushes, and returns the execution's id that is then the pipeline's `count`th."""
    small.push()
    small.wait(lambda: len(small.executions()) >= count, "the push starts an execution")
    return str(small.executions()[0]["pipelineExecutionId"])


def deliver(small: SmallPipeline, count: int) -> str:
    """Push what there is, approve it and wait until it is delivered; the execution, which is to be the `count`-th."""
    execution = push(small, count)
    small.answer(small.wait_for_approval())
    small.wait_for(execution, "Succeeded")
    return execution
