"""What postings call their parts, and how they say that something is required, preferred, or about themselves.

Data, so that it can be reviewed: pieces of regular expressions, separated by semicolons, one line a language. Those of
scripts without spaces between words match anywhere, all others whole words.
"""

import re

from logic.language.lazy_patterns import lazy

PREFERRED_HEADINGS = r"""
nice[- ]to[- ]haves?; preferred; bonus; plus points; a plus; desirable; desired; ideally; advantage; good to have;
would be great; optional; extra credit; not essential;
wünschenswert; von vorteil; idealerweise;
souhaitée?s?; serait un plus; atouts?; appréciée?s?;
se valorará; deseable; valorable
"""
PREFERRED_HEADINGS_ANYWHERE = "加分; 优先; 歓迎; 尚可"

ASIDE_HEADINGS = r"""
about us; about the company; who we are; our company; we offer; what you get; what you'll get; benefits; perks;
our promise; how to apply; apply; application; contact; equal opportunit\w+; diversity; salary; compensation;
what's in it; why (?:us|join); our values; location; in return; small print; fine print; your package; the package;
rewards?; pay; our story; how we hire; what happens next; closing date; next steps;
wir bieten; bieten wir; das bieten; über uns; wer wir sind; ihre vorteile; deine vorteile; kontakt; bewerbung;
bewerben; so geht;
nous (?:vous )?offrons; qui sommes[- ]nous; avantages; pour postuler; candidatures?; l'entreprise; l'établissement;
conditions; rémunération; notre offre; ce que nous (?:offrons|proposons);
(?:qué )?ofrecemos; qué te damos; te ofrecemos; quiénes somos; sobre nosotros; cómo solicitar\w*; condiciones;
la empresa; inscripción; proceso de selección;
offriamo; chi siamo; oferecemos; quem somos
"""
ASIDE_HEADINGS_ANYWHERE = """
福利; 薪酬; 应聘; 待遇$; 公司介绍; 公司简介; 关于我们; 其他说明; 联系方式; 投递; 会社概要; 勤務条件; 応募方法; 選考
"""

REQUIRED_HEADINGS = r"""
require[ds]?; requirements?; must[- ]haves?; qualifications?; you have; you bring; you'll bring; your profile;
your background; what you need; you'll need; you will need; who you are; about you; looking for; essential; skills;
we expect; we need; candidate; person specification; experience; to be considered; the person;
(?:ihr |dein )?profil; (?:das|was) (?:bringen sie|bringst du|sie|du) mit\w*; anforderungen; qualifikation\w*;
voraussetzungen; wir erwarten; das erwarten wir; kenntnisse;
profil recherché; compétences; vous (?:avez|êtes); exigences; prérequis; ce que nous (?:cherchons|attendons);
(?:qué )?buscamos; qué pedimos; requisitos; perfil; imprescindible; se requiere;
requisiti; profilo; cosa cerchiamo
"""
REQUIRED_HEADINGS_ANYWHERE = "任职; 岗位要求; 职位要求; 要求$; 资格; 応募資格; 必須; 求める"

OPEN_HEADINGS = r"""
responsib\w+; (?:main )?duties; tasks; what you'll do; what you will do; you will; the role; the job; your role;
your day; your work; your mission; tech stack; our stack; technologies; tools; about the (?:role|job|position);
the opportunity;
aufgaben\w*; tätigkeiten; das erwartet (?:sie|dich); was sie bei uns tun;
(?:vos |les )?missions; le poste; responsabilités; vos activités;
qué harás; (?:tus )?funciones; responsabilidades; tareas; tu día;
mansioni; attività
"""
OPEN_HEADINGS_ANYWHERE = "职责; 工作内容; 仕事内容; 業務内容"

SAYS_PREFERRED = r"""
nice[- ]to[- ]have; preferred; preferably; bonus; a (?:big |real |huge |definite )?plus; desirable; desired; ideally;
(?:an |of )advantage; advantageous; welcome; beneficial; helpful; helps; appreciated; good to have; would be great;
not (?:strictly )?(?:required|essential|necessary|a must); optional;
wünschenswert; von vorteil; idealerweise; gerne?(?: auch)?;
souhaitée?s?; un plus; un atout; appréciée?s?;
se valorará; deseables?; valorables?
"""
SAYS_PREFERRED_ANYWHERE = "优先; 加分; 歓迎; 尚可"

SAYS_REQUIRED = r"""
must; required?; requires; requirement; mandatory; essential; you have; you've; you bring; you are; you're; you know;
we expect; (?:we|you|you'll) need; need(?:ed)? to; ^need; needed; necessary; prerequisite; at least; minimum; proven;
looking for; able to; ability to
"""

SAYS_ASIDE = r"""
we offer; you(?:'ll| will) (?:get|receive|enjoy|learn|be trained);
our (?:offices?|benefits|customers|investors|clients|founders?); salary; pension; equal opportunit\w+; we are an?;
we're an?; founded; apply; regardless of; we have been; we (?:will )?pay; closing date; interviews? will;
background check; (?:do not|don't|no) need; (?:no|without)\b.{1,60}\b(?:required|needed|necessary|problem);
bewerbung\w*; wir bieten; wir sind; unser unternehmen; gehalt;
nous sommes; notre établissement; rémunération;
somos un; nuestr[ao] (?:empresa|equipo); salario
"""
SAYS_ASIDE_ANYWHERE = "薪; 五险"


def phrases(whole_words: str, anywhere: str = "") -> re.Pattern[str]:
    """One pattern for the pieces of two blocks above."""
    pieces = [rf"\b(?:{'|'.join(_pieces(whole_words))})\b", *_pieces(anywhere)]
    return lazy("|".join(pieces))


def _pieces(block: str) -> list[str]:
    return [" ".join(piece.split()) for piece in block.split(";") if piece.strip()]
