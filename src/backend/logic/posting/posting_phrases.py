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
souhaitée?s?; serait un plus; (?<!vos )atouts?; appréciée?s?;
se valorará; deseable; valorable; nos encantaría;
pluspunkte?; schön wäre;
les petits plus; un plus; idéalement; de préférence;
se valoran?; valoramos; valorable\w*; un extra; suma(?:rá)? puntos;
costituisc\w+ titolo preferenziale; titoli preferenziali; preferenzial\w+; gradit\w; preferibil\w+; un plus;
diferencia(?:l|is); desejáve(?:l|is); valoriza\w+; será valorizad\w+; mais-valias?; preferencia\w+;
pré's?; pluspunt\w*; mooi meegenomen;
mile widzian\w+; atut\w*;
meriterande; en fordel; ønskelig; fordel(?:aktig)?; et pluss?; plus hvis
"""
PREFERRED_HEADINGS_ANYWHERE = "加分; 优先; 歓迎; 尚可"

DUTY_HEADINGS = r"""
(?:essential|key|required|principal|core) (?:job )?(?:duties|functions|responsibilities|tasks);
(?:position|job|role) summary;
essential duties and responsibilities; job functions; job description
"""
"""Duties, by whatever else is in the heading: "Essential functions" requires nothing."""

ASIDE_HEADINGS = r"""
(?:physical|environmental|working) (?:demands|requirements|conditions|environment); work(?:ing)? environment;
(?:our|the|interview|hiring|recruitment|selection|application) process; good stuff; etapas; processo seletivo;
enthousiast; interessiert; what we(?:'ll| will)? (?:give|provide); the (?:extras|deal);

about us; about the company; who we are; our company; we offer; what you get; what you'll get; benefits; perks;
our promise; how to apply; apply; application; contact; equal opportunit\w+; diversity; salary; compensation;
what's in it; why (?:us|join); our values; location; in return; small print; fine print; your package; the package;
^package;
rewards?; pay; our story; how we hire; what happens next; closing date; next steps;
wir bieten; bieten wir; das bieten; über uns; wer wir sind; ihre vorteile; deine vorteile; kontakt; bewerbung;
bewerben; so geht;
nous (?:vous )?offrons; qui sommes[- ]nous; avantages; pour postuler; candidatures?; l'entreprise; l'établissement;
conditions; rémunération; notre offre; ce que nous (?:offrons|proposons);
(?:qué )?ofrecemos; qué te (?:damos|llevas); te ofrecemos; quiénes somos; sobre nosotros; cómo solicitar\w*;
condiciones;
la empresa; inscripción; proceso de selección;
offriamo; chi siamo; oferecemos; quem somos;
what we offer; why work\w*; work(?:ing)? with us; working here; life at; perks and benefits; hours; hours and pay;
(?:hours|shifts?|pay|salary) (?:and|&) (?:hours|pay|shifts?|benefits); terms; the details; about \w+ (?:ltd|inc|gmbh);
was wir (?:ihnen |dir )?bieten; unser angebot; wir über uns; das unternehmen; der betrieb; benefits; vergütung;
freuen sie sich auf; freu dich auf; darauf (?:können sie|kannst du) sich freuen; arbeitszeit\w*; gehalt;
interesse geweckt;
ce que l'on (?:offre|propose); nous proposons; on vous offre; contrat; à propos(?: de nous)?;
notre (?:maison|entreprise|équipe);
postuler; modalités; horaires; salaire; entreprise;
beneficios; qué te espera; lo que ofrecemos; se ofrece; salario; cómo aplicar; contacto; horario; empresa;
(?:cosa )?offr(?:iamo|e)\w*; (?:la )?nostra azienda; l'azienda; azienda; come candidarsi; candidatur\w; retribuzione;
contratto; inquadramento; sede(?: di lavoro)?; orari\w?; si offre; benefit;
(?:o que )?oferecemos; oferta; benefícios; sobre (?:nós|a empresa); a empresa; como (?:se )?candidatar\w*; remuneração;
salário; horário; regime; candidaturas?; envie;
(?:wat )?(?:wij |we )?bieden(?: wij)?; wat (?:je|jij|u) krijgt?; de organisatie; das angebot; ce qui vous attend;
ons aanbod; arbeidsvoorwaarden; over ons; wie (?:zijn )?wij(?: zijn)?;
solliciteren; solliciteer; interesse;
(?:co )?oferujemy; o nas; o firmie; aplik\w+; kontakt;
vi erbjuder; om oss; om företaget; ansökan; ansök; förmåner; lön; vi tilbyder; vi tilbyr; om os; om virksomheden;
om bedriften; ansøgning; søknad; løn; lønn; kontakta
"""
ASIDE_HEADINGS_ANYWHERE = """
福利; 薪酬; 应聘; 待遇$; 公司介绍; 公司简介; 关于我们; 其他说明; 联系方式; 投递; 会社概要; 勤務条件; 応募方法; 選考
"""

REQUIRED_HEADINGS = r"""
require[ds]?; requirements?; must[- ]haves?; qualifications?; you have; you bring; you'll bring; your profile;
your background; what you need; you'll need; you will need; who you are; about you; looking for; we're after;
essential; skills; what (?:it|success) takes; to succeed; right person; ^knowledge(?: of)?(?=:|$);
^education(?: and experience)?(?=:|$); training and experience;
we expect; we need; candidate; person specification; experience; to be considered; the person;
(?:ihr |dein )?profil; (?:das|was) (?:bringen sie|bringst du|sie|du) mit\w*; anforderungen; qualifikation\w*;
voraussetzungen; wir erwarten; das erwarten wir; kenntnisse;
profil recherché; vos atouts; wir wünschen uns; wir suchen; wat (?:jij|je|u) meebreng\w*; compétences;
vous (?:avez|êtes); exigences; prérequis; ce que nous (?:cherchons|attendons);
(?:qué )?buscamos; qué pedimos; requisitos; perfil; imprescindible; se requiere;
requisiti; profilo; cosa cerchiamo;
(?:das|was) (?:du|sie) mitbring\w+; dein hintergrund; fachlich\w+; (?:damit|womit) (?:überzeugst du|überzeugen sie);
votre profil; le profil; diplômes?; formation(?: et expérience)?; (?:savoir-faire|savoirs?); vous maîtrisez;
lo que (?:buscamos|pedimos|necesitas); qué necesitas; necesitas; (?:tu )?formación; competencias; se pide; aptitudes;
requisiti\w*; il (?:tuo )?profilo; profilo; (?:chi|cosa) cerchiamo; competenze; cosa (?:ti )?serve; il candidato\w*;
si richied\w+;
(?:o que )?(?:procuramos|buscamos|esperamos|exigimos|pedimos); perfil; qualificações; competências; exigências;
formação;
functie-?eisen; (?:wat )?(?:wij |we )?vragen(?: wij| we)?; (?:jouw |jij |je )?profiel; wie ben jij;
wat (?:neem|breng) je mee;
dit breng je mee; wij zoeken; wie zoeken (?:we|wij); wie (?:we|wij) zoeken; dit vragen (?:we|wij); eisen;
wymagania; oczekujemy; (?:twój )?profil; kwalifikacje; oczekiwania;
kvalifikationer; krav; kvalifikasjoner; vi söker; vi søker; vem (?:är du|vi söker); om dig; din profil; du har;
vi forventer; dine kvalifikationer; hvem er du; det här har du
"""
REQUIRED_HEADINGS_ANYWHERE = "任职; 岗位要求; 职位要求; 要求$; 资格; 応募資格; 必須; 求める"

OPEN_HEADINGS = r"""
^abilit(?:y|ies)(?: to)?(?=:|$);
responsib\w+; (?:main )?duties; tasks; what you'll do; what you will do; you will; the role; the job; your role;
your day; your work; your mission; tech stack; our stack; technologies; tools; about the (?:role|job|position);
the opportunity;
aufgaben\w*; tätigkeiten; das erwartet (?:sie|dich); was sie bei uns tun;
(?:vos |les )?missions; le poste; responsabilités; vos activités;
qué harás; (?:tus )?funciones; responsabilidades; tareas; tu día;
mansioni; attività;
what the job involves; the work; you'll be doing; day[- ]to[- ]day; key accountabilit\w+; the post; purpose;
deine rolle; die stelle; ihre rolle; was du (?:machst|tust); was sie (?:machen|tun); dein job;
votre mission; vos tâches; tâches; le (?:rôle|métier); activités; au quotidien; la mission; descriptif;
el puesto; qué vas a hacer; lo que harás; tus responsabilidades; misión; tus tareas; descripción\w*; tu papel;
las funciones;
cosa farai; il ruolo; (?:di cosa )?ti occuperai; compiti; le (?:tue )?attività; responsabilità; la posizione;
descrizione;
(?:as )?(?:suas |tuas )?funções; o que (?:vais|vai|irá|você vai|você irá) fazer; atividades; atribuições; tarefas;
a função;
descrição; a vaga;
(?:jouw )?taken; werkzaamheden; wat (?:ga|doe) je(?: doen)?; de functie; jouw rol; functieomschrijving;
wat je gaat doen;
obowiązki; zakres obowiązków; zadania; opis stanowiska;
arbetsuppgifter; dina uppgifter; om (?:tjänsten|rollen|jobbet); arbejdsopgaver; arbeidsoppgaver; dine opgaver;
om (?:jobbet|stillingen); vad du (?:kommer att göra|gör)
"""
OPEN_HEADINGS_ANYWHERE = "职责; 工作内容; 仕事内容; 業務内容"

SAYS_PREFERRED = r"""
nice[- ]to[- ]have; preferred; preferably; bonus points; ^bonus; a bonus; a (?:big |real |huge |definite )?plus;
desirable; desired; ideally;
(?:an |of )advantage; advantageous; welcome; beneficial; helpful; helps; appreciated; good to have; would be great;
not (?:strictly )?(?:required|essential|necessary|a must); optional;
wünschenswert; von vorteil; idealerweise; gerne?(?: auch)?;
souhaitée?s?; un plus; un atout; appréciée?s?;
se valorará; deseables?; valorables?;
(?:ein|klares|großes) plus; pluspunkt\w*; nice to have; schön wäre; kein muss;
idéalement; de préférence; bienvenue?s?; serai(?:t|ent) un plus;
se valoran?; valoramos; un plus; preferible\w*; deseablemente;
costituisc\w+ titolo preferenziale; preferibil\w+; gradit[aeio]; titolo preferenziale; è un plus; preferenzial\w+;
valoriza-se; valorizamos; (?:será )?valorizad[ao]s?; diferencia(?:l|is); desejáve(?:l|is); preferencialmente;
mais-valia;
is een (?:pré|plus\w*); pluspunt; mooi meegenomen; bij voorkeur;
mile widzian\w+; (?:dodatkowym )?atutem;
meriterande; (?:är|er) en? (?:plus|fordel|fördel); en fordel; ønskelig; gerne
"""
SAYS_PREFERRED_ANYWHERE = "优先; 加分; 歓迎; 尚可"

SAYS_REQUIRED = r"""
must; required?; requires; requirement; mandatory; essential; you have; you've; you bring; you are; you're; you know;
we expect; (?:we|you|you'll) need; need(?:ed)? to; ^need; needed; necessary; prerequisite; at least; minimum; proven;
looking for; able to; ability to;
erforderlich; zwingend; vorausgesetzt; sie (?:haben|bringen|verfügen|besitzen|beherrschen|arbeiten sicher);
du (?:hast|bringst|verfügst); wir erwarten;
exigée?s?; requise?s?; obligatoires?; indispensables?; impérati\w+; vous (?:avez|maîtrisez|justifiez|possédez);
imprescindibles?; obligatori[oa]s?; necesari[oa]s?; se requiere\w*; requerid[oa]s?; buscamos; pedimos; exigimos;
se necesita\w*; hace falta;
richiest[aeio]; indispensabil[ei]; obbligatori[aoe]; necessari[aeo]; si richied\w+; cerchiamo;
obrigatóri[ao]s?; exig(?:e-se|imos|id[ao]s?); necessári[ao]s?; imprescindíve(?:l|is); procuramos;
vereist; noodzakelijk; je (?:hebt|beschikt); verplicht;
wymagan[eya]\w*
"""

SAYS_ASIDE = r"""
we offer; you(?:'ll| will) (?:get|receive|enjoy|learn|be trained);
our (?:offices?|benefits|customers|investors|clients|founders?); salary; pension; equal opportunit\w+; we are an?;
we're an?; founded; apply; regardless of; we have been; we (?:will )?pay; closing date; interviews? will;
background check; (?:do not|don't|no) need; (?:no|without)\b.{1,60}\b(?:required|needed|necessary|problem);
bewerbung\w*; wir bieten; wir sind; unser unternehmen; gehalt;
nous sommes; notre établissement; rémunération;
somos un; nuestr[ao] (?:empresa|equipo); salario;
nous (?:vous )?(?:offrons|proposons); nous recrutons; nos (?:collaborateurs|magasins|valeurs);
tickets?[- ]restaurant; mutuelle; salaire;
envoyez; postulez;
ofrecemos; nuestr[ao]s (?:valores|oficinas|tiendas); envía(?:nos)?;
offriamo; siamo; la nostra (?:azienda|sede); inviare; candidat(?:ura|ure|i subito); retribuzione; buoni pasto; ccnl;
oferecemos; somos; nossa empresa; envi(?:e|ar); salário; subsídio; vale[- ](?:refeição|transporte|alimentação);
wij bieden; wij zijn; ons bedrijf; solliciteer; salaris;
oferujemy; jesteśmy; wynagrodzenie
"""
SAYS_BENEFIT = r"""
401\(k\); pto; paid (?:time off|holidays?|vacation|leave|orientation|training|detention|breaks?); annual leave;
days'? (?:of )?(?:paid )?(?:holidays?|vacation|annual leave|leave|pto);
(?:medical|dental|health|vision|life) (?:insurance|cover\w*|plan|benefits|assurance);
pension; sign-on bonus; referral; tuition; allowance; stipend; free parking; parental leave; overtime; per hour;
discount;
sick pay; company (?:van|car|phone|pension); night differential; cycle to work; wellbeing; bonus; perks?;
urlaubstage; tage urlaub; weihnachtsgeld; \w*altersvorsorge; jobrad; jobticket; gleitzeit; homeoffice; parkplätze;
zuschläge;
mutuelle; tickets?[- ]restaurant; rtt; primes?; intéressement; télétravail; brut; congés;
vacaciones; seguro (?:médico|de salud); brutos?; pagas; teletrabajo;
vale-\w+; plano de saúde; plr; férias; seguro de (?:saúde|vida); vr; vt;
buoni pasto; ticket restaurant; ral; tredicesima; welfare aziendale; ferie;
vakantiedagen; \w*pensioen\w*; reiskosten\w*; vakantiegeld;
premia; ubezpieczenie
"""
"""What is offered, where nothing says that something is asked for."""

SAYS_BODY = r"""
(?:sitting|bending|standing|kneeling|walking|climb\w*|lift(?:ing)?|carry(?:ing)?|push(?:ing)?|
pull(?:ing)?)\b.{1,80}\b(?:periods|pounds|lbs?|kg|stretches|hours|cab|ladders|occasionally|frequently);
checks? (?:will|is|are)\b; committed to; subject to; encouraged to apply; (?:offered|provided) at no cost;
manutention; port de charges; station debout
"""
"""What the work does to a body, and what is checked before somebody is hired."""

SAYS_WHO_IS_SOUGHT = r"""
looking for; seeking; searching for; in search of; recruiting; suchen; recherchons; recherche; cherchons; buscamos;
busca; cerchiamo; cerca; ricerca;
procuramos; procura; zoeken; zoekt; szukamy; szuka; poszukuje; söker; søger; søker
"""
"""Behind these a sentence that begins with the employer says whom it wants."""

SAYS_ASIDE_ANYWHERE = "薪; 五险"


def phrases(whole_words: str, anywhere: str = "") -> re.Pattern[str]:
    """One pattern for the pieces of two blocks above."""
    pieces = [rf"\b(?:{'|'.join(_pieces(whole_words))})\b", *_pieces(anywhere)]
    return lazy("|".join(pieces))


def _pieces(block: str) -> list[str]:
    return [" ".join(piece.split()) for piece in block.split(";") if piece.strip()]
