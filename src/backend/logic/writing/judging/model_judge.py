"""The judge that asks a language model: one request for all claims of a text."""

from dataclasses import dataclass

from logic.writing.engine import Assignment
from logic.writing.judging.claims import examine
from logic.writing.judging.judge import Judgement
from logic.writing.judging.judge_answer import read_judgement
from logic.writing.judging.judge_question import write_judge_question
from logic.writing.model.asked_model import AskedModel, unavailable
from logic.writing.model.model_prompt import QuestionTooLongError
from models.deadline import Deadline
from models.rewrite import NO_TOKENS, Rewrite


@dataclass(frozen=True, kw_only=True)
class ModelJudge:
    """See the module."""

    model: AskedModel

    @property
    def judging_ms(self) -> int:
        """As the environment has it."""
        return self.model.settings.judging_ms

    def judge(self, rewrite: Rewrite, assignment: Assignment, *, deadline: Deadline) -> Judgement:
        """See `Judge.judge`: one request, cut off at `deadline`; none for a text that repeats its sources."""
        examined = examine(rewrite, assignment)
        if examined is None:
            return Judgement(violations=(), usage=NO_TOKENS)
        try:
            question = write_judge_question(examined, assignment)
        except QuestionTooLongError:
            raise unavailable("the CV is too long for it") from None
        violations, usage = self.model.ask(
            question, purpose="judge", read=lambda text: read_judgement(text, examined=examined), deadline=deadline
        )
        return Judgement(violations=violations, usage=usage)
