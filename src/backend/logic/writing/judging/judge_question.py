"""The question to the judging model: source lines and claims as data, contact data taken out of both.

Nothing is sent that the writing model was not sent, and the posting is not: it is no source, so nobody can put words
into it that the judge would read.
"""

from dal import ModelQuestion
from logic.writing.engine import Assignment
from logic.writing.judging.claims import Examined
from logic.writing.judging.judge_answer import judgement_schema
from logic.writing.judging.judge_instructions import INSTRUCTIONS
from logic.writing.model.contact_redaction import ContactRedaction
from logic.writing.model.model_prompt import MAX_DATA_CHARACTERS, QuestionTooLongError, section, texts_sent


def write_judge_question(examined: Examined, assignment: Assignment) -> ModelQuestion:
    """The question about these claims.

    Raises:
        QuestionTooLongError: lines and claims are over `MAX_DATA_CHARACTERS`.
    """
    redaction = ContactRedaction(assignment.cv.contact_info, texts=texts_sent(assignment.cv))
    source = [{"line": number, "text": redaction.clean(text)} for number, text in enumerate(examined.lines)]
    stated = [
        {"claim": number, "own_lines": sorted(claim.sources), "text": redaction.clean(claim.text)}
        for number, claim in enumerate(examined.claims)
    ]
    data = (section("source", source), section("stated", stated))
    if sum(map(len, data)) > MAX_DATA_CHARACTERS:
        raise QuestionTooLongError
    return ModelQuestion(instructions=INSTRUCTIONS, data=data, answer_schema=judgement_schema())
