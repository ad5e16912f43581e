"""French."""

WORDS = {
    "less": "moins, inferieur*",
    "more": "plus eleve*, superieur*",
    "profession": """
        notaire*, avocat*, medecin*, chirurgien*, professeur d universite, juge, pharmacien*, psychologue*,
        sage femme, ingenieur*, senior
    """,
    "none": """
        va et vient, part entiere, part time,
        le plus souvent, le plus possible, le plus tot, et responsable, responsable et, pas seulement, non
        seulement, tous les jours, toutes les semaines, tous les mois, tous les ans, premiers secours, premier
        secours, plus de, tout au plus, sans frontieres, points de, tous travaux, toutes taches, plan de, dirige
        par, dirigee par, encadre par, encadree par, pilote par, pilotee par, supervise par, maximum de, au
        maximum, titulaire du, titulaire de, titulaire d un, titulaire d une, le premier contact, le premier
        etage, le premier trimestre, le premier semestre, la premiere annee, le premier niveau, les premiers
        secours, le premier cycle, la premiere fois, la premiere ligne, le premier jour, le premier mois, la
        premiere semaine, les premiers mois, les premiers jours, le premier poste
    """,
    "negation": "ne pas, n a pas, n ai pas, pas, jamais, sans, aucun, aucune, ni, rien, personne, non, manque",
    "without": "sans, aucun*, jamais",
    "without+": """
        ne pas, n a pas, n ai pas, pas, jamais, sans, aucun, aucune, ni, rien, personne, non, manque, zero, evit*,
        prevent*, nul*, libre*, absence*
    """,
    "negation+": "inachev*, inabout*, interromp*, zero, evit*, prevent*, nul*, libre*, absence*",
    "unrealised": """
        souhait*, desir*, devenir, possibilite d, la possibilite, etude de faisabilite, plan de mise,
        plan d action, projette*, projetais, candidate*, dossier depose, demande de, demande d, en attente,
        a venir, sera, seront, vais, va, prochainement, bientot, commence a, debute, aspir*, rev* de, reve de,
        esper*, ambition de, ambition d, objectif de, cherche a, cherchais, inscrit au, inscrite au, inscrite a,
        dossier en cours,
        esperait, esperais, veut, veux, ambitionn*, s apprete, s appretait, brigu*, en cours d obtention,
        prevu*, prevoi*, projet de, projet d, preparation du, preparation de l, preparation au, preparation d
        un, prepar* le, prepar* un, en preparation, en cours de formation, en cours d, propos*, propose,
        proposition, candidat*, candidature, essay*, tent*, tentative*, souhait*, inscrit*, inscription,
        espere*, esperant, vise a, visant, pourrait, pourraient, aurait, devait, devaient, voulait, voulaient,
        comptait, devrait*, envisag*, en formation, etudiant*, etudie, apprend, apprentissage de, recommand*,
        suggere*, future*, futur, en reconversion, postule*, ebauch*, sur le point, compte, en vue, planifie*,
        planification de l, en suspens, interrompu*, non abouti*, inacheve*, projet suspendu, projet annule,
        projet abandonne, projet reporte, en attente de validation, voudrais, voudrait, aimerais, aimerait, en
        projet, volonte de, abandonne*
    """,
    "unrealised+": """
        souhait*, aspir*, esper*, demande*, candidat*, cours, attente, possibilit*, faisabilit*, envisag*,
        inscri*, venir, dossier*,
        prep*, prev*, proj*, propos*, candid*, etud*, form*, envis*, futur*, apprent*, plan*, objectif*, vise*,
        idee*, suspen*, annul*, abandon*, report*, attente, interromp*, inachev*, interrompu*, inacheve*,
        abandonne*
    """,
    "assist": """
        pris part, prend part, prenant part, prendre part, prete main forte, coup de main, mission d appui,
        particip*, aide*, aider, aidant, assist*, appui, appuy*, contribu*, soutien, soutenu*, second*, collabor*,
        accompagn*, observ*, renfort, membre, a participe, soutenir, associe*, auxiliaire, implique*, remplac*,
        adjoint*, appuye
    """,
    "assist+": """
        pris part, prend part, prenant part, prendre part, part,
        particip*, equipe*, ensemble, avec, soutien*, soutenu*, appu*, aid*, co*, accompagn*, memb*, renfor*,
        appor*
    """,
    "lead": """
        role cle, role moteur, pilier, dirig*, direction, directeur*, directrice*, pilot*, chef, cheffe,
        encadr*, manag*, responsab*, supervis*, presid*, leader*, chapeaut*, patron*, gerant*, tete, conduite,
        conduit, conception, concu, commande*, mene, menee, mener, menant, menais, fondateur*, fondatrice*,
        fonde, fondee
    """,
    "lead+": """
        dirig*, direct*, gest*, ger*, respons*, encadr*, manag*, chef*, pilot*, coordon*, coordin*, anim*, organ*,
        charge*, supervis*, condui*, tenu*, form*, mis en place, creat*, cree*, concep*, accompagn*, men*, pris*
    """,
    "all": """
        tout, toute, tous, toutes, ensemble des, l ensemble, ensemble du, ensemble de, integralite, totalite,
        entier*, complet*
    """,
    "all+": "tout*, tous, ensemble, integr*, total*, chaque, entier*, complet*",
    "wide": """
        mondial*, international*, national*, nationale, europeen*, global*, a l echelle, dans le monde,
        toute la france, groupe, pays, internationale*
    """,
    "wide+": "mond*, intern*, nation*, europ*, global*, pays, france, groupe, echelle, region*",
    "best": """
        le plus, la plus, plus demande*, plus recherche*, plus vendu*, plus apprecie*, meilleur*, premier
        magasin, plus grand*, plus grande, seul, seule, unique, prime*, prix, recompens*, prestigieu*, renomm*,
        primee, laureat*, medaill*, numero un, leader, exceptionnel*, reconnu*, trophee*, le plus, la plus, les
        plus, vedette*, celebre*, distingu*, haut de gamme, luxe, etoile*, pionnier*, inegal*, incontourn*
    """,
    "best+": """
        meill*, premi*, grand*, seul*, unique*, prix, prim*, recomp*, laur*, gagn*, rempor*, class*, place*,
        medail*, luxe, gamme, plus, reconn*, pionnier*
    """,
    "cause": """
        si bien, de facon a, permettant, permis, ce qui, entrain*, grace a, grace au, ainsi, conduisant,
        aboutissant, donc, resultat*, generant, engendr*, provoqu*, afin, de sorte, contribuant, d ou,
        par consequent, favoris*, menant a, faisant, ayant redui*, ayant amelior*, ayant augment*, ayant entrain*,
        ayant diminu*, ayant fait
    """,
    "cause+": """
        permet*, permis*, entrain*, grace, car, donc, result*, pour, afin, par, suite, fav*, fait, redui*,
        amelior*, augment*, diminu*, baiss*
    """,
    "result": """
        fait baisser, fait diminuer, fait chuter, fait monter, fait augmenter, fait progresser,
        augment*, amelior*, redui*, reduction, baiss*, accru*, accroiss*, diminu*, optimis*, acceler*, boost*,
        fidelis*, hausse, economis*, raccourci*
    """,
    "result+": """
        augment*, amelior*, redui*, reduc*, baiss*, accr*, dimin*, optim*, acceler*, plus, moins, hauss*, doubl*,
        divis*, de, meill*, croiss*, passe*, econom*, raccourc*, allong*
    """,
    "done": """
        reussi*, reussite, obtenu*, obtention, diplome*, certifi*, laureat*, titulaire, maitris*, maitrise,
        courant*, couramment, bilingue, expert*, agree*, habilit*, qualifi*, decern*, remport*, gagne*,
        confirme*, acheve*, infirmiers, succes, publie*, nomme*, promu*, elu, elue, expert confirme
    """,
    "done+": """
        reuss*, obten*, diplom*, certif*, licence*, master*, titul*, maitr*, cour*, biling*, expert*, agre*,
        qualif*, gagn*, rempor*, experi*, permis*, brevet*, dispos*, parl*, langue*, ans, succ*, termin*,
        publi*, nomm*, elu*, promu*, promo*
    """,
    "success": "avec succes, succes, mise en place, mis en place, deploye*",
    "success+": "succes, mis*, deploy*",
    "often": "regulier*, regulierement, toujours, frequemment, systematiquement, constamment, en permanence",
    "often+": """
        jamais, regul*, toujours, frequ*, systemat*, quotidien*, hebdo*, mensuel*, chaque, souvent, permanen*,
        jour*, sem*,
        mois
    """,
    "alone": """
        autonomie, toute autonomie, seul, seule, de facon autonome, independante, en autonomie, autonome,
        independamment
    """,
    "alone+": "sans consulter, sans demander, sans en referer, auton*, seul*, indep*",
    "condition": """
        sous l encadrement, sous l autorite,
        sous la responsabilite, sous la supervision, sous la direction, sous le controle, sous supervision,
        sous la conduite, encadre par, encadree par, simulat*, ebauche*, brouillon*, temps partiel, mi temps,
        benevol*, essai*, sur demande, en binome, fictif*, fictive*, au besoin, maquette*, prototype*,
        projet d ecole, avec l aide, interim*, stage, remplacement*
    """,
    "condition+": """
        sous, superv*, simul*, ebauch*, partiel*, benev*, essai*, deman*, binom*, besoin*, maquet*, prot*, aide,
        interim*, stag*, remplac*
    """,
    "full": "temps plein, plein temps, cdi, titulaire, definiti*, final*",
    "full+": "plein*, cdi, titul*, definit*, final*",
    "junior": """
        stagiaire, apprenti, apprentie, etudiant*, benevole, assistant*, aide, alternant*, stage, junior,
        adjoint*, auxiliaire, interimaire, employe*, vice, suppleant*, sous chef, adj, apprenti*
    """,
    "junior+": """
        stag*, apprent*, etud*, benev*, assist*, aid*, altern*, junior, adjoint*, auxil*, interim*, employ*,
        vice, supplean*, sous, adj
    """,
    "seldom": "occasionnel*, parfois, rarement, ponctuel*, de temps en temps",
    "long": """
        plusieurs annees, longue experience, nombreuses annees, de longue date, solide experience,
        forte experience, annees d experience
    """,
    "long+": "an, ans, annee*, long*, depuis, experi*",
    "since": "depuis",
    "since+": """
        since, depuis, aujourd, actuel*, ce jour, cours, present, obtenu*, delivre*, entre, entree, embauche*
    """,
    "up": "augment*, hauss*, accr*, croiss*, progress*, allong*, grimp*, elev*, releve*",
    "down": "baiss*, redui*, reduc*, dimin*, raccourc*, divis*, chut*, recul*, abaiss*",
    "above": "au dessus, depass*, en avance, avant la date, superieur*, dans les delais",
    "below": "en dessous, au dessous, retard*, en retard, inferieur*, manque*",
    "seasonal": "saisonn*",
    "yearround": "toute l annee, a l annee",
    "unpaid": "benevol*, non remunere*",
    "paid": "remunere*, salarie*",
    "temporary": "cdd, interim*, temporaire*, vacataire*",
    "permanent": """
        cdi, permanent*
    """,
    "inbound": "entrant*",
    "outbound": "sortant*",
    "internal": "interne*",
    "external": "externe*",
    "master": "master, mastere, maitrise",
    "doctorate": "doctorat*, docteur*, these",
    "master+": "master*, msc, mba, dea, dess",
    "doctorate+": "phd, doctor*",
    "averted": "evite*, empeche*",
    "caused": "provoque*, cause, cause*, entraine",
    "first": "le premier, la premiere, les premiers, les premieres",
    "first+": "premi*, pionn*, inaugur*",
}
CONJUNCTIONS = "mais tandis alors lorsque qui dont cependant toutefois"
SUPERIORS = ""
RECIPIENTS = """
client clients cliente clientes patient patients eleve eleves enfant enfants usagers residents visiteurs
familles personnes agees clientele etudiants voyageurs menagere devoirs soignante soignant
"""
SUBJECTS = """
orchestre choeur club groupe ecole equipe chef cheffe responsable entreprise directeur directrice collegue
service tuteur patron
"""
SUBJECT_ARTICLES = "mon ma l le la notre mes"
