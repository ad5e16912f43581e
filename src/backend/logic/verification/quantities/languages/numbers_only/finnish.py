"""Finnish: numbers in their commonest cases, months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, compounds, numbered, same

_NOMINATIVE = numbered("yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan yhdeksan", start=1)
_PARTITIVE = numbered("yhta kahta kolmea neljaa viitta kuutta seitsemaa kahdeksaa yhdeksaa", start=1)
_GENITIVE = numbered("yhden kahden kolmen neljan viiden kuuden seitseman kahdeksan yhdeksan", start=1)
_TENS_NOMINATIVE, _TENS_PARTITIVE, _TENS_GENITIVE = (
    {f"{unit}{ten}": 10 * value for unit, value in units.items() if value > 1}
    for units, ten in ((_NOMINATIVE, "kymmenta"), (_PARTITIVE, "kymmenta"), (_GENITIVE, "kymmenen"))
)

VOCABULARY = Vocabulary(
    numbers=numbered(
        "kaksi/kahden/kahta kolme/kolmen/kolmea nelja/neljan/neljaa viisi/viiden/viitta kuusi/kuuden/kuutta "
        "seitseman/seitsemaa kahdeksan/kahdeksaa yhdeksan/yhdeksaa kymmenen/kymmenta yksitoista "
        "kaksitoista/kahdentoista kolmetoista/kolmentoista neljatoista/neljantoista viisitoista/viidentoista "
        "kuusitoista/kuudentoista seitsemantoista kahdeksantoista yhdeksantoista",
        start=2,
    )
    | _TENS_NOMINATIVE
    | _TENS_PARTITIVE
    | _TENS_GENITIVE
    | dict(compounds(_NOMINATIVE, _TENS_NOMINATIVE, joint="", unit_first=False))
    | dict(compounds(_PARTITIVE, _TENS_PARTITIVE, joint="", unit_first=False))
    | dict(compounds(_GENITIVE, _TENS_GENITIVE, joint="", unit_first=False))
    | {f"{unit}sataa": 100 * value for unit, value in (_NOMINATIVE | _PARTITIVE).items() if value > 1}
    | {f"{unit}tuhatta": 1000 * value for unit, value in (_NOMINATIVE | _PARTITIVE).items() if value > 1}
    | {"tusina": 12},
    scales={
        "sata": 100,
        "sataa": 100,
        "sadan": 100,
        "tuhat": 1000,
        "tuhatta": 1000,
        "miljoona": 10**6,
        "miljoonaa": 10**6,
        "miljoonan": 10**6,
        "miljoonien": 10**6,
        **dict.fromkeys(("miljardi", "miljardia", "miljardin"), 10**9),
        "tuhannen": 1000,
    },
    units=same(
        {
            "per minute": "minuutissa",
            "hourly": "tunnissa",
            "daily": "päivässä,päivittäin,joka päivä",
            "weekly": "viikossa,viikoittain,joka viikko",
            "monthly": "kuukaudessa,kuukausittain,joka kuukausi",
            "yearly": "vuodessa,vuosittain,joka vuosi",
            "1.5 hours": "puolentoista tunnin,puolitoista tuntia",
            "1.5 years": "puolitoista vuotta,puolentoista vuoden",
            "years": "vuotta",
            "months": "kuukautta",
            "tonnes": "tonnia,tonnin",
            "kg": "kiloa,kilon",
            "km": "kilometria,kilometrin",
            "litres": "litraa,litran",
            "6 months": "puoli vuotta,puolen vuoden,puolessa vuodessa",
            "500000": "puoli miljoonaa,puolen miljoonan",
            "1500000": "puolitoista miljoonaa,puolentoista miljoonan",
            "1500": "puolitoista tuhatta",
            "500": "puoli tuhatta",
            "6": "puoli tusinaa",
            "50 %": "puolet,puolta",
            "3/4": "kolme neljasosaa,kolme neljannesta",
            "2/3": "kaksi kolmasosaa,kaksi kolmannesta",
            "per shift": "vuorossa,tyovuorossa,vuoroa kohti",
            "years and a half": "ja puoli vuotta,ja puolen vuoden",
            "1/3": "kolmanneksella,kolmanneksen,kolmannes,kolmasosa,kolmasosan",
            "1/4": "neljanneksella,neljanneksen,neljannes,neljasosa,neljasosan",
            "doubled": "kaksinkertaistin,kaksinkertaisti,kaksinkertaistaminen",
            "tripled": "kolminkertaistin,kolminkertaisti,kolminkertaistaminen",
            "halved": "puolitin,puolitti,puolittaa,puolitettu,puolittaminen,puolittui",
            "percentage points": "prosenttiyksikkoa,prosenttiyksikon,prosenttiyksikolla",
            "percent": "prosenttia,prosentin,prosentista,prosenttiin",
            "January": "tammikuu,tammikuuta,tammikuussa,tammikuun,tammikuusta",
            "February": "helmikuu,helmikuuta,helmikuussa,helmikuun,helmikuusta",
            "March": "maaliskuu,maaliskuuta,maaliskuussa,maaliskuun,maaliskuusta",
            "April": "huhtikuu,huhtikuuta,huhtikuussa,huhtikuun,huhtikuusta",
            "May": "toukokuu,toukokuuta,toukokuussa,toukokuun,toukokuusta",
            "June": "kesakuu,kesakuuta,kesakuussa,kesakuun,kesakuusta",
            "July": "heinakuu,heinakuuta,heinakuussa,heinakuun,heinakuusta",
            "August": "elokuu,elokuuta,elokuussa,elokuun,elokuusta",
            "September": "syyskuu,syyskuuta,syyskuussa,syyskuun,syyskuusta",
            "October": "lokakuu,lokakuuta,lokakuussa,lokakuun,lokakuusta",
            "November": "marraskuu,marraskuuta,marraskuussa,marraskuun,marraskuusta",
            "December": "joulukuu,joulukuuta,joulukuussa,joulukuun,joulukuusta",
        }
    ),
)
