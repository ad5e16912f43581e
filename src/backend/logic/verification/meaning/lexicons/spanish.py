"""Spanish."""

WORDS = {
    "less": "menor, menos, mas bajo, mas baja",
    "more": "mayor que, mas que, mas alto, mas alta",
    "profession": """
        abogad*, notari*, medico, medica, cirujan*, catedratic*, juez*, farmaceutic*, psicolog*, matron*,
        ingenier*, senior, encargad* general
    """,
    "none": """
        plan de estudios, plan de emergencia, plan de limpieza, va de,
        ganader*, el mas alla, a mas tardar, la mas pronta, responsable y, y responsable, trabajador responsable,
        trabajadora responsable, no solo, sin duda, primeros auxilios, todos los dias, todas las semanas, todos
        los meses, todos los anos, sin fronteras, todo tipo, plan de, dirigid* por, coordinad* por, supervisad*
        por, liderad* por, un maximo, maximo de, como maximo, la primera vez, primer ano, primer dia, primer
        mes, primer trimestre, primer semestre, la primera semana, la primera linea, primer contacto, primer
        piso, la primera planta, los primeros auxilios, los primeros meses, los primeros anos, el primer ano, el
        primer dia, el primer mes, el primer trimestre, el primer semestre, el primer contacto, el primer piso,
        el primer turno
    """,
    "negation": "no, nunca, sin, ningun*, ni, nadie, nada, jamas, tampoco, falta, carezco",
    "without": "sin, ningun*, nunca",
    "without+": """
        no, nunca, sin, ningun*, ni, nadie, nada, jamas, tampoco, falta, carezco, cero, libre, libres, evit*,
        preven*,
        ausencia, nulo*
    """,
    "negation+": """
        sin terminar, sin acabar, incomplet*, inacabad*, inconclus*, cero, libre, libres, evit*, preven*, ausencia,
        nulo*
    """,
    "unrealised": """
        anhel*, suen*, plan de, plan para, estudio de viabilidad, propuesta de, inscrit*, matriculad*,
        aspirante*, voy, va, empece a, comence a, pendiente, proximamente, sera, quisiera, ilusion, con vistas a,
        me gustaria, llegar a ser, convertirme,
        esperaba, esperaban, esperando, esperamos, desea, deseaba, quiere, va a, voy a, optaba, lista de espera,
        en tramite*, planific* la implant*, previst*, prev*, pretend*, propus*, propon*, propuest*, propuso,
        podria*, intent*, trate, trato de, aspir*, espero, candidat*, solicit*, postul*, preparando, preparacion
        del, preparacion de la, preparacion para, prepar* oposicion*, en proceso, estudiando, estudiante,
        estudio, aprendiendo, en formacion, quiero, deseo, recomend*, suger*, planeo, planeaba, planeado*,
        plane*, borrador*, a punto de, por implantar, futur*, curso actualmente, cursando, tengo previsto,
        opositor*, proyecto de, habria, deberia*, queria, querian, iba a, iban a, debia, tenia que, inacabad*,
        sin concluir, proyecto suspendido, proyecto cancelado, proyecto paralizado, obra paralizada, pendiente
        de, gustaria, quisiera, ojala, abandone*, abandon*, incomplet*, sin terminar
    """,
    "unrealised+": """
        inscrit*, matricul*, aspir*, viabilidad, pendiente*, proxim*, intent*, quer*, dese*, espera*,
        plan*, prev*, prop*, aspir*, candid*, solicit*, prepar*, estud*, aprend*, form*, futur*, borrador*,
        curs*, idea*, proyect*, oposit*, suspend*, cancel*, aplaz*, paraliz*, pendiente*, inacab*, abandone*,
        abandon*, incomplet*, sin terminar
    """,
    "assist": """
        apoy*, ayud*, colabor*, particip*, asist*, contribu*, auxili*, acompan*, miembro, observ*, apoyo,
        formando parte, parte del equipo, auxiliar, sustitu*, reforz*, suplent*, suplir, adjunt*
    """,
    "assist+": """
        apoy*, ayud*, colab*, particip*, equipo*, con, junto*, asist*, contrib*, acompan*, miembro*, auxil*, part*,
        sustitu*, sup*
    """,
    "lead": """
        dirig*, dirijo, direccion, director*, jefe, jefa, lider*, encabez*, coordine, coordin*, responsab*,
        pieza clave, papel clave, gerent*, supervis*, presid*, fund*, mand*, encargad*, al frente, capitan*,
        gestione
    """,
    "lead+": """
        dirig*, dirijo, direc*, jef*, lider*, coord*, respons*, gerent*, gest*, superv*, encarg*, organ*, cargo,
        lleve,
        llevar, form*, administ*, manej*, puse en marcha, mont*, cre*, monit*, conduj*
    """,
    "all": "todo, toda, todos, todas, totalidad, entero*, entera, completo, completa, integr*",
    "all+": "tod*, total*, enter*, complet*, cada, integr*",
    "wide": """
        mundial*, internacional*, nacional*, global*, europe*, todo el pais, toda la empresa, a nivel, toda espana,
        toda la cadena, continental*
    """,
    "wide+": "mund*, intern*, nacion*, global*, europ*, pais*, empresa*, nivel*, espana, cadena, region*",
    "best": """
        el mas, la mas, mas solicitad*, mas buscad*, mas vendid*, mas valorad*, mejor*, mayor, maximo*, unico*,
        unica, premio*, premiad*, galardon*, prestigi*, renombr*, lider, numero uno, campeon*, destacad*,
        reconoc*, estrella, exclusiv*, excelen*, famos*, celebr*, medalla*, trofeo*, el mas, la mas, los mas,
        las mas, lujo, distinguid*, pioner*, inigual*
    """,
    "best+": """
        mejor*, mayor*, maxim*, unic*, prem*, gan*, primer*, lider*, destac*, recon*, puesto, campe*, lujo, mas,
        exclus*, solo, sola, pioner*
    """,
    "cause": """
        lo que, permitiendo, permiti*, gracias a, gracias al, provoc*, logrando, consiguiendo, asi, por lo que,
        de modo que, generando, gener*, contribuyendo, dando lugar, resultando, result*, debido, consecuencia,
        hizo que, mediante lo cual, llevando a, favorec*
    """,
    "cause+": """
        permit*, grac*, provoc*, logr*, cons*, por, porque, para, result*, debid*, gener*, hizo, mediante, tras
    """,
    "result": """
        hizo bajar, hizo subir, hizo crecer, hice bajar, hice subir,
        aument*, redu*, mejor*, increment*, disminu*, dispar*, optimiz*, aceler*, baj*, ahorr*, potenci*, acort*,
        agiliz*
    """,
    "result+": """
        aument*, redu*, mejor*, increm*, dismin*, dispar*, optim*, aceler*, baj*, sub*, ahorr*, mas, menos, dupl*,
        de, crec*, mayor*, menor*, acort*, rapid*
    """,
    "done": """
        aprob*, supere, superad*, obtuv*, obten*, logr*, gane, gano, ganad*, ganador*, certificad*,
        titulad*, titular, diplomad*, graduad*, licenciad*, colegiad*, acreditad*, fluid*, nativ*, domin*,
        expert*, bilingue, consegu*, homolog*, especialista, exito, amplia experiencia, exitosa*, publicad*,
        publique, nombrad*, ascendid*
    """,
    "done+": """
        aprob*, super*, obten*, obtuv*, logr*, gan*, certif*, titul*, diplom*, gradu*, licen*, acred*,
        fluid*, nativ*, domin*, expert*, biling*, cons*, carn*, habl*, idioma*, posee*, dispon*, exit*,
        exp*, public*, nombra*, elegid*, ascen*
    """,
    "success": "con exito, exito*, implant*, implement*",
    "success+": "exito*, implant*, implem*",
    "often": "regularmente, siempre, frecuent*, habitual*, constant*, continu*, permanente*, asidu*",
    "often+": "nunca, jamas, regular*, siempre, frecuen*, habit*, constan*, diari*, seman*, mensual*, cada, dia*, mes*",
    "alone": """
        autonom*, solo, sola, independient*, por mi cuenta, en solitario, sin supervision, de forma independiente
    """,
    "alone+": "sin consultar, sin pedir, sin necesidad de, auton*, solo, sola, indep*, cuenta, solitar*, unic*",
    "condition": """
        bajo supervision, bajo la supervision, bajo la direccion, bajo la tutela, supervisad* por, simul*,
        borrador*, media jornada, tiempo parcial, jornada parcial, voluntari*, en practicas, practicas, de prueba,
        pruebas, ensayo*, a demanda, si era necesario, cuando hacia falta, con ayuda, temporal*, prototip*,
        ficticio*, eventual*, interin*, de apoyo
    """,
    "condition+": """
        bajo, superv*, simul*, borrador*, media, parcial*, volunt*, pract*, prueb*, ensayo*, ayuda*, tempor*,
        prot*, event*, interin*, apoy*, necesar*
    """,
    "full": "jornada completa, tiempo completo, indefinido*, definitiv*, final, finales, fijo, fija",
    "full+": "complet*, indef*, definit*, final*, fij*",
    "junior": """
        becario*, becaria, aprendiz*, estudiante*, voluntari*, auxiliar*, ayudante*, practicas, asistente*,
        junior, peon, adjunt*, suplente*, vice*, subdirector*, interin*, subjefe*, subjefa*, subgerente*,
        subencargad*
    """,
    "junior+": """
        becari*, aprend*, estud*, volunt*, auxil*, ayud*, pract*, asist*, junior, peon, adjunt*, suplen*,
        vice*, interin*, subd*, subj*, subg*, sube*
    """,
    "seldom": "ocasional*, a veces, rara vez, de vez en cuando, puntual*, esporadic*",
    "long": """
        varios anos, muchos anos, amplia experiencia, larga experiencia, dilatada, larga trayectoria,
        anos de experiencia, decadas, solida
    """,
    "long+": "ano, anos, larg*, desde, exper*, decad*",
    "since": "desde",
    "since+": "since, desde, actual*, hoy, ahora, presente",
    "up": "aument*, subi*, crec*, increment*, alarg*, elev*, subida*",
    "down": "redu*, disminu*, baj*, acort*, descen*, recort*, cay*, mengu*",
    "above": "por encima, super*, antes de tiempo, adelant*, a tiempo",
    "below": "por debajo, retras*, tarde, con retraso, incumpl*",
    "seasonal": "estacional*, temporada*",
    "yearround": "todo el ano, durante todo el ano",
    "unpaid": "voluntari*, no remunerad*",
    "paid": "remunerad*, asalariad*",
    "temporary": "temporal, eventual*, interin*, sustituc*",
    "permanent": """
        indefinid*, fijo, fija
    """,
    "inbound": "entrante*",
    "outbound": "saliente*",
    "internal": "intern*",
    "external": "extern*",
    "master": "master*, maestria, magister",
    "doctorate": "doctorad*, doctor en, doctora en, phd",
    "averted": "evit*, imped*",
    "caused": "provoque*, provoco, cause*, causo, ocasion*",
    "first": "el primer, la primera, el primero, los primeros, las primeras",
    "first+": "primer*, inaugur*, pioner*",
}
CONJUNCTIONS = "pero sino aunque mientras que cuando donde quien"
SUPERIORS = ""
RECIPIENTS = """
cliente clientes paciente pacientes alumno alumnos nino ninos usuario usuarios residentes visitantes familias
huespedes personas mayores vecinos turistas comensales
"""
SUBJECTS = """
orquesta coro club grupo escuela jefe jefa equipo empresa supervisor supervisora companero companera
departamento director directora tutor coordinadora
"""
SUBJECT_ARTICLES = "mi el la nuestro nuestra un una"
