"""Headings of a CV's sections, as people write them in the languages that the service reads."""

from __future__ import annotations

import re
from typing import Final, Literal

from delivery.reading.bullets import MARKERS

Section = Literal["head", "summary", "work", "education", "skills", "certifications", "languages", "other"]

_HEADINGS: Final[dict[Section, str]] = {
    "head": "contact; get in touch; contact details; contact information; personal details; personal "
    "information; kontakt; persönliche daten; coordonnées; contacto; datos personales; contatti; gegevens; "
    "persoonlijke gegevens; 連絡先; 联系方式",
    "summary": "summary; key qualifications; "
    "executive summary; professional summary; career summary; personal statement; profile; "
    "professional profile; personal profile; objective; career objective; about; about me; profil; kurzprofil; "
    "über mich; à propos; à propos de moi; resumen; perfil; perfil profesional; sobre mí; profilo; resumo; "
    "profiel; over mij; podsumowanie; o mnie; 自己pr; 職務要約; 个人简介; 自我评价",
    "work": "employment record; academic appointments; appointments; positions held; where i have worked; "
    "where i worked; experience; jobs; work; career to date; erfahrung; berufliche erfahrung; "
    "beruflicher hintergrund; berufliche stationen; praktische erfahrung; postes occupés; "
    "trayectoria profesional; trayectoria laboral; carriera; carriera professionale; percurso profissional; "
    "loopbaan; relevante werkervaring; przebieg kariery; historia zatrudnienia; work and volunteering; "
    "work experience; professional experience; relevant experience; work history; employment; "
    "employment history; career; career history; professional background; berufserfahrung; "
    "beruflicher werdegang; berufspraxis; expérience; expériences; expérience professionnelle; "
    "expériences professionnelles; parcours professionnel; experiencia; experiencia profesional; "
    "experiencia laboral; esperienza; esperienze; esperienza professionale; esperienze professionali; "
    "esperienza lavorativa; experiência; experiência profissional; werkervaring; ervaring; doświadczenie; "
    "doświadczenie zawodowe; 職歴; 職務経歴; 工作经历; 工作经验",
    "education": "where i studied; "
    "education; schooling; studium; diplôme; schule; schulbildung; education and training; "
    "education and qualifications; academic background; qualifications; studies; ausbildung; ausbildung und "
    "studium; bildung; bildungsweg; formation; formations; études; diplômes; formación; formación académica; "
    "educación; estudios; istruzione; istruzione e formazione; formazione; formação; formação académica; "
    "educação; opleiding; opleidingen; wykształcenie; edukacja; 学歴; 教育背景; 教育经历",
    "skills": "what i can do; abilities; "
    "skills; strengths; what i bring; fachkenntnisse; technical skills; key skills; core skills; "
    "skills and tools; competences; competencies; core competencies; areas of expertise; expertise; kenntnisse; "
    "fähigkeiten; kenntnisse und fähigkeiten; kompetenzen; compétences; compétences techniques; savoir-faire; "
    "habilidades; competencias; aptitudes; conocimientos; competenze; competências; vaardigheden; competenties; "
    "umiejętności; スキル; 技能; 专业技能",
    "certifications": "certifications; tickets; certificates; licenses; licences; licenses and certifications; "
    "licences and certifications; certifications and licences; certifications and licenses; registrations; "
    "training; courses; zertifikate; weiterbildung; weiterbildungen; fortbildungen; certificats; certificados; "
    "certificaciones; certificazioni; certificaten; certyfikaty; 資格; 免許・資格; 资格证书",
    "languages": "languages i speak; "
    "languages; language skills; sprachen; sprachkenntnisse; langues; idiomas; lingue; línguas; "
    "talen; talenkennis; języki; języki obce; 語学; 言語; 语言; 语言能力",
    "other": "other; references; referees; selected publications; interests; hobbies; hobbies and interests; awards; "
    "publications; projects; volunteering; interessen; ehrenamt; referenzen; centres d'intérêt; loisirs; "
    "intereses; interessi; hobby's; zainteresowania; 趣味; 兴趣爱好",
}
_SECTION_OF: Final = {name: section for section, names in _HEADINGS.items() for name in names.split("; ")}
_SPACED: Final = {name.replace(" ", ""): section for name, section in _SECTION_OF.items()}
_ENDING: Final = re.compile(r"(?:[\w-]+ ){1,3}(experience|employment|education|skills|competences|languages)")
"""How headings end that say whose or of what, such as Teaching Experience; some are words of other lines, too."""

_JOINTS: Final = re.compile(r" (?:and|und|et|y|e|en|i) |\s*[/,]\s*")
_LEAST_SPACED: Final = 5


_NUMBER: Final = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})[.)] +")
_LONGEST_HEADING: Final = 6
_STEMS: Final[tuple[tuple[Section, str], ...]] = (
    (
        "work",
        "experience|employment|erfahrung|werdegang|stationen|exp[ée]rience|experiencia|esperienza|experiência|ervaring|"
        "werkervaring|doświadczenie|career|laufbahn",
    ),
    ("education", "education|ausbildung|studium|formation|formación|istruzione|formação|opleiding|wykształcenie"),
    ("languages", "languages?|sprachen|sprachkenntnisse|langues|idiomas|lingue|línguas|talen|języki"),
    (
        "skills",
        "skills|kenntnisse|fähigkeiten|compétences|competencias|competenze|competências|vaardigheden|umiejętności|tools",
    ),
)
_STEM: Final = tuple((section, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for section, words in _STEMS)
"""Words that say of a line that is marked as a heading what it is the heading of."""


def section_of(line: str, *, is_heading: bool = False) -> Section | None:
    """The section that a line is the heading of; one whose letters are spaced is read without the spaces.

    Args:
        is_heading: whether something else says that it is a heading, so that one word of it is enough.
    """
    found = _section_named(line)
    if found is None and is_heading and len(line.split()) <= _LONGEST_HEADING and "," not in line:
        return next((section for section, stem in _STEM if stem.search(line)), None)
    return found


def _section_named(line: str) -> Section | None:
    name = _NUMBER.sub("", line).strip(f"{MARKERS}_: ").casefold().replace(" & ", " and ")
    ending = _ENDING.fullmatch(name)
    is_written_as_one = all(word[0].isupper() or word in ("and", "&", "of") for word in line.split())
    if ending and is_written_as_one and (line.isupper() or ending.group(1) in ("experience", "skills")):
        return _SECTION_OF[ending.group(1)]
    if len(name) > _LEAST_SPACED and all(len(part) == 1 for part in name.split(" ")):
        return _SPACED.get(name.replace(" ", ""))
    parts = _JOINTS.split(name)
    if all(part in _SECTION_OF for part in parts):
        sections = [_SECTION_OF[part] for part in parts]
        return "skills" if "skills" in sections else sections[0]
    return _SECTION_OF.get(name)
