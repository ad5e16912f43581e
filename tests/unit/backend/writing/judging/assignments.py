"""An assignment for a CV where no fixture can be asked: in a property, which runs many times in one test."""

from datetime import date

from logic.posting.job_profile import read_job
from logic.scoring.relevance import score_cv
from logic.writing.engine import Assignment
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.request import StylePreferences


def assignment_for(cv: MasterCv) -> Assignment:
    """The CV for a posting that asks for nothing."""
    posting = JobPosting(job_id="j", title="Clerk")
    job = read_job(posting)
    relevance = score_cv(cv, job, today=date(2026, 11, 20))
    return Assignment(cv=cv, posting=posting, job=job, relevance=relevance, preferences=StylePreferences())
