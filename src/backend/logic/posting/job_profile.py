"""Step 1: what a posting asks for, read once and kept in the form that scoring needs.

The record's own fields win, each by itself; what they leave out is read from the posting's text (`posting_skills`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from logic.language.keywords import keywords
from logic.posting.posting_skills import read_requirements, without
from models.job_posting import JobPosting


@dataclass(frozen=True, kw_only=True)
class JobProfile:
    """A job, read.

    `keyword_counts` maps each distinct keyword (folded) to how often the posting says it, the first said first.
    `research_words` are the words of the company research, empty where there is none.
    """

    job_id: str
    title: str
    company: str
    industry: str
    required_skills: tuple[str, ...]
    preferred_skills: tuple[str, ...]
    years_required: float
    keyword_counts: Mapping[str, int]
    research_words: frozenset[str]

    @property
    def keyword_set(self) -> frozenset[str]:
        """The distinct keywords."""
        return frozenset(self.keyword_counts)

    @property
    def all_skills(self) -> tuple[str, ...]:
        """Required skills, then preferred ones, without repeats."""
        return tuple(dict.fromkeys((*self.required_skills, *self.preferred_skills)))


def read_job(posting: JobPosting) -> JobProfile:
    """The profile of a posting: title, skills, years (0..60), and the keywords of title, skills and description.

    What the employer says of itself (benefits, history, how to apply) is no keyword: nobody is hired for free coffee.
    Service contract, "How a CV is tailored", step 1. Skills that the posting's text names are keywords by being in it,
    so only those of the record's lists are added to the keywords.
    """
    text = read_requirements(posting.description, title=posting.title)
    listed = _distinct(posting.required_skills), _distinct(posting.preferred_skills)
    required = listed[0] or without(text.required_skills, known=listed[1])
    preferred = listed[1] or without(text.preferred_skills, known=required)
    # A skill list names technologies only, so "go" in it is the language even without its capital.
    named = [name[:1].upper() + name[1:] for names in listed for name in names]
    counts = Counter(keywords("\n".join((posting.title, *named, text.about_the_job or posting.description))))
    research = posting.company_research
    return JobProfile(
        job_id=posting.job_id,
        title=posting.title,
        company=posting.company,
        industry=posting.industry,
        required_skills=required,
        preferred_skills=preferred,
        years_required=posting.years_required or text.years,
        keyword_counts=dict(counts),
        research_words=frozenset(keywords("\n".join((research.summary, *research.values))))
        if research
        else frozenset(),
    )


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
