"""Portuguese."""

WORDS = {
    "less": "menor, menos, mais baixo",
    "more": "maior, mais alto",
    "profession": """
        advogad*, notari*, medico, medica, cirurgia*, juiz*, farmaceutic*, psicolog*, engenheir*, senior
    """,
    "none": """
        plano de aula, plano de aulas, plano de limpeza,
        o mais tardar, o mais rapido possivel, o mais breve, responsavel e, e responsavel, nao so, nao apenas,
        primeiros socorros, todos os dias, todas as semanas, todos os meses, todos os anos, todo dia, plano de,
        dirigid* por, coordenad* por, liderad* por, supervisionad* por, maximo de, no maximo, a primeira vez, o
        primeiro contato, o primeiro contacto, o primeiro andar, o primeiro trimestre, o primeiro semestre, o
        primeiro ano, a primeira linha, os primeiros socorros, o primeiro dia, o primeiro mes, os primeiros
        meses, a primeira semana, a primeira infancia
    """,
    "negation": "nao, nunca, sem, nenhum*, nem, ninguem, nada, jamais, falta",
    "without": "sem, nenhum*, nunca",
    "without+": """
        nao, nunca, sem, nenhum*, nem, ninguem, nada, jamais, falta, zero, livre, livres, evit*, preven*, ausencia,
        isento
    """,
    "negation+": """
        zero, livre, livres, evit*, preven*, ausencia, isento, por concluir, inacabad*, incomplet*, interrompid*,
        pendente*, por terminar, por acabar
    """,
    "unrealised": """
        espera, esperamos, espero, sonh*, plano de, plano para, estudo de viabilidade, quero ser, deseja,
        gostaria, vai, vou, ira, irei, matriculad*, a tirar o, a concluir, comecei a, comecou a,
        abertura prevista, prevista, tornar me,
        espera concluir, esperava, esperando, desejava, deseja, quer, tencion*, ambicion*, almej*, em vias de,
        lista de espera, planej* a implant*, planej*, planeamento da, pretend*, propus*, proposta, propor,
        propost*, poderia*, tentei, tent*, tentativa*, candidat*, candidatura*, espero, aspir*, preparando,
        preparacao para, preparacao do, em preparacao, estudando, estudante, estudo para, aprendendo, em
        formacao, cursando, quero, desejo, recomend*, suger*, previst*, rascunho*, prestes, futur*, em curso,
        inscrit*, deveria*, projeto de, solicit*, planeei, planei, planeou, planeava, planeamos, planeado,
        queria, queriam, a frequentar, frequentando, ia abrir, devia, inacabad*, por concluir, interrompid*,
        projeto suspenso, projeto cancelado, projeto adiado, obra suspensa, pendente de, gostaria, gostava,
        interromp*, incomplet*, trancad*
    """,
    "unrealised+": """
        esper*, sonh*, viabilidade, desej*, quer*, matricul*, vai, prevista, previsto, frequent*,
        plan*, pret*, prop*, tent*, candid*, prep*, estud*, aprend*, form*, curs*, prev*, futur*, rascunh*,
        ideia*, objetiv*, solicit*, plane*, suspens*, suspend*, cancel*, adiad*, pendent*, inacab*, interromp*,
        concluir, incomplet*, trancad*, inacabad*
    """,
    "assist": """
        auxili*, ajud*, apoi*, colabor*, particip*, assist*, contribu*, acompanh*, membro, observ*, substitu*,
        reforc*, suporte, adjunt*
    """,
    "assist+": """
        auxil*, ajud*, apoi*, colab*, particip*, equipe*, equipa*, com, junto*, assist*, contrib*, acompanh*,
        memb*, substit*, suporte
    """,
    "lead": """
        chefi*, dirig*, dirijo, direcao, diretor*, lider*, gerenci*, gerente*, coorden*, respons*, supervis*,
        presid*,
        fund*, comand*, encarreg*, chefe, a frente, geri
    """,
    "lead+": """
        chef*, dirig*, dirijo, direc*, diret*, lider*, geren*, gest*, geri*, coord*, respons*, superv*,
        encarreg*, organ*,
        administ*, form*, conduz*, cuid*, mont*, crie*, cria*, trein*
    """,
    "all": "todo, toda, todos, todas, totalidade, inteiro*, inteira, completo, completa, integral*",
    "all+": "tod*, total*, inteir*, complet*, cada, integr*",
    "wide": """
        mundial*, internacional*, nacional*, global*, europe*, todo o pais, toda a empresa, nivel nacional,
        em todo o brasil, multinacional
    """,
    "wide+": "mund*, intern*, nacion*, glob*, europ*, pais*, empresa*, nivel*, brasil, portugal, region*",
    "best": """
        o mais, a mais, mais procurad*, mais solicitad*, mais vendid*, mais requisitad*, melhor*, maior, maximo,
        unico, unica, premio*, premiad*, prestigi*, renomad*, lider, numero um, campe*, destacad*, reconhec*,
        exclusiv*, excelen*, famos*, medalha*, o mais, a mais, os mais, as mais, luxo, recorde*, celebr*,
        pioneir*, inigual*
    """,
    "best+": """
        melhor*, maior*, max*, unic*, prem*, ganh*, venc*, primeir*, lider*, campe*, destac*, recon*, lugar,
        luxo, mais, exclus*, so, sozinh*, pioneir*
    """,
    "cause": """
        o que, permitindo, permiti*, gracas a, gracas ao, provoc*, gerando, ger*, resultando, result*, assim,
        de modo que, contribuindo, levando a, por isso, consequent*, fazendo, favorec*, conseguindo
    """,
    "cause+": """
        permit*, grac*, provoc*, ger*, result*, por, porque, para, contrib*, levou, consegu*, fez, mediante, apos
    """,
    "result": """
        fez baixar, fez subir, fez crescer, fiz baixar, fiz subir,
        aument*, reduz*, reduc*, melhor*, increment*, diminu*, otimiz*, aceler*, economiz*, dispar*, encurt*, agiliz*,
        elev*
    """,
    "result+": """
        aument*, redu*, melhor*, increm*, dimin*, otim*, aceler*, econom*, mais, menos, dobr*, duplic*, de, cresc*,
        subi*, desc*, caiu, cai*, encurt*, maior*, menor*
    """,
    "done": """
        aprovad*, obtive, obtid*, obten*, conquist*, ganhei, venc*, certificad*, diplomad*, formad*,
        graduad*, licenciad*, habilitad*, credenciad*, fluent*, nativ*, dominio, especialista*, experient*,
        conclui, concluid*, alcanc*, sucesso, fluencia, publicad*, publiquei, nomead*, eleit*, promovid* a
    """,
    "done+": """
        aprov*, obt*, conquist*, ganh*, venc*, certif*, diplom*, form*, gradu*, licen*, habilit*, creden*,
        fluen*, nativ*, domin*, espec*, exper*, conclu*, alcanc*, sucesso*, carteira, carta, fala*, idioma*,
        anos, termin*, public*, nome*, eleit*, promov*
    """,
    "success": "com sucesso, sucesso, implant*, implement*",
    "success+": "sucess*, implant*, implem*",
    "often": "regularmente, sempre, frequent*, habitual*, constant*, continu*, permanent*",
    "often+": "nunca, jamais, regul*, sempre, freq*, habit*, const*, diari*, seman*, mensal*, cada, dia*, mes*",
    "alone": """
        autonom*, sozinh*, independent*, por conta propria, de forma independente
    """,
    "alone+": """
        auton*, sozinh*, indep*, sem consultar, sem recorrer, sem pedir, sem precisar
    """,
    "condition": """
        sob supervisao, sob a supervisao, sob orientacao, sob a orientacao, supervisionad* por, simul*, rascunho*,
        meio periodo, tempo parcial, part time, voluntari*, estagio, de teste, testes, ensaio*, quando necessario,
        com ajuda, temporari*, prototip*, a pedido, em treinamento
    """,
    "condition+": """
        sob, superv*, orient*, simul*, rascunh*, meio, parcial*, part, volunt*, estag*, test*, ensai*, ajud*,
        tempor*, prot*, pedid*, trein*, neces*
    """,
    "full": "tempo integral, periodo integral, tempo inteiro, efetivo, efetiva, definitiv*, final, finais",
    "full+": "integr*, inteir*, efet*, definit*, final*",
    "junior": """
        estagiari*, aprendiz*, estudante*, voluntari*, auxiliar*, ajudante*, assistente*, junior, trainee,
        adjunt*, menor aprendiz, vice*, suplente*, estagio, subchefe*, subdiretor*, subgerente*
    """,
    "junior+": """
        estag*, aprend*, estud*, volunt*, auxil*, ajud*, assist*, junior, trainee, adjunt*, vice*, suplen*,
        subc*, subd*, subg*
    """,
    "seldom": "ocasional*, as vezes, raramente, de vez em quando, pontual*, esporadic*",
    "long": """
        varios anos, muitos anos, vasta experiencia, longa experiencia, ampla experiencia, anos de experiencia,
        decadas, solida
    """,
    "long+": "ano, anos, long*, desde, exper*, decad*",
    "since": "desde",
    "since+": "since, desde, atual*, hoje, agora, presente",
    "up": "aument*, subi*, cresc*, increment*, elev*, along*",
    "down": "reduz*, reduc*, diminu*, baix*, encurt*, desc*, ca*iu, caiu, caiam, cairam, cort*",
    "above": "acima, super*, antes do prazo, adiantad*, no prazo, antecip*",
    "below": "abaixo, atras*, atrasad*, tarde, aquem, fora do prazo",
    "seasonal": "sazonal*, epoca balnear",
    "yearround": "todo o ano, ano inteiro",
    "unpaid": "voluntari*, nao remunerad*",
    "paid": "remunerad*, assalariad*",
    "temporary": "temporari*, a termo, substituic*",
    "permanent": "sem termo, do quadro, efetivo, efetiva",
    "internal": "intern*",
    "external": "extern*",
    "master": "mestrado, mestre, mestra",
    "doctorate": "doutor*, doutorad*",
    "averted": "evitei, evitou, evitar, evitando, impedi*",
    "caused": "causei, causou, causar, provoquei, provocou",
    "first": "o primeiro, a primeira, os primeiros, as primeiras",
    "first+": "primeir*, pioneir*, inaugur*",
}
CONJUNCTIONS = "mas porem enquanto embora quando onde que apenas somente"
SUPERIORS = ""
RECIPIENTS = """
cliente clientes paciente pacientes aluno alunos crianca criancas usuario usuarios utentes hospedes moradores
familias idosos visitantes passageiros
"""
SUBJECTS = """
chefe equipe equipa empresa supervisor supervisora gerente colega diretor diretora setor orientador
orientadora
"""
SUBJECT_ARTICLES = "o a meu minha nosso nossa"
