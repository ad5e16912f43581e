"""Which language a line of a CV is written in: its script, its small words, its letters and its endings.

A profile of function words and not a library: what there is (langdetect, lingua, py3langid) brings a megabyte to
a hundred, or a second of cold start, and is made for paragraphs; a CV's line has six words. A line that shows
nothing of
its own is in the language of the CV, and a CV that shows nothing is read as English.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import Final

from logic.language.further_languages import CV_WORDS as _FURTHER_CV_WORDS
from logic.language.further_languages import ENDINGS as _FURTHER_ENDINGS
from logic.language.further_languages import LETTERS as _FURTHER_LETTERS
from logic.language.further_languages import OWN_LETTERS as _OWN_LETTERS
from logic.language.further_languages import SMALL_WORDS as _FURTHER_WORDS
from logic.language.language_signs import LanguageSigns
from logic.language.lookalikes import fold_characters
from logic.language.verbs import VERBS

READ_CHARACTERS: Final = 4000
"""What is looked at: a language shows in the first page."""

ENGLISH: Final = "en"

_SMALL_WORDS: Final[Mapping[str, str]] = {
    "en": "a the of and to in for with on at by from an as is was were that this which who their my our has have "
    "had not "
    "most than but where very well fewer "
    "be been are it its into through about over under up each all who while during per within without i",
    "de": "der die das und von im mit in für bei zur zum den dem des ein eine einer eines einem einen auf als aus nach "
    "an am sowie durch über unter ist war wurde wurden ich wir nicht kein keine ohne bis seit oder mir mich pro um "
    "bin habe sich vor wird zu jeden jede jeder aller alle beim vom zwei drei vier",
    "fr": "le la les de des du et à au aux en un une pour par avec sur dans d l je j ai nous est été sont ont qui que "
    "pas ne sans chez ce cette ces son sa ses mon ma mes puis ou plus sous lors depuis jusque n s suis leur deux trois",
    "es": "el la los las de del y a al en un una para por con su sus se que es son fue yo mi mis nos no sin como más "
    "desde nunca hasta o ni lo le durante e entre sobre cada soy he ha dos tres",
    "it": "il lo la i gli le di del della dello dei degli delle e a al alla ai alle in un una uno per con da dal dalla "
    "dei nel nella nei nelle sul sulla che è sono ho ha non senza come su tra fra o ed anni mio mia due tre l",
    "pt": "o a os as de do da dos das e em no na nos nas um uma para por com pelo pela que é foi são eu não sem como "
    "mais nunca ao à aos às entre ou seu sua meu minha desde até numa num dois duas três sete oito nove dez meses anos",
    "nl": "de het een en van in op met voor bij naar aan uit als door te is was werd werden ik wij niet geen zonder "
    "tot "
    "sinds of over om per elke mijn uur dag jaar onze hun ons ook dat die dit deze heb ben zijn twee drie vier",
    "pl": "i w z na do o od po za dla przy ze we oraz lub a jest był była byłem byłam są nie bez przez pod nad jako "
    "się u to tym tej tego który która które ich jego mój moja dwa trzy co pracy",
}
_NUMBERS: Final[Mapping[str, str]] = {
    "de": "fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn "
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "fr": "quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante "
    "soixante cent mille",
    "es": "cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta "
    "sesenta setenta ochenta noventa cien mil mes",
    "it": "quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici venti trenta "
    "quaranta cinquanta sessanta settanta ottanta novanta cento",
    "pt": "quatro cinco seis onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte trinta quarenta "
    "cinquenta sessenta setenta oitenta noventa cem",
    "nl": "vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien "
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd hoger lager dan verwacht",
    "pl": "trzech cztery czterech pięć pięciu sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście "
    "piętnaście dwadzieścia trzydzieści sto",
}
_LETTERS: Final[Mapping[str, str]] = {
    "de": "äöüß",
    "fr": "éèêçàùôîœëï",
    "es": "ñáíóú¿¡",
    "it": "àèìòù",
    "pt": "ãõçáéíóúâê",
    "nl": "ëï",
    "pl": "ąćęłńóśźż",
}
_MAIN_OWN_LETTERS: Final = {
    letter: language
    for language, letters in {"pt": "ãõ", "es": "ñ¿¡", "de": "ß", "pl": "łąężśźńć"}.items()
    for letter in letters
}
"""Letters that one of the languages alone has."""

_ENDINGS: Final[Mapping[str, str]] = {
    "en": "ing ed ly tion ness ship",
    "de": "ung ungen keit heit schaft ieren chen lich isch tion ierung ik en",
    "fr": "tion ment eur euse ique aire age eux ité ée ées és",
    "es": "ción estre eros os as estral dad mente ero era ista ado ada ados idad ías é",
    "it": "zione enza etta orse ità mente ario aria ista ato ata ati zioni etti",
    "pt": "ção mento mentos dade mente eiro eira ista ções ado ada ei",
    "nl": "ing heid ingen lijk eren ijk ende en",
    "pl": "nik wej nej ska skie zny nie anie enie ość ów ami ach ego cja cji ną ych",
}
_CV_WORDS: Final[Mapping[str, str]] = {
    "en": "staff nurse teacher assistant manager clerk worker driver volunteer trainee apprentice familiar fluent "
    "unit school hospital sales customer customers weekly daily monthly years months weeks hours part time full "
    "freelance familiarity knowledge skills degree shift shop store office care support night based using",
    "de": "mitarbeiter mitarbeiterin jahre wochen monate stunden woche monat leiter leiterin kunden ausbildung "
    "abteilung gelernt erstellt verantwortlich teilzeit vollzeit schule arbeit betrieb laufend gewartet "
    "betreut gearbeitet",
    "fr": "ans mois semaines heures semaine chef stage vente clients service gestion bac licence suivi bureau ouvrier "
    "magasin temps plein partiel employe conduite atelier chantier formation",
    "es": "meses semanas horas jefe jefa ventas clientes camarero camarera auxiliar tienda obra curso trabajo empresa "
    "equipo gestion turno jornada encargado encargada profesor profesora tengo soy hago puedo hablo carne",
    "it": "anni mesi settimane ore addetto addetta capo negozio clienti vendite ufficio corso lavoro azienda turni "
    "contratto docente operaio operaia gestione responsabile presso",
    "pt": "meses semanas horas chefe vendas clientes loja obra curso trabalho empresa equipa equipe gestao turno "
    "aluno alunos aluna alunas meia tecnico tecnica concluido concluir motorista professor professora auxiliar "
    "tenho sou faco falo estagiario estagiaria gabinete arquitetura quarto quartos",
    "nl": "jaar maanden weken uren dagelijks wekelijks groep afdeling medewerker medewerkster klanten begeleid "
    "begeleidde verantwoordelijk opleiding vrijwillig winkel school werk gewerkt opgesteld schooljaar "
    "verpleegkundige leerkracht kinderen stage offertes verkoop beheer",
    "pl": "lat miesiecy tygodni godzin kierownik sklep klient klientow praca firma szkolenie obsluga kurs staz etatu "
    "zespol magazyn biuro",
}
"""Words that CVs of one language are full of, for lines that have no small word."""

_JAPANESE_ONLY: Final = re.compile(
    "平成|令和|昭和|[図駅県円働売経験広実検権済総帯込畑峠枠辺沢浜仮価応恵悪戦拡挙栄楽様歓歩歯歴残発続絵芸薬訳読証豊転軽遅鉄録関闘隠雑黒]"
)
"""Characters as Japan alone writes them: a line of them may have no kana."""

_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_WORD = re.compile(r"[^\W\d_]{2,}|(?<!['\u2019/\w])[^\W\d_](?![\w/.])")
"""A lone letter beside a stroke, a full stop or behind an apostrophe is no small word: "w/", "K.", "'s"."""

_NOUNS = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]{4,}")
_NOUN = 0.7
"""A capital inside a sentence, which German gives to every noun and the others to names."""

_SCRIPT_SHARE = 0.2
"""Of a text's letters, from which on its script decides: Latin product names stand in every Chinese CV. Kana are a
fifth of a Japanese line as soon as it has a particle and an ending."""

_MOST_COUNTED: Final = 5
_PRIOR = 1.2


def language_of(text: str, *, prior: str = ENGLISH) -> str:
    """The ISO 639-1 code of the language of `text`; `prior` is the language of what it stands in."""
    text = unicodedata.normalize("NFC", text[:READ_CHARACTERS])
    return _by_script(text) or _by_words(text, prior)


def _by_script(text: str) -> str:
    if text.isascii():
        return ""
    letters = sum(character.isalpha() for character in text)
    for language, script in _SCRIPTS:
        if language == "zh" and _JAPANESE_ONLY.search(text):
            return "ja"
        if letters and len(script.findall(text)) >= letters * (_SCRIPT_SHARE if language != "ja" else 0.1):
            return language
    return ""


def _by_words(text: str, prior: str) -> str:
    words = Counter(_WORD.findall(text.lower()))
    scores = dict.fromkeys(_SMALL_WORDS, 0.0)
    if prior in scores:
        scores[prior] += _PRIOR
    signs = _signs()
    for word, count in words.items():
        for language, points in signs.small_word(word):
            scores[language] += points * min(count, _MOST_COUNTED)
        for language, points in signs.others(word):
            scores[language] += points
    scores["de"] += min(2 * _NOUN, _NOUN * len(_NOUNS.findall(text)))
    best = max(scores, key=lambda language: scores[language])
    return _further(words, prior, scores[best]) or best


def _further(words: Mapping[str, int], prior: str, least: float) -> str:
    """The language of the further ones that `words` are of; "" where one of the first eight is likelier."""
    scores = dict.fromkeys(_FURTHER_WORDS, 0.0)
    if prior in scores:
        scores[prior] += _PRIOR
    signs = _further_signs()
    for word, count in words.items():
        for language, points in (*signs.small_word(word), *signs.others(word)):
            scores[language] += points * min(count, _MOST_COUNTED)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > least else ""


@lru_cache(maxsize=1)
def _signs() -> LanguageSigns:
    return LanguageSigns(
        small_words=_small_words(),
        cv_words=_cv_words(),
        letters=_LETTERS,
        own_letters=_MAIN_OWN_LETTERS,
        endings=_ENDINGS,
    )


@lru_cache(maxsize=1)
def _further_signs() -> LanguageSigns:
    return LanguageSigns(
        small_words=_further_words(),
        cv_words=_further_cv_words(),
        letters=_FURTHER_LETTERS,
        own_letters=_OWN_LETTERS,
        endings=_FURTHER_ENDINGS,
    )


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """The small words of all languages, in lower case and without accents."""
    tables = (_SMALL_WORDS, _FURTHER_WORDS, _NUMBERS)
    written = " ".join(words for table in tables for words in table.values())
    return frozenset(fold_characters(written).casefold().split())


@lru_cache(maxsize=1)
def _small_words() -> Mapping[str, tuple[str, ...]]:
    with_numbers = {language: f"{words} {_NUMBERS.get(language, '')}" for language, words in _SMALL_WORDS.items()}
    return _languages_of(with_numbers)


@lru_cache(maxsize=1)
def _further_words() -> Mapping[str, tuple[str, ...]]:
    return _languages_of(_FURTHER_WORDS, known=_small_words().keys() | _cv_words().keys())


@lru_cache(maxsize=1)
def _further_cv_words() -> Mapping[str, tuple[str, ...]]:
    known = _small_words().keys() | _cv_words().keys() | _further_words().keys()
    return _languages_of(_FURTHER_CV_WORDS, known=known)


def _languages_of(written: Mapping[str, str], known: Set[str] = frozenset()) -> Mapping[str, tuple[str, ...]]:
    """The languages of each word of these tables that is not `known`."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in written.items():
        for word in set(words.split()) - known:
            found[word] = (*found.get(word, ()), language)
    return found


@lru_cache(maxsize=1)
def _cv_words() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(VERBS, (ENGLISH,))
    for language, words in _CV_WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found
