"""What any line of a CV may say of work in general, in all languages.

Such a word says nothing that a source would have to bear out: "responsible for", "with experience in", "im Bereich".
"""

from typing import Final

from logic.language.lookalikes import fold_characters

_WORDS = """
work task dut role posi job empl resp incl vari year back prac prof hand peop othe busi know good well time focu
basi expe skil part team serv carr hold held gain cove area fiel main spec tota each ever also whil then both duri
usin with from into onto over unde alon amon acro arou abou take took give gave make made look keep kept done doin
perf prov deal acti invo rela asso base loca annu regu curr form prev past mean nota thro cons upon mont week hour
dail spel vali such like name call titl aufg tati arbe beru erfa bere vera zust stel funk umfa sowi dabe durc sons
jewe etwa woch mona jahr tagl inkl eins ange anst besc ausg gear dien gesc davo dazu gesa tras sema trav char post
tach fonc doma ains pend tant afin comp soin lors chez aupr mens heur jour trab carg func pues tare enca tiem dura
hora anua junt com lavo mans impi ruol
spal prat atti pres temp ogni sett cura adde espe agli fun ativ werk taak erva gebi
tijd binn daar waar onde uur maan jaar bezi obow odpo zada stan dosw obsz podc oraz okol prow dzie zakr zajm ansv
uppg roll tjan inom dagl timm veck mana aret tyos teht vast koke aika viik tunt kuuk poze zodp ukol zkus obla behe
munk fela bezt teru tapa sora orsz evig munc sarc dome timp luna cali yuzd egit gore soru alan dene gun haft
lipc lipi sier wrze pazd list grud styc lute
kwie maja czer
работа ответственный должность обязанности опыт сфера время года часов робота відповідальний посада обов'язки досвід
занимался отвечал займався ασχολήθηκα υπεύθυνος ανέλαβα εργασία ilgilendim foglalkoztam ocupat ocupaba occupavo starosti
"""
_KOREAN = "업무 맡음 담당 수행 진행 근무 경력 일을 일함"
GENERAL_WORDS: Final = frozenset([word[:4] for word in fold_characters(_WORDS).casefold().split()] + _KOREAN.split())
"""How such words begin, in lower case and without accents."""

GENERAL_SIGNS: Final = frozenset(
    "担当任职務従事業担负责作工有保持含进行進行及各等名人个個年月日间間中上下内外方面经経験验一"
)
"""Chinese and Japanese signs that say as little."""

_EMPTY = """
litre half tan den fazla round clock now rather thanks thank closely board ready live first last arrive leave nature
second finish early rest peace day days means manner order really simply indeed notably especially mainly mostly
mein meine meinen gehorte gehorten zahlte zahlten umfasste umfassten moich nalezalo nalezaly mina omfattade ingick
tyotehtaviini kuului kuuluivat mezi patrilo patrila который которая которые также який яка які також входила
входило входили моих належало належала належали моїх
arasinda vardi gorevlerim feladataim koze tartozott printre mele numarat numarau στα μου περιλαμβανοταν περιλαμβανονταν
καθηκοντα dont figuraient mijn behoorde behoorden mine omfattede omfattet rientrava rientravano estaba estaban sein
"""
EMPTY_WORDS: Final = frozenset(fold_characters(_EMPTY).casefold().split())
"""Whole words that say nothing of their own: of numbers, and of phrases like "across the board", "ready to go live"."""
