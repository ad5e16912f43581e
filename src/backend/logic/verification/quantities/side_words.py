"""Words before a number that say which side of it is meant, in the languages of Latin script: a small closed class.

One table for all of them, because a line of four words shows no language. A word is here where it says the same in
each language that has it, or nothing in the others. Sources: the dictionaries' entries for "at least", "at most" and
"about".
"""

from typing import Final

Phrase = tuple[str, ...]


def _phrases(written: str) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in written.split(","))


LEAST: Final = _phrases(
    "more than,at least,over,above,exceeding,upwards of,minimum of,no less than,no fewer than,not less than,>,"
    "uber,mehr als,mindestens,plus de,au moins,au dela de,mas de,al menos,por lo menos,oltre,piu di,almeno,"
    "mais de,pelo menos,acima de,meer dan,minstens,ten minste,ponad,co najmniej,wiecej niz,przynajmniej,"
    "mer an,minst,mere end,mindst,mer enn,yli,vahintaan,vice nez,nejmene,peste,mai mult de,cel putin,tobb mint,legalabb"
)
"""What a number is no more than a lower end of."""

MOST: Final = _phrases(
    "up to,as many as,as much as,at most,less than,fewer than,under,below,maximum of,"
    "no more than,not more than,not exceeding,<,"
    "nearly,almost,just under,close to,bis zu,hochstens,maximal,weniger als,knapp,fast,unter,"
    "jusqu'a,jusqu' a,jusqu a,au plus,au maximum,moins de,presque,hasta,como maximo,menos de,casi,"
    "fino a,al massimo,meno di,quasi,ate,no maximo,quase,tot,maximaal,hooguit,minder dan,bijna,"
    "najwyzej,maksymalnie,mniej niz,prawie,niemal,upp till,hogst,mindre an,nastan,op til,hojst,naesten,opptil,hoyst,"
    "nesten,enintaan,alle,az,nejvyse,temer,legfeljebb,kozel,pana la,cel mult,aproape"
)
"""What a number is no less than an upper end of."""

ABOUT: Final = _phrases(
    "about,around,roughly,approximately,circa,ca,c,approx,etwa,rund,ungefahr,environ,unos,unas,aproximadamente,"
    "alrededor de,cerca de,all'incirca,ongeveer,zo'n,okolo,mniej wiecej,cirka,ungefar,omkring,omtrent,noin,asi,"
    "priblizne,aproximativ,circa de,korulbelul,yaklasik"
)
"""What leaves both sides open."""

ENDS_A_RANGE: Final = frozenset({("tot",), ("hasta",), ("ate",), ("fino", "a"), ("az",), ("pana", "la"), ("alle",)})
"""Of `MOST`, those that say no more than "to" behind another number."""

LONGEST: Final = max(len(phrase) for phrase in LEAST | MOST | ABOUT)
