"""French. "Quatre-vingt-dix" is read as its words; the reader knows that four twenties are eighty."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept", start=2
    )
    | numbered("vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante", start=20, step=10)
    | {"douzaine": 12, "dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "centaine": 100}
    | {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60},
    scales={
        "cent": 100,
        "cents": 100,
        "mille": 1000,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
    },
    units=same(
        {
            "3/4": "trois quarts,trois quart",
            "1/5": "un sur cinq,une sur cinq",
            "9/10": "neuf sur dix",
            "4/5": "quatre sur cinq",
            "2/3": "deux tiers,deux sur trois",
            "1/3": "d un tiers",
            "1/4": "d un quart",
            "EUR": "d euros,d euro",
            "every 6 months": "semestriel,semestrielle,semestriels,semestrielles",
            "per minute": "par minute,a la minute",
            "percent": "pour cent,pourcent",
            "percentage points": "points de pourcentage,points de pour cent",
            "seconds": "seconde,secondes",
            "minutes": "minutes",
            "hours": "heure,heures",
            "days": "jour,jours",
            "weeks": "semaine,semaines",
            "months": "mois",
            "quarters": "trimestres",
            "years": "an,ans,annee,annees",
            "half": "moitie",
            "fortnightly": "tous les quinze jours,tous les 15 jours,toutes les deux semaines,bimensuel,"
            "bimensuelle,bimensuels,bimensuelles",
            "every two months": "tous les deux mois,un mois sur deux,bimestriel,bimestrielle",
            "500000": "demi million,un demi million",
            "50": "demi centaine,une demi centaine",
            "6": "demi douzaine,une demi douzaine",
            "1.5 million": "un million et demi,million et demi",
            "per shift": "par poste",
            "1.5 hours": "heure et demie",
            "years and a half": "an et demi,ans et demi",
            "half a year": "semestre",
            "halved": "divise par deux,divisee par deux,divises par deux,divisees par deux,de moitie",
            "doubled": "double,doublee,doubler,doublement",
            "tripled": "triple,triplee,tripler",
            "a quarter of": "quart des,quart du,quart de la",
            "a third of": "tiers de,tiers des,tiers du,tiers de la",
            "hourly": "par heure,a l heure,de l heure",
            "daily": "par jour,chaque jour,quotidien,quotidienne,quotidiens,quotidiennes,quotidiennement,tous les "
            "jours",
            "weekly": "par semaine,chaque semaine,hebdomadaire,hebdomadaires,toutes les semaines",
            "monthly": "par mois,chaque mois,mensuel,mensuelle,mensuels,mensuelles,mensuellement,tous les mois",
            "quarterly": "par trimestre,chaque trimestre,trimestriel,trimestrielle,trimestriels,trimestrielles",
            "yearly": "par an,chaque annee,annuel,annuelle,annuels,annuelles,tous les ans",
            "day to day": "au quotidien",
            "dozens": "dizaines,douzaines",
            "hundreds": "centaines",
            "thousands": "milliers",
            "January": "janvier",
            "February": "fevrier",
            "March": "mars",
            "April": "avril",
            "May": "mai",
            "June": "juin",
            "July": "juillet",
            "August": "aout",
            "September": "septembre",
            "October": "octobre",
            "November": "novembre",
            "December": "decembre",
            "tonnes": "tonne,tonnes",
            "kg": "kilos,kilogrammes",
            "km": "kilometres",
            "m": "metres",
            "litres": "litres",
            "times": "fois",
        }
    ),
    joints=frozenset({"et", "-"}),
    ordinals=numbered(
        "premier/premiere deuxieme/second/seconde troisieme quatrieme cinquieme sixieme septieme", start=1
    ),
)
