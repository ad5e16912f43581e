"""Czech and Slovak: numbers in their cases, months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "dva/dve/dvou/dvema/dvoch/dvom tri/trech/tremi/troch/trom/tromi "
        "ctyri/ctyr/ctyrech/ctyrmi/styri/styroch pet/peti/pat/piatich sest/sesti/siestich "
        "sedm/sedmi/sedem/siedmich osm/osmi/osem/osmich devet/deviti/devat/deviatich "
        "deset/deseti/desat/desiatich jedenact/jedenast dvanact/dvanacti/dvanast trinact/trinacti/trinast "
        "ctrnact/strnast patnact/patnacti/patnast sestnact/sestnast sedmnact/sedemnast osmnact/osemnast "
        "devatenact/devatnast",
        start=2,
    )
    | numbered(
        "dvacet/dvaceti/dvadsat tricet/triceti/tridsat ctyricet/ctyriceti/styridsat "
        "padesat/padesati/patdesiat sedesat/sedesati/sestdesiat sedmdesat/sedemdesiat osmdesat/osemdesiat "
        "devadesat/devatdesiat",
        start=20,
        step=10,
    )
    | {"tucet": 12},
    scales={
        "sto": 100,
        "sta": 100,
        "set": 100,
        "ste": 100,
        "tisic": 1000,
        "tisice": 1000,
        "tis": 1000,
        "milion": 10**6,
        "miliony": 10**6,
        "milionu": 10**6,
        "mil": 10**6,
        **dict.fromkeys(("mld", "miliarda", "miliardy", "miliard", "miliardu"), 10**9),
    },
    units=same(
        {
            "per minute": "za minutu",
            "hourly": "za hodinu,za hod",
            "daily": "denne,za den,kazdy den,za deň",
            "weekly": "týdně,za týden,každý týden,týždenne,za týždeň",
            "monthly": "měsíčně,za měsíc,každý měsíc,mesačne,za mesiac",
            "yearly": "ročně,roční,za rok,každý rok,ročne",
            "18 months": "rok a pul,roku a pul,pul druheho roku,poldruha roka,rok a pol",
            "years and a half": "a pul roku,a pol roka",
            "6 months": "pul roku,pol roka,pulroku,pulrok",
            "months": "mesicu,mesice,mesic,mesiacov,mesiace,mesiac",
            "tonnes": "tun,tuny,tuna",
            "kg": "kilogramu,kilo,kil",
            "km": "kilometru,kilometry",
            "litres": "litru,litry",
            "500000": "pul milionu,pol miliona",
            "1500000": "milion a pul,pul druheho milionu,jeden a pul milionu",
            "500": "pul tisice,pol tisica",
            "6": "pul tuctu,pol tucta",
            "1/3": "o tretinu,tretina,tretinu,tretiny",
            "2/3": "o dve tretiny,dve tretiny",
            "3/4": "tri ctvrtiny,tri stvrtiny",
            "1/4": "o ctvrtinu,o stvrtinu,ctvrtina,ctvrtinu,ctvrtiny,stvrtina,stvrtinu",
            "per shift": "za smenu,za zmenu",
            "tripled": "ztrojnasobil,ztrojnasobila,strojnasobil,strojnasobila,trojnasobny",
            "doubled": "zdvojnasobil,zdvojnasobila,dvojnasobny",
            "50 %": "o polovinu,na polovinu,o polovicu,na polovicu,polovina,polovinu,poloviny,polovica,polovicu",
            "percentage points": "procentni body,procentnich bodu,procentniho bodu,"
            "percentualne body,percentualnych bodov",
            "percent": "procent,procenta,procento,procentech,percento,percenta",
            "January": "leden,ledna,lednu,januar,januara",
            "February": "unor,unora,unoru,februar,februara",
            "March": "brezen,brezna,breznu,marec,marca",
            "April": "duben,dubna,dubnu,april,aprila",
            "May": "kveten,kvetna,kvetnu,maj,maja",
            "June": "cerven,cervna,cervnu,jun,juna",
            "July": "cervenec,cervence,cervenci,jul,jula",
            "August": "srpen,srpna,srpnu,august,augusta",
            "September": "zari,september,septembra",
            "October": "rijen,rijna,rijnu,oktober,oktobra",
            "November": "listopad,listopadu,november,novembra",
            "December": "prosinec,prosince,prosinci,december,decembra",
        }
    ),
)
