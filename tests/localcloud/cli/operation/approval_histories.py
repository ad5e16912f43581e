"""Histories in which a person types `approve`, or `reject`, and what must come of it: an answer to that one question
that they were shown, or none at all.

Each function brings the pipeline, and what the person saw of it, up to the answer. Executions go by letters: A started
first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed

from tests.localcloud.cli.operation.pipeline_history import APPROVAL_INSIDE, TWO_APPROVALS, History
from tests.localcloud.codepipeline.scripted_engine import fail


@dataclass(frozen=True, kw_only=True)
class Case:
    """One of them.

    Attributes:
        name: what is tricky about it.
        typed: what the person types at the end.
        answered: execution and stage that are answered; None where nothing may be.
    """

    name: str
    happens: Callable[[History], None]
    typed: tuple[str, ...] = ("approve",)
    answered: tuple[str, str] | None = None


CASES: list[Case] = []
A_PROD = ("A", "ApproveProd")


def case(
    name: str, *typed: str, answered: tuple[str, str] | None = None
) -> Callable[[Callable[[History], None]], None]:
    def add(happens: Callable[[History], None]) -> None:
        CASES.append(Case(name=name, happens=happens, typed=typed or ("approve",), answered=answered))

    return add


@case("shown by status", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status")


@case("shown by watch, which stops there", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("watch", "--stop-at-approval")


@case("shown to a script", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status", "--json")


@case("never shown")
def _(it: History) -> None:
    it.begin()


@case("never shown, but named", "approve", "--execution", "A", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.push()


@case("a newer push came after it was shown", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.push()


@case("three newer pushes came, two of which were superseded", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.push()
    it.push()
    it.push()


@case("status shows the newer push, which waits behind the one that asks")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status")


@case("watch follows the newer push, which waits behind the one that asks")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("watch", "--timeout", "0.01")


@case("a no to the newer push must not hit the one that asks", "reject")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status")


@case("the newer push is named, and waits behind", "approve", "--execution", "B")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status")


@case("status of the older one, by name", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")


@case("first the older one was shown, then the newer")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")
    it.person("status")


@case("rejected meanwhile, and the next one asks now")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")
    it.somebody_answers("Rejected")


@case("rejected meanwhile, and a no must not hit the next one", "reject")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")
    it.somebody_answers("Rejected")


@case("approved meanwhile, and the next one asks now")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")
    it.somebody_answers("Approved")


@case("rejected and retried meanwhile: another question about the same commit")
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.somebody_answers("Rejected")
    it.somebody_retries("A")


@case("rejected and retried meanwhile, and named", "approve", "--execution", "A", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.somebody_answers("Rejected")
    it.somebody_retries("A")


@case("the pipeline changed and asks again for what it started over")
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.the_pipeline_changes()


@case("stopped meanwhile, and the next one asks now")
def _(it: History) -> None:
    it.begin()
    it.push()
    it.person("status", "--execution", "A")
    it.somebody_stops("A")


@case("nothing asks any more")
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.somebody_answers("Approved")


@case("two ask, and both were shown")
def _(it: History) -> None:
    _two_ask(it)
    it.person("status")


@case("two ask, and one is named", "approve", "--execution", "B", answered=("B", "ApproveStaging"))
def _(it: History) -> None:
    _two_ask(it)
    it.person("status")


@case("two ask, and the other one is named", "reject", "--execution", "A", answered=A_PROD)
def _(it: History) -> None:
    _two_ask(it)
    it.person("status")


@case("only one asked when it was shown", answered=("B", "ApproveStaging"))
def _(it: History) -> None:
    it.begin(TWO_APPROVALS)
    it.held.add("DeployStaging")
    it.somebody_answers("Approved", "ApproveStaging")
    it.push()
    it.person("status")
    it.release()


@case("its first approval was shown, and its second asks now")
def _(it: History) -> None:
    it.begin(TWO_APPROVALS)
    it.person("status")
    it.somebody_answers("Approved", "ApproveStaging")


@case(
    "its first approval was shown, its second asks now, and it is named", "approve", "--execution", "A", answered=A_PROD
)
def _(it: History) -> None:
    it.begin(TWO_APPROVALS)
    it.person("status")
    it.somebody_answers("Approved", "ApproveStaging")


@case("a release was shown, and a rollback asks now")
def _(it: History) -> None:
    _failed_release(it, look_first=True)


@case("the rollback that asks was shown", answered=("C", "Prod"))
def _(it: History) -> None:
    _failed_release(it, look_first=False)
    it.person("status")


@case("somebody else looked, with a state folder of their own")
def _(it: History) -> None:
    it.begin()
    other = changed(it.workspace, state=it.workspace.state.with_name("other"))
    other.claim()
    it.person("status", workspace=other)


@case("prod was held after it was shown", answered=A_PROD)
def _(it: History) -> None:
    it.begin()
    it.person("status")
    it.somebody_holds("Prod")


@case("shown while it was still on its way")
def _(it: History) -> None:
    it.held.add("Smoke")
    it.begin()
    it.person("status")
    it.release()


def _two_ask(it: History) -> None:
    it.begin(TWO_APPROVALS)
    it.somebody_answers("Approved", "ApproveStaging")
    it.push()


def _failed_release(it: History, *, look_first: bool) -> None:
    """A is in prod, B fails there, C rolls back, which asks in the same stage."""
    it.begin(APPROVAL_INSIDE)
    it.somebody_answers("Approved", "Prod")
    it.scripted.runner.script["DeployProd"] = [fail()]
    it.push()
    if look_first:
        it.person("status")
    it.somebody_answers("Approved", "Prod")
