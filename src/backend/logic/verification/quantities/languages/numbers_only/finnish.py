"""Finnish: numbers in their commonest cases, months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "kaksi/kahden/kahta kolme/kolmen/kolmea nelja/neljan/neljaa viisi/viiden/viitta kuusi/kuuden/kuutta "
        "seitseman/seitsemaa kahdeksan/kahdeksaa yhdeksan/yhdeksaa kymmenen/kymmenta yksitoista "
        "kaksitoista/kahdentoista kolmetoista/kolmentoista neljatoista/neljantoista viisitoista/viidentoista "
        "kuusitoista/kuudentoista seitsemantoista kahdeksantoista yhdeksantoista",
        start=2,
    )
    | numbered(
        "kaksikymmenta/kahdenkymmenen kolmekymmenta/kolmenkymmenen neljakymmenta/neljankymmenen "
        "viisikymmenta/viidenkymmenen kuusikymmenta/kuudenkymmenen seitsemankymmenta kahdeksankymmenta "
        "yhdeksankymmenta",
        start=20,
        step=10,
    )
    | {"tusina": 12},
    scales={
        "sata": 100,
        "sataa": 100,
        "sadan": 100,
        "tuhat": 1000,
        "tuhatta": 1000,
        "miljoona": 10**6,
        "miljoonaa": 10**6,
    },
    units=same(
        {
            "per minute": "minuutissa",
            "hourly": "tunnissa",
            "daily": "päivässä,päivittäin,joka päivä",
            "weekly": "viikossa,viikoittain,joka viikko",
            "monthly": "kuukaudessa,kuukausittain,joka kuukausi",
            "yearly": "vuodessa,vuosittain,joka vuosi",
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
