"""The engine that asks a language model: writes the question and ties the answer to what was shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from logic.verification.violations import Violation
from logic.writing.engine import Assignment
from logic.writing.model.asked_model import AskedModel, unavailable
from logic.writing.model.model_answer import read_answer
from logic.writing.model.model_prompt import QuestionTooLongError, write_question
from models.deadline import Deadline
from models.response import EngineName
from models.rewrite import Rewrite


@dataclass(frozen=True, kw_only=True)
class AnthropicEngine:
    """See the module."""

    model: AskedModel

    @property
    def name(self) -> EngineName:
        """As the answer's metadata shows it."""
        return "anthropic"

    @property
    def attempts(self) -> int:
        """As the environment has it."""
        return self.model.settings.attempts

    @property
    def attempt_ms(self) -> int:
        """As the environment has it."""
        return self.model.settings.attempt_ms

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        """See `Engine.rewrite`: one request, cut off at `deadline`."""
        try:
            question, shown = write_question(assignment, feedback=feedback)
        except QuestionTooLongError:
            raise unavailable("the CV is too long for it") from None
        (summary, positions), usage = self.model.ask(
            question, purpose="write", read=lambda text: read_answer(text, shown=shown), deadline=deadline
        )
        return Rewrite(summary=summary, positions=positions, usage=usage)
