"""Italian."""

WORDS = {
    "less": "meno, piu basso, piu bassa, minore",
    "more": "piu alto, piu alta, maggiore",
    "profession": """
        avvocat*, notai*, medico, chirurg*, giudice, farmacist*, psicolog*, ingegner*, senior
    """,
    "none": """
        piano di lavoro, piano di sicurezza,
        non solo, primo soccorso, ogni giorno, ogni settimana, ogni mese, ogni anno, tutti i giorni, piano di,
        dirett* da, guidat* da, coordinat* da, gestit* da, massimo di, al massimo, la prima volta, il primo
        contatto, il primo piano, il primo trimestre, il primo semestre, il primo anno, la prima linea, il primo
        soccorso, il primo giorno, il primo mese, i primi mesi, i primi anni, la prima settimana, la prima
        infanzia, la prima classe, la prima colazione, il primo turno, i primi piatti
    """,
    "negation": "non, senza, mai, nessun*, ne, nulla, niente, nemmeno, mancanza",
    "without": "senza, nessun*, mai",
    "without+": """
        non, senza, mai, nessun*, ne, nulla, niente, nemmeno, mancanza, zero, liber*, evit*, preven*, assenza,
        privo, priva
    """,
    "negation+": "incompiut*, incomplet*, interrott*, zero, liber*, evit*, preven*, assenza, privo, priva",
    "unrealised": """
        vuole, vorrebbe, voleva, volevo, sogn*, piano per, piano di, studio di fattibilita, spera, aspira,
        ambisc*, intenzione di, mira a, in attesa, iscrizione, cominciato a, iniziato a, diventare,
        fatto domanda, prossim*, sara, in fase di,
        previst*, progett* di, progetto di, propost*, proporre, proposto, tentat*, provat*, cercat* di,
        candidat*, candidatura, domanda, spero, sper*, intend*, vorrei, potrebbe*, dovrebbe*, preparazione al,
        preparazione dell, preparazione per, in preparazione, in corso di, in formazione, studente*, studiando,
        studio, imparando, aspir*, bozza*, consiglia*, suggerit*, pianificat*, pianificazione dell, futur*, sto
        per, iscritt*, programmata, programmate, programmati, programmato per, programmato un, programmato il,
        progetto sospes*, progetto annullat*, progetto rinviat*, progetto interrott*, in attesa di, in
        programma, in progetto, piacerebbe, desider*, interrott*, incomplet*, abbandonat*
    """,
    "unrealised+": """
        sogn*, vorr*, voleva, fattibilita, sper*, aspir*, intenzion*, attesa, prossim*, diventar*, domanda,
        iniziat*,
        prev*, prog*, prop*, tent*, candid*, prep*, form*, stud*, impar*, pian*, futur*, bozz*, idea*,
        obiettiv*, iscri*, programm*, sospes*, annull*, rinvi*, attesa, abbandon*, interrot*, interrott*,
        incomplet*, abbandonat*
    """,
    "assist": """
        collabor*, partecip*, aiut*, assist*, supporto, support*, contribu*, affianc*, membro, osserv*, appoggi*,
        ausiliari*, coadiuv*, sostitu*, sostegno, vice
    """,
    "assist+": """
        collab*, partecip*, aiut*, assist*, support*, contrib*, affianc*, team, squadra, con, insieme, memb*,
        coadiuv*, sostit*, vice
    """,
    "lead": """
        diret*, dirig*, direzione, guid*, capo, capa, respons*, coordin*, supervis*, presied*, fondat*,
        fondatore, leader*, caposquadra, comand*, titolare, manager, direttor*, direttric*, capocantiere,
        caporeparto, capoturno, capocuoco, caposala, capogruppo, capoprogetto, capofficina, gestione del
        personale, gestione del team, gestione di un team, gestione della squadra, gestione di una squadra,
        gestit* un team, gestit* il team, gestit* una squadra, gestit* la squadra, gestit* il personale,
        gestit* un gruppo, gestit* il reparto, gestione del reparto
    """,
    "lead+": """
        diret*, dirig*, direz*, guid*, cap*, respons*, coord*, gest*, superv*, fond*, leader*, organ*, cur*,
        tenut*, form*, condott*, conduz*, amministr*, avvi*, incaric*
    """,
    "all": "tutto, tutta, tutti, tutte, intero, intera, interi, intere, totalita, complet*, insieme dei",
    "all+": "tutt*, inter*, total*, ogni, complet*",
    "wide": """
        mondial*, internazional*, nazional*, globale*, europe*, tutto il paese, tutta italia, aziendale,
        intera azienda, continent*, stabilimento, gruppo
    """,
    "wide+": "mond*, intern*, nazion*, glob*, europ*, paes*, italia, aziend*, grupp*, region*, stabil*",
    "best": """
        miglior*, maggior*, massimo, unico, unica, premio, premiat*, prestigios*, rinomat*, numero uno, leader,
        campion*, eccellen*, riconosciut*, famos*, stellat*, il piu, la piu, i piu, le piu, esclusiv*, lusso,
        pluripremiat*, record, celebr*, medaglia, pionier*, ineguagliat*
    """,
    "best+": """
        miglior*, maggior*, massim*, unic*, prem*, vint*, prim*, leader*, campion*, ricon*, post*, piu, lusso,
        esclus*, solo, sola, pionier*
    """,
    "cause": """
        azzer*, eliminand*, evitand*, portando, il che, permettendo, permess*, grazie a, grazie al, grazie alla,
        cosi, portando, generando, gener*, contribuendo, di conseguenza, provoc*, risult*, consentendo, consentit*,
        favor*, cio che, ottenendo, pertanto
    """,
    "cause+": """
        permet*, permess*, graz*, port*, gener*, conseg*, provoc*, risult*, consent*, favor*, perche, per, tramite,
        ottenut*
    """,
    "result": """
        fatto calare, fatto scendere, fatto salire, fatto crescere,
        aument*, ridott*, riduzione, riduc*, miglior*, increment*, diminu*, ottimizz*, acceler*, risparmi*,
        accorci*, velocizz*, snell*, abbass*, potenzi*, dimezz*, raddoppi*
    """,
    "result+": """
        aument*, rid*, miglior*, increm*, dimin*, ottim*, acceler*, risparm*, accorc*, abbass*, piu, meno,
        raddopp*, da, cresc*, cal*, dimezz*, meta, doppio, sces*, scend*
    """,
    "done": """
        superat*, supero, ottenut*, consegu*, vint*, vinto, certificat*, diplomat*, laureat*, abilitat*,
        qualificat*, fluente*, madrelingua, padronanza, espert*, raggiunt*, conclus*, specialist*, successo,
        riconosc*, titolare, pubblicat*, nominat*, approvat*, eletto, eletta, promosso a, promossa a
    """,
    "done+": """
        termin*, finir*, super*, otten*, conseg*, vint*, vinc*, certif*, diplom*, laur*, abilit*, qualif*, fluen*,
        madreling*, padron*, espert*, raggiu*, conclu*, successo, patent*, lingua, parl*, esper*, anni,
        titol*, complet*, pubblic*, nomin*, elett*, promoss*, approva*
    """,
    "success": "con successo, successo, introdott*, realizzat*",
    "success+": "success*, introd*, realizz*",
    "often": "regolarmente, sempre, frequent*, abitual*, costant*, continu*, sistematic*",
    "often+": "mai, regol*, sempre, freq*, abit*, costan*, giorn*, settiman*, mensil*, ogni, mes*",
    "alone": "autonom*, da solo, da sola, indipendent*, in proprio, in autonomia",
    "alone+": "senza consultare, senza chiedere, auton*, solo, sola, indip*, proprio",
    "condition": """
        sotto la supervisione, sotto supervisione, sotto la guida, sotto la direzione, supervisionat* da, simul*,
        bozza*, part time, volontari*, tirocini*, stage, di prova, prove, su richiesta, al bisogno, se necessario,
        con l aiuto, temporane*, prototip*, in tirocinio, a tempo determinato
    """,
    "condition+": """
        sotto, superv*, simul*, bozz*, part, volont*, tiroc*, stag*, prov*, richiest*, bisogn*, aiut*, tempor*,
        prot*, determ*
    """,
    "full": "tempo pieno, full time, indeterminato, definitiv*, finale, finali",
    "full+": "pien*, full, indeterm*, definit*, final*",
    "junior": """
        tirocinante*, stagista*, apprendist*, student*, volontari*, assistent*, aiuto, aiutante*,
        ausiliari*, junior, praticante*, vice, addett*, vice*, supplen*, aiuto*
    """,
    "junior+": """
        tiroc*, stag*, apprend*, stud*, volont*, assist*, aiut*, ausil*, junior, pratic*, vice, addett*,
        vice*, supplen*
    """,
    "seldom": "occasional*, a volte, talvolta, raramente, saltuari*, ogni tanto",
    "long": """
        diversi anni, molti anni, lunga esperienza, pluriennale, vasta esperienza, ampia esperienza,
        anni di esperienza, decenni, solida
    """,
    "long+": "anno, anni, lung*, da, esper*, decen*, plurien*",
    "since": "dal, da allora",
    "since+": "since, dal, da, oggi, attual*, presente, ora, dall, dalla",
    "up": "aument*, cresc*, increment*, salit*, rialz*, allung*",
    "down": "ridott*, ridu*, diminu*, cal*, abbass*, accorci*, dimezz*, sces*, scend*",
    "above": "sopra, superat*, in anticipo, oltre l obiettivo, puntual*",
    "below": "sotto l obiettivo, al di sotto, in ritardo, ritard*, mancat*",
    "seasonal": "stagional*",
    "yearround": "tutto l anno, annuale intero",
    "unpaid": "volontari*, non retribuit*",
    "paid": "retribuit*, stipendiat*",
    "temporary": "supplenz*, a termine, determinato, temporane*, interinal*",
    "permanent": "di ruolo, indeterminato, a tempo indeterminato, fisso",
    "inbound": "in entrata",
    "outbound": "in uscita",
    "internal": "intern*",
    "external": "estern*",
    "master": "laurea magistrale, magistrale, master*",
    "doctorate": "dottorat*, dottore di ricerca",
    "averted": "evitat*, evitando, impedit*, impedendo",
    "caused": "causat*, provocat*, causando",
    "first": "il primo, la prima, i primi, le prime",
    "first+": "prim*, pionier*, inaugur*",
}
CONJUNCTIONS = "ma mentre pero sebbene quando dove che bensi"
SUPERIORS = ""
RECIPIENTS = """
cliente clienti paziente pazienti alunno alunni bambini bambino utenti utente ospiti ospite residenti famiglie
anziani visitatori studenti viaggiatori
"""
SUBJECTS = "capo squadra team azienda responsabile collega direttore direttrice reparto tutor supervisore"
SUBJECT_ARTICLES = "il la mio mia nostro nostra"
