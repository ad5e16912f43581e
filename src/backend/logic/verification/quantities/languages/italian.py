"""Italian."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

_UNITS = numbered("uno due tre quattro cinque sei sette otto nove", start=1)
_TENS = numbered("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", start=20, step=10)
_COMPOUNDS = {
    # The ten loses its last vowel before one and eight: ventuno, ventotto.
    f"{ten[:-1] if unit in ('uno', 'otto') else ten}{unit}": value + small
    for ten, value in _TENS.items()
    for unit, small in _UNITS.items()
}
_HUNDREDS = {f"{unit}cento": 100 * value for unit, value in _UNITS.items() if value > 1} | {"cento": 100}
_SMALL = numbered(
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove", start=10
) | {word: value for word, value in _UNITS.items() if value > 1}

VOCABULARY = Vocabulary(
    numbers=_SMALL
    | _TENS
    | _COMPOUNDS
    | _HUNDREDS
    | {f"{word}mila": 1000 * value for word, value in (_SMALL | _TENS | _HUNDREDS).items()}
    | {f"mille{word}": 1000 + value for word, value in (_SMALL | _TENS | _COMPOUNDS | _HUNDREDS).items()}
    | {f"{word}{small}": value + rest for word, value in _HUNDREDS.items() for small, rest in (_SMALL | _TENS).items()}
    | {"dozzina": 12, "decina": 10, "ventina": 20, "trentina": 30, "centinaio": 100}
    | {"quindicina": 15, "quarantina": 40, "cinquantina": 50, "sessantina": 60},
    scales={"mille": 1000, "mila": 1000, "milione": 10**6, "milioni": 10**6, "miliardo": 10**9, "miliardi": 10**9},
    units=same(
        {
            "3/4": "tre quarti",
            "2/3": "due terzi,due su tre",
            "1/3": "di un terzo,un terzo dei,un terzo degli,un terzo delle,un terzo del,"
            "un terzo della,uno su tre,una su tre",
            "1/4": "di un quarto,un quarto dei,un quarto degli,un quarto delle,un quarto del,un quarto della,"
            "uno su quattro,una su quattro",
            "9/10": "nove su dieci",
            "4/5": "quattro su cinque",
            "1/5": "uno su cinque,una su cinque",
            "EUR": "di euro",
            "every 6 months": "semestrale,semestrali,semestralmente",
            "per minute": "al minuto,per minuto",
            "percent": "per cento,percento",
            "fortnightly": "ogni quindici giorni,ogni 15 giorni,ogni due settimane,quindicinale,"
            "quindicinali,bisettimanale",
            "every two months": "ogni due mesi,bimestrale,bimestrali",
            "percentage points": "punti percentuali,punto percentuale",
            "seconds": "secondi",
            "minutes": "minuto,minuti",
            "hours": "ora,ore",
            "days": "giorno,giorni",
            "weeks": "settimana,settimane",
            "months": "mese,mesi",
            "years": "anno,anni",
            "500000": "mezzo milione",
            "50": "mezzo centinaio",
            "6": "mezza dozzina",
            "1.5 million": "un milione e mezzo,milione e mezzo",
            "per shift": "per turno,a turno",
            "1.5 hours": "ora e mezza,ora e mezzo",
            "years and a half": "anno e mezzo,anni e mezzo",
            "half": "meta",
            "half a year": "semestre",
            "halved": "dimezzato,dimezzata,dimezzati,dimezzate,dimezzare,dimezzamento,della meta",
            "doubled": "raddoppiato,raddoppiata,raddoppiati,raddoppio",
            "tripled": "triplicato,triplicata,triplicati",
            "hourly": "all ora,ogni ora,per ora",
            "daily": "al giorno,ogni giorno,giornaliero,giornaliera,giornaliere,quotidiano,quotidiana,quotidianamente,"
            "quotidiane,quotidiani",
            "weekly": "alla settimana,ogni settimana,settimanale,settimanali,settimanalmente,a settimana",
            "monthly": "al mese,ogni mese,mensile,mensili,mensilmente",
            "quarterly": "al trimestre,ogni trimestre,trimestrale,trimestrali",
            "yearly": "all anno,ogni anno,annuale,annuali,annualmente,annuo,annua",
            "dozens": "decine,dozzine",
            "hundreds": "centinaia",
            "thousands": "migliaia",
            "January": "gennaio",
            "February": "febbraio",
            "March": "marzo",
            "April": "aprile",
            "May": "maggio",
            "June": "giugno",
            "July": "luglio",
            "August": "agosto",
            "September": "settembre",
            "October": "ottobre",
            "November": "novembre",
            "December": "dicembre",
            "tonnes": "tonnellata,tonnellate",
            "kg": "chili,chilogrammi",
            "km": "chilometri",
            "m": "metri",
            "litres": "litri",
            "times": "volte",
        }
    ),
    joints=frozenset({"e"}),
    ordinals=numbered("primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta", start=1),
)
