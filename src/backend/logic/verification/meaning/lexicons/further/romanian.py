"""Romanian."""

WORDS = {
    "none": """
        nu doar, nu numai, condus de, condusa de, coordonat de, prim ajutor, primul ajutor, in loc de,
        permis de conducere, carnet de conducere
    """,
    "negation": """
        nu, fara, niciodata, nici, nicio, niciun, niciunei, nimic, nimeni, lipsa, lipsei, exceptand, cu exceptia, n
    """,
    "negation+": "zero, evit*, preven*, liber de, impiedic*, scutit*, la timp, intotdeauna",
    "unrealised": """
        intention*, planific*, planuiesc, planuieste, planuit, planul de a, urmeaza sa, urmez, vreau, doresc, doreste,
        as dori, sper, pregatesc, pregateste, ma pregatesc, in pregatire, propun*, propus*, propunere*, aplicat
        pentru, candid*, incerc*, tentativ*, studiez, student la, in curs, in desfasurare, proiect de, schita, ciorna,
        anulat*, suspendat*, amanat*, viitor*, voi, va fi, vor fi, ar trebui
    """,
    "unrealised+": """
        intent*, plan*, urm*, vre*, dor*, sper*, pregat*, propun*, propus*, aplic*, candid*, incerc*, tentat*, studi*,
        stud*, curs, desfas*, proiect*, schit*, ciorn*, anul*, susp*, aman*, viitor*, obiectiv*, scop*
    """,
    "assist": """
        ajut, ajutat, ajutor, ajutorul, ajutand, asist*, particip*, contribu*, sprijin*, sustin*, sustinut, membru,
        membra, colabor*, implicat*, inlocuit*, suplinit*, luat parte, secondat
    """,
    "assist+": """
        ajut*, asist*, particip*, contrib*, sprij*, sustin*, membr*, colabor*, implic*, inloc*, suplin*, parte,
        echip*, impreuna, cu, alaturi, comun*
    """,
    "lead": """
        condus, conduc*, conducere*, coordonat, coordonator*, coordonare*, director*, directoare*, sef, sefa, sef*,
        manager*, responsabil de departament, presedint*, fondat*, fondator*, lider*, patron*, diriginte*
    """,
    "lead+": """
        condu*, coord*, direct*, sef*, manag*, respons*, presed*, fond*, lider*, patron*, dirig*, organiz*, gestion*,
        administr*, infiint*, suprav*, instru*, propri*
    """,
    "all": "toate, toti, tuturor, intreg*, intreaga, complet*, integral*",
    "all+": "toat*, toti, tutur*, intreg*, intreag*, complet*, integr*, fiecar*, ambele, ambii, tot",
    "wide": "national*, international*, global*, la nivel national, mondial*, in toata tara",
    "wide+": "nation*, intern*, glob*, mond*, tara*, tari*, europ*, roman*, strain*",
    "best": """
        cel mai, cea mai, cele mai, cei mai, singur*, premiat*, premiul, lider de piata, unic*, record*, castigat*,
        campio*, celebr*, renumit*, prestigi*
    """,
    "best+": """
        mai, singur*, premi*, lider*, unic*, record*, castig*, campi*, celebr*, renum*, prest*, prim*, loc*, medal*
    """,
    "cause": """
        datorita, ceea ce a dus, ceea ce a redus, ceea ce a crescut, astfel, prin urmare, a dus la, ducand la,
        rezultand, in urma
    """,
    "cause+": "dator*, ceea, astfel, urma*, dus, ducand, rezult*, pentru ca, deoarece, prin, ca sa",
    "result": """
        crescut, crestere*, redus, reducere*, reducand, imbunatat*, scazut, scurtat*, optimiz*, dublat*, eficientiz*,
        sporit*, crescand
    """,
    "result+": """
        cres*, redu*, imbun*, scad*, scaz*, scurt*, optim*, dubl*, eficient*, spor*, mai, econom*, de la, moderniz*,
        injumat*
    """,
    "done": "certificat, certificata, diplomat*, autorizat*, licentiat*, acreditat*, atestat*",
    "done+": """
        dreptul, imputernicit*, certif*, diplom*, autoriz*, licent*, acredit*, atest*, permis*, absolv*, curs*,
        examen*, calific*
    """,
    "alone": "independent*, singur, singura, de unul singur, autonom*",
    "alone+": "indep*, singur*, auton*, propri*",
    "condition": """
        sub supraveghere*, sub indrumare*, sub coordonare*, stagi*, practica, la nevoie, part time, cu jumatate de
        norma, temporar*, proba, voluntar*
    """,
    "condition+": "sub, suprav*, indrum*, stag*, practic*, nevoie, part*, jumat*, tempor*, prob*, volunt*, inloc*",
    "junior": "stagiar*, practicant*, ucenic*, student*, voluntar*, asistent*, adjunct*, ajutor, vice*",
    "junior+": "stag*, practic*, ucen*, stud*, volunt*, asist*, adjunct*, ajut*, vice*, loctiitor*",
    "up": "crescut, crestere*, sporit*, majorat*, urcat",
    "down": "redus, reducere*, scazut, scadere*, scurtat*, diminuat*",
}
CONJUNCTIONS = "dar insa iar desi care unde cand"
SUPERIORS = ""
RECIPIENTS = """
clientilor clienti clientii pacientilor pacienti elevilor elevi copiilor copii oaspetilor vizitatorilor familiilor
batranilor
"""
SUBJECTS = "echipa sef seful firma departamentul colegul directorul"
SUBJECT_ARTICLES = "meu mea noastra nostru"
