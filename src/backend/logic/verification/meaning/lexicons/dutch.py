"""Dutch."""

WORDS = {
    "less": "lager, minder, kleiner, korter",
    "more": "hoger, meer, groter, langer",
    "profession": """
        advocaat, notaris, arts, chirurg*, hoogleraar*, rechter, apotheker*, psycholoog, ingenieur*, senior
    """,
    "none": """
        gaat om, ga uit, plan voor de dag,
        niet alleen, eerste hulp, elke dag, elke week, elke maand, elk jaar, alle dagen, geleid door,
        aangestuurd door, maximaal, maximum van, de eerste hulp, het eerste jaar, de eerste lijn, de eerste
        keer, het eerste contact, het eerste kwartaal, de eerste verdieping, de eerste klas, de eerste graad,
        het eerste aanspreekpunt, de eerste maand, de eerste maanden, de eerste weken, de eerste week, de eerste
        dag
    """,
    "negation": "niet, geen, zonder, nooit, noch, niemand, niets, ontbre*",
    "without": "zonder, geen, nooit",
    "without+": """
        niet, geen, zonder, nooit, noch, niemand, niets, ontbre*, nul, vrij, *vrij, vermeden, vermijd*, voorkom*,
        foutloos
    """,
    "negation+": "onvoltooid*, onafgemaakt*, nul, vrij, *vrij, vermeden, vermijd*, voorkom*, foutloos",
    "unrealised": """
        plan voor, plannen voor, plan geschreven, plan opgesteld, haalbaarheidsstudie, droomt, droom, wens,
        wenst, ambieer*, ambitie, zal, zullen, gaat, ga, aangemeld, ingeschreven, kandidaat, van plan, streef*,
        begonnen met, hoopt te, inschrijving, sollicitatie*, in aanvraag,
        gepland*, plande*, van plan, voorgesteld*, voorstel*, stelde voor, solliciteer*, gesolliciteer*,
        geprobeerd*, probeer*, poging*, hoop, hoopt, wil, wilde, willen, zou, zouden, kan worden, kunnen,
        voorbereid* op, voorbereiding op, in opleiding, studeer*, studerend*, student*, leer, lerend*,
        aanbevolen*, overwogen*, concept*, aanvrag*, aangevraagd*, streef*, beoogd*, binnenkort, bezig met,
        opzet, toekomstig*, aankomend*, opgeschort*, stopgezet*, afgeblazen*, graag, afgebroken, onafgemaakt*,
        onvoltooid*
    """,
    "unrealised+": """
        haalbaarheid*, droom*, wens*, ambi*, zal, aangemeld*, ingeschreven*, kandida*, hoop*, wil*, graag,
        plan*, gepland*, voorst*, voorgest*, sollici*, prob*, geprob*, voorber*, opleid*, stud*, leer*, leren*,
        aanvr*, toekom*, ingedien*, opgeschort*, uitgesteld*, geannul*, stopgezet*, afgeblaz*, lopend*,
        afgebroken, onafgemaakt*, onvoltooid*
    """,
    "assist": """
        meegeholpen*, geholpen*, hielp, hulp, helpen, helpt, ondersteun*, meegewerkt*, meewerk*, assist*,
        geassisteerd*, bijgedragen*, bijdrage*, deelgenomen*, deelname, nam deel, meegelopen*, meegeloop*,
        begeleid* door, ingevallen*, inval*, lid, betrokken*, meegedacht*, bijgestaan*, waargenomen*
    """,
    "assist+": """
        mee*, mede*, samen*, team*, hulp*, geholp*, help*, onderst*, assist*, deel*, bijdr*, bijged*, betrok*, lid,
        inval*
    """,
    "lead": """
        geleid*, leid*, leidde*, leiding*, hoofd, chef, manager*, directeur*, directrice, aangestuurd*, aanstur*,
        voorzitter*, voorgezeten*, eindverantwoord*, opgericht*, oprichter*, teamleider*, leider*, bedrijfsleid*,
        coordineer*, gecoordineer*, baas, *manager, *hoofd
    """,
    "lead+": """
        leid*, geleid*, hoofd*, chef*, manag*, direct*, stuur*, aanst*, aangest*, verantw*, organis*, georganis*,
        coord*, gecoord*, opger*, beheer*, beher*, leiding*, teaml*, voorz*, runde, begeleid*, baas, opgezet*
    """,
    "all": "alle, gehele, hele, heel, volledig*, geheel, complete",
    "all+": "all*, elk*, geheel, gehele, hele, heel, volled*, ieder*, compl*",
    "wide": """
        wereldwijd*, landelijk*, nationaal, nationale, internationaal, internationale, bedrijfsbreed,
        bedrijfsbrede, europese, heel nederland, wereld, globale, groepsbreed, organisatiebreed
    """,
    "wide+": "wereld*, land*, nation*, intern*, bedrijf*, europ*, nederland, glob*, organis*, regio*",
    "best": """
        beste, best, hoogste, grootste, enige, prijs, bekroond*, onderscheid*, prestigieu*, toonaangevend*,
        winnaar*, gerenommeerd*, nummer een, top, uitstekend*, beroemd*, exclusie*, de meest, meest, record*,
        ster, sterren*, medaille*, allereerste, snelste, populairste, drukste, oudste, pionier*, als eerste,
        ongeevenaard*
    """,
    "best+": """
        best*, hoogst*, groot*, enig*, prijs*, bekr*, onders*, gewon*, won, winn*, eerst*, plaats, top*, meest*,
        alleen, exclus*, pionier*
    """,
    "cause": """
        waardoor, daardoor, zodat, dankzij, leidde tot, resulteerde*, resulterend*, met als gevolg, daarmee,
        waarmee, hierdoor, veroorzaak*, hetgeen, met als resultaat, dus, bijdragend*, mogelijk ma*, vanwege
    """,
    "cause+": "door, dankzij, zodat, omdat, waard*, daard*, result*, gevolg*, want, leidde, via, mogel*",
    "result": """
        verhoog*, verhog*, verlaag*, verlag*, verbeter*, verminder*, gereduceer*, reduc*, gestegen*, steeg, daalde,
        versneld*, bespaar*, geoptimaliseer*, verkort*, gegroeid*, toegenomen*
    """,
    "result+": """
        hoog*, hoger*, verho*, laag*, lager*, verla*, beter*, verbet*, minder*, vermind*, reduc*, gereduc*, stijg*,
        gesteg*, steeg, daal*, gedaald*, snel*, versn*, bespa*, meer, van, groei*, gegr*, verdub*, halv*, gehalv*,
        optim*, kort*, verkort*
    """,
    "done": """
        geslaagd*, behaald*, gehaald*, afgerond*, gecertificeerd*, gediplomeerd*, gewonnen*, afgestudeerd*,
        bevoegd*, erkend*, vloeiend*, moedertaal, expert*, specialist*, succes*, beheers*, toegekend*,
        gekwalificeerd*, voltooid*, houder, gepubliceerd*, benoemd*, bevorderd tot
    """,
    "done+": """
        geslaagd*, slagen, behaal*, haal*, afger*, certif*, gecert*, diplom*, gedipl*, gewon*, won, afgest*,
        bevoeg*, erken*, vloei*, moedert*, ervar*, exper*, spec*, succes*, beheers*, rijbew*, spree*, taal,
        jaar, volto*, in bezit, public*, gepubl*, benoem*, gekoz*, bevorder*, teken*, mocht, mochten,
        gemachtigd*, gerechtigd*
    """,
    "success": "succesvol*, ingevoerd*, doorgevoerd*, gerealiseerd*",
    "success+": "succes*, ingev*, doorg*, gereal*",
    "often": "regelmatig*, altijd, vaak, voortdurend*, constant*, structureel",
    "often+": "nooit, regelm*, altijd, vaak, dagel*, wekel*, maand*, elk*, ieder*, voortd*, const*, struct*",
    "alone": "zelf, zelfstandig*, alleen, eigenhandig*, onafhankelijk*, op eigen, geheel zelfstandig",
    "alone+": "zonder overleg, zonder toestemming, zelf*, alleen, eigen*, onafh*, zzp",
    "condition": """
        onder begeleiding, onder toezicht, onder leiding, onder supervisie, simulat*, concept*, parttime, deeltijd,
        vrijwillig*, stage, proef*, test*, op verzoek, indien nodig, waar nodig, met hulp, tijdelijk*, prototype*,
        op oproep, oproepbasis, bij drukte
    """,
    "condition+": """
        onder, toez*, superv*, simul*, concept*, part*, deelt*, vrijw*, stag*, proef*, test*, verzoek*, nodig*,
        hulp*, tijdel*, prot*, oproep*
    """,
    "full": "fulltime, voltijd*, vast*, definitie*, vaste dienst",
    "full+": "full*, voltijd*, vast*, definit*",
    "junior": """
        stagiair*, leerling*, student*, vrijwilliger*, assistent*, hulp*, junior, medewerker*, trainee*,
        invalkracht*, oproepkracht*, bijbaan*, adjunct*, plaatsvervang*, waarnemend*, vice*, adj
    """,
    "junior+": """
        stag*, leerl*, stud*, vrijw*, assist*, hulp*, junior, medew*, train*, inval*, oproep*, bijbaan*,
        adjunct*, plaatsvervang*, waarnemend*, vice*, invaller*
    """,
    "seldom": "af en toe, soms, zelden, incidenteel, nu en dan, sporadisch",
    "long": "jarenlang*, vele jaren, ruime ervaring, meerdere jaren, jaren ervaring, decennia, langdurig*",
    "long+": "jaar, jaren*, lang*, sinds, ervar*, decen*",
    "since": "sinds, vanaf",
    "since+": "since, sinds, vanaf, heden, nu, momenteel, huidig*",
    "up": "gestegen, stijg*, steeg, verhoog*, groei*, gegroeid, toegenomen, toename, hoger, verleng*",
    "down": """
        gedaald*, daal*, daalde*, verlaag*, verminder*, afgenomen, afname, korter, verkort*, gehalveer*, reduc*,
        gereduc*, lager
    """,
    "above": "boven, overtroffen, eerder, vroeger, op tijd, overtrof",
    "below": "onder de doelstelling, achter, te laat, vertrag*, beneden, onder target",
    "seasonal": "seizoen*",
    "yearround": "hele jaar, jaarrond, het hele jaar",
    "unpaid": "vrijwillig*, onbetaald*, onbezoldigd*",
    "paid": """
        bezoldigd*, leerkracht*
    """,
    "temporary": "tijdelijk*, uitzend*, invalkracht*, bepaalde tijd",
    "permanent": "vast dienstverband, vaste dienst, onbepaalde tijd, vaste aanstelling",
    "inbound": "inkomend*",
    "outbound": "uitgaand*",
    "internal": "intern, interne",
    "external": "extern, externe",
    "master": "masteropleiding*, master*, doctorandus",
    "doctorate": "doctoraat*, gepromoveerd*, doctor",
    "averted": "voorkomen, voorkwam, vermeden, vermeed",
    "caused": "veroorzaakt*, veroorzaakte",
    "first": "de eerste, het eerste",
    "first+": "eerst*, pionier*, primeur*",
}
CONJUNCTIONS = "maar terwijl hoewel echter wel die dat wanneer waar"
SUPERIORS = ""
RECIPIENTS = """
klant klanten patient patienten leerlingen kinderen gasten bewoners clienten bezoekers gebruikers ouderen
gezinnen reizigers
"""
SUBJECTS = """
dirigent orkest koor club groep team chef baas afdeling bedrijf manager collega leidinggevende directeur
begeleider
"""
SUBJECT_ARTICLES = "mijn het de onze ons"
