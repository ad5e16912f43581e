"""English."""

WORDS = {
    "less": "less, lower, smaller, fewer, shorter",
    "more": "more, higher, greater, larger, longer",
    "profession": """
        solicitor, barrister, attorney, lawyer, notary, surgeon, physician, professor, judge, psychologist,
        dentist, veterinarian, vet, pharmacist, midwife, chartered, senior, sr, charge nurse, nurse in
        charge, ward manager, matron, ward sister, head chef, executive chef, head teacher, headteacher,
        head gardener, head waiter, head nurse, consultant surgeon
    """,
    "none": """
        driving a van, driving the van, driving a lorry, driving the lorry, driving a truck, driving the
        truck, driving a bus, driving the bus, driving a minibus, driving the minibus, driving a taxi,
        driving the taxi, driving a tractor, driving the tractor, driving a forklift, driving the forklift,
        driving a reach, driving the reach, driving a tram, driving the tram, driving a coach, driving the
        coach, driving a digger, driving the digger, driving a car, driving the car,
        driving the ambulance, driving the hgv, driving an ambulance, driving an hgv, driving
        vans, driving lorries, driving trucks, driving buses, driving tractors, driving forklifts, driving
        lessons, driving instructor, driving
        school, driving duties,
        rest of the year, part of the year, half of the year, end of the year, start of the year, months of the year,
        time of the year, times of the year, most of the year, beginning of the year, remainder of the year,
        high street, high school, high rise, high voltage, high pressure, high chair,
        still outstanding, remains outstanding, remain outstanding, outstanding balance, outstanding balances,
        outstanding invoices, outstanding payments, outstanding debt, outstanding debts, allowed to,
        will writing, will writer, wills, last will, free will, good will, committed to the, in training and,
        played a key part, may 20,
        complete the, to complete, them all, all told, machine learning,
        deep learning, e learning, learning and development, learning disabilities, learning difficulties,
        learning support, learning materials, learning platform, learning management, no more than, no less
        than, no fewer than, not only, not least, no later than, without exception, no 1, above all, all round,
        all rounder, first aid, first line, first floor, first class, first year, first half, first name, first
        hand, first point, first contact, at first, first grade, first time, first time buyers, first responder,
        first quarter, first shift, first language, best practice, best practices, top up, over all, led
        lighting, led lights, led screens, all in one, all day, cause of, won t, in no time, no code, no show,
        no shows, may, up to date, start up, lead time, lead times, lead generation, leads, head office, lead
        paint, whole grain, global positioning, every day, every week, every month, every year, every hour,
        every morning, every evening, every friday, every monday, every saturday, every sunday, due to start,
        not for profit, non profit, recording studio, recording studios, in studio, student, students, pass on,
        passed on, passed to, passing on, case studies, case study, first and second, award nominations, down
        time, cut and, close down, international students, supporting documents, of full time, led by, directed
        by, headed by, managed by, run by, chaired by, supervised it by, owned by, founded by, maximum of, a
        maximum, computer aided, minimum of, mentored by, senior citizens, senior residents, senior living,
        senior care, senior centre, senior school, senior people, at most, at the most, most of, at best, chief
        executive, chief executive officer, chief financial officer, chief operating officer, chief technology
        officer, executive assistant, managing director, first to arrive, first to last, first to third, first
        to fourth, first to fifth, champions league, customer champion, the first time, the first year, the
        first half, the first floor, the first shift, the first point, the first aid, the first line, the first
        quarter, the first week, the first month, the first day, the first three, the first six, the first two
    """,
    "negation": """
        not once, not one, no one, excluding, exclud*, except for, other than, apart from, no, not, never, without,
        neither, nor, nobody,
        nothing, none, cannot, lack*, unable, hardly, didn, doesn, wasn, weren, isn, aren, hadn, hasn, haven,
        couldn, wouldn, don
    """,
    "without": "no, without, never",
    "without+": """
        not yet, yet to, not once, not one, clear of, not, nor, none, neither, zero, free, nil, avoid*, prevent*,
        lack*, clean, nobody, nothing, no one,
        didn,
        doesn, wasn, weren, hadn
    """,
    "negation+": """
        rather than, instead of, out of work, unemployed, jobless, yet to, unfinished, uncompleted, incomplete,
        zero, free, nil, avoid*, prevent*, clean, fail*, miss*,
        unbroken, uninterrupted, 0, non
    """,
    "unrealised": """
        applied to, applying to, applies to become, will, shall, plan for, plans for, plan to, wrote a plan,
        drew up a plan, proposal for,
        business case for, feasibility study, taking over as, taking up, due next, submission due, due in,
        due to take, due to begin, due to join, due to become,
        booked on, booked onto, enrolled on, signed up, sign up, registered for, registered to, began restor*,
        started restor*, began writing, began building,
        began developing, working on a, wishes to, wishes, would love, desire to, desires to, longs to,
        striving to, strives to, hopes to, yearn*, intention to,
        intention of, in the process of, in preparation, in training, on course to, on the way to,
        volunteered to, bid for, bid to, bidding for, tendered for,
        invited for, sat the, sitting the, meant for, intended for, earmarked, awaits, could be, seeks to,
        sought to, sought a, endeavour*, endeavor*,
        may have, might have, unsubmitted, undelivered, unpublished, undergoing, to be confirmed, tbc,
        not started, in the pipeline, promised to, promise to, committed to,
        submitted, under review, pending, awaiting, offered, declined, turned down, invited to, keen to, eager
        to, dream*, would like, ready to, willing to, planned to, plan to, plans to, planning to, planned the
        move, planned a move, planned a, prepar* for, preparation for, hoping, hope, hopes, hoped, aspir*,
        aiming to, aim to, aims to, aimed to, intend*, want to, wants to, wanted to, would, could, should,
        might, propos*, suggest*, recommended, applied for, applying for, apply for, application for, applicant
        for, tried, try, trying, tries, attempt*, studying, training to, training as, retraining, learning,
        learner, working toward*, working to, candidate for, pursuing, enrol*, expect* to, about to,
        considering, considered, explor*, not yet, in progress, started to, beginning to, began to, currently
        completing, due to start, scheduled to, set to, going to, ambition to, interested in, interest in,
        draft*, nominat*, shortlist*, interviewed for, auditioned for, ran for election, stood for election, but
        left, left after, left before completing, pitched, piloted, piloting, pilot scheme, pilot project, pilot
        phase, pilot study, pilot programme, pilot program, pilot run, pilot test*, was to, were to, is to,
        meant to, supposed to, wish to, wished to, wishing to, on track to, yet to, ran for, vying, waiting
        list, waitlisted, provisional, trial*, looking to, seeking, halted, undecided, planned migration,
        planned installation, planned introduction, planned implementation, planned rollout, planned roll out,
        planned deployment, planned construction, planned extension, planned expansion, planned conversion,
        planned relocation, planned renovation, planned opening, planned launch, planned upgrade, planned
        transition, planned replacement, may be, may become, may extend, may take, may open, may continue, may
        lead, may offer, may follow, project cancelled, project canceled, was cancelled, was canceled, later
        cancelled, then cancelled, project suspended, was suspended, put on hold, project on hold, was
        abandoned, later abandoned, project abandoned, was shelved, was discontinued, was postponed, preparing
        to, prepares to, preparing a, currently learning, unfinished, incomplete, uncompleted, dropped out,
        discontinued degree, broke off
    """,
    "unrealised+": """
        to be,
        authoris*, authoriz*, entitl*, allowed, permitted, permission, empower*, suppos*, required, idea, awaited,
        will, expected, next, due, booked, enrol*, pipeline, forthcoming, intention*, hope*, wish*, candidate,
        sought, seek*, tried, trying, attempt*, trial*, may, might, could, would, possible, possibly, potential*,
        not, yet, under way, underway, ongoing, in progress, currently, suggested,
        plan*, schedul*, prepar*, appl*, draft*, stud*, student, toward*, intend*, aim*, training, aspir*,
        future, next year, upcoming, prospective, trainee, begin*, proposal*, recommend*, propos*, suggest*,
        pending, evaluat*, assess*, unfinished, incomplete, dropped out, left, some, part, partial*, started,
        began
    """,
    "assist": """
        played a part, played a role, part in, had a hand, gave a hand, pitched in, chipped in, sat alongside,
        looked on, understudy, number two,
        assist*, helped, helping, help, helps, aid*, contribut*, participat*, took part, taking part, shadow*,
        attended a, attended the, attended an, part of a team, part of the team, involved in, sat in on, joined in,
        backed up, lent a hand, alongside, deputis*, deputiz*, covered for, stood in, junior, observed,
        under the lead, member of the team, gave input, provided input, input to, second chair, co wrote,
        co author*, worked under
    """,
    "assist+": """
        part in, played a part, played a role, hand in,
        support*, accompan*, standing in, stood in, stand in, cooperat*, collaborat*, together, team,
        involve*, worked on, work on, joined, join*, share*, member, as part, served on, sat on, co, aided,
        input, deputy, minutes, presence, attend*, cover*, back*, with the, with a team, with colleagues,
        with my, worked with, working with, together with, in cooperation
    """,
    "lead": """
        led, leading, lead, head, heads, headed, heading, directed, directing, chaired, chair, chairing, owned,
        spearhead*, architected, founded, co founded, head of, director, chief, supervisor, principal, team
        leader, team lead, mastermind*, pioneer*, captain*, president, executive, at the helm, leadership,
        presided, presiding, presides, steered, helmed, captained, key member, key player, core member, leading
        member, senior member, key role, central role, pivotal, driving force, instrumental, commanded, oversaw,
        oversee*, orchestrat*, championed, in charge, manager, took over, accountable, leader, leaders,
        commander, treasurer of, treasurer, sat on the board, board member, member of the board
    """,
    "lead+": """
        manag*, ran, run, running, runs, coordinat*, organi*, responsib*, charge, own, supervis*, headed, guid*,
        founder, set up, started, establish*, direct*, foreman, boss, host*, moderat*, conduct*, govern*,
        administ*, lead*, owner, initiat*, built, introduc*, launch*, created, sole, taught, captain, treasur*
    """,
    "people_lead": "managed, manage, managing, manages, supervised, supervising, supervise, ran, running",
    "all": """
        the complete, complete set, complete collection, complete stained, all, every, entire, entirety, whole,
        fully, full range, any and all, complete range
    """,
    "all+": """
        not once, not one, none, nobody, no one, never, single, any, all, every, each, entire, whole, full*,
        complete*, total, everything, everyone,
        throughout, both, 100
    """,
    "wide": """
        throughout the county, throughout the country, throughout the region, throughout the city, across the
        county, across the city, across the region, countywide, citywide, worldwide, global*, international*,
        national*, nationwide, company wide, companywide, enterprise wide, organisation wide, organization wide,
        group wide, across the company, across the group, across the country, across the organisation, across
        the organization, countrywide, continent*, across europe, statewide, multinational, all over the,
        industry wide, regional, company, group level, across regions, cross border
    """,
    "wide+": """
        world, europe*, countries, country, nation*, intern*, group, global*, region*, company*, firm*, business
    """,
    "best": """
        s best, named best, best young, best chef, highly cited, much cited, most cited, leading restaurant*,
        s leading, region s leading, one of the leading, leading expert*, born sales*,
        born leader, a born, outshin*, unbeat*, top performing, top scor*, top seller, top selling, best known,
        country s, nation s, world s, royal, best selling, best performing, best in, best of, best paid, top,
        leading the market, market leading, industry leading, largest, biggest, highest, fastest, most, only,
        sole, number one, world class, renowned, prestigious, famous, celebrated, acclaimed, outstanding,
        unique, unparalleled, unmatched, elite, premier, award*, prize*, distinction, honour*, honor*, medal*,
        trophy, record breaking, of the year, of the month, celebrity, vip, flagship, unrivalled, sought after,
        recogni*, high profile, highly decorated, star, greatest, cutting edge, state of the art, leading
        expert, finest, strongest, quickest, brightest, smartest, foremost, best known, most successful, top
        rated, exemplary, exceptional, definitive, keynote, unbeatable, unbeaten, unequalled, unsurpassed,
        peerless, incomparable, world leading, more than any, than any, than any other, go to expert, champion,
        champions, premiere, best attendance, best record, best sales, best results, best score, best scores,
        best employee, best team, best student, the leading, best reviews, best marks, best grades,
        best feedback, best
        figures, best ratings, best performance, best performer, best rated, best loved, best placed, s
        favourite, s favorite
    """,
    "best+": """
        first, 1st, winner*, won, win, rank*, best*, place*, top*, most, only, single, sole, lead*, high*,
        famous, award*, prize*, largest, biggest, highest, a record, record sales, record number, record
        results, record year, records, keynote, champion*, invited, than
    """,
    "cause": """
        which drove, that drove, which pushed, which sent, which lifted, which took, which got, which kept,
        drove up, drove down, driving up, driving down, pushed up, pushed down,
        brought down, brought up, drove the, which lifted, which grew, which led, which resulted, which made,
        with the aim of, to pursue, meaning that, which meant,
        resulting in, resulted in, result in, leading to, led to, thereby, thus, as a result, which made,
        that made, which cut, which reduced, which increased, which improved, which saved, which raised,
        enabling, enabled, allowing, allowed, ensuring, ensured, so that, caus*, because of, thanks to,
        owing to, contributing to, driving, paving the way, making it, making them, making the, which
        helped, helping to, therefore, consequently, which brought, credited, which boosted, which lowered,
        which doubled, that cut, that increased, that reduced, that saved, to increase
    """,
    "cause+": """
        led, result*, due, because, through, via, by, so, caus*, enabl*, allow*, ensur*, thanks, mean*, therefore,
        help*, made, make*, making, contribut*
    """,
    "result": """
        increas*, reduc*, improv*, boost*, decreas*, enhanc*, accelerat*, maximis*, maximiz*, minimis*, minimiz*,
        saving, saved, preventing, prevented, eliminat*, raising, lowering, cutting, growing, strengthen*,
        shorten*, record results, lower prices, better prices, better terms, better rates, lower rates,
        lower costs, cheaper, faster, more satisfied
    """,
    "result+": """
        quadrupl*, quintupl*, fold, *fold, multipl*, twice, up, down, rais*, rose, grew, grow*, lower*, cut,
        cuts, halv*, doubl*, tripl*, less, fewer, more, better, higher, faster, shorter, gain*, drop*, fell,
        fall*, from, optimi*, streamlin*, moderni*, upgrad*, renew*, refin*, save*, prevent*, declin*,
        shrink, shrank, brought, speed*, sped, quick*, reorgani*, expand*, strong*, efficien*, clean*,
        trim*, spar*, slash*, curb*, curtail*, pare*, eased, ease*, lessen*, dwindl*, minimi*, sav*,
        instead, instead of, eliminat*, avert*, avoid*, bolster*, lift*, elevat*, widen*, deepen*, hone*, polish*,
        tighten*, lighten*, simplif*, hasten*, expedit*, consolidat*, condens*, compress*, prun*, scal*,
        remov*
    """,
    "done": """
        university, universit*, passed, graduat*, mastered, mastery, certified, certification, qualified,
        licensed, accredited, won, earned, awarded, holds a, holds the, hold a, holding a, holder, fluent,
        fluency, native, clearance, expert*, fully trained, completed the degree, secured, finali*, signed
        off, accomplished, credential*, successful completion, exceeded, mentor, elected, appointed, went
        live, took it live, taken live, published, promoted to
    """,
    "done+": """
        university, college, school, degree, pass*, diploma, graduat*, success*, have, has, permit, ticket,
        card, valid, renew*, expir*, licen*, gain*, win*, receiv*, placed, rank*, complet*, certif*, mother,
        tongue, proficien*, award*, prize, earn*, won, qualif*, hold*, speak*, train*, good, trained,
        finish*, coach*, mentor*, clos*, sold, bilingual, c2, c1, elect*, appoint*, promot*, publish*,
        publication*, univ
    """,
    "success": """
        success*, completed, delivered, implemented, rolled out, launched, migrated, installed, introduced,
        built, adopted, extended, opened, went live, replaced, selected, chose
    """,
    "success+": "success*, complet*, deliver*, implement*, roll*, launch*, finish*",
    "often": """
        often, regularly, regular, always, frequently, routinely, constantly, consistently, continuously,
        permanently, several times, many times, repeatedly, numerous times
    """,
    "often+": """
        regular*, always, daily, weekly, monthly, each, every, often, usual*, frequent*, routine*, constant*,
        never
    """,
    "alone": """
        own authority, own responsibility, sole charge, independently, autonomously, on my own, by myself,
        single handedly, singlehandedly, alone, unaided, unassisted, self directed, solo, unsupervised,
        with full responsibility, full responsibility
    """,
    "alone+": """
        without supervision, without help, without assistance, independen*, autonom*, own, alone, single, sole,
        solo, unsupervis*, myself, self, only
    """,
    "condition": """
        countersign*, co sign*, counter sign*, subject to, with approval, dummy, training range, blank, inert,
        acting, interim, leave cover, under supervision, under the supervision, under guidance, under the guidance,
        under close supervision, under the direction, under the eye, supervised by, guided by, simulat*, draft*,
        part time, mock, sandbox, rehears*, in training, on probation, probation*, for practice, in class, hobby,
        unpaid, prototyp*, proof of concept, test run, with help, with support, with guidance, with the help,
        with assistance, on paper, if needed, if required, when needed, on request, temporar*, as a stand in,
        in theory, exercise, demo, on a trial basis, test environment
    """,
    "condition+": """
        sign*, approv*, cover*, supervis*, guid*, simulat*, draft*, part, train*, test*, practi*, help*, support*,
        request*, need*
    """,
    "full": "full time, permanent, permanently, final, official, of record",
    "full+": "full*, permanent, final*, 40, official*",
    "junior": """
        intern, trainee, apprentice, student, volunteer, assistant, junior, aide, helper, work experience,
        internship, placement, career changer, deputy, stand in, temp, porter, member, vice, asst, jr, sous
        chef, acting
    """,
    "junior+": """
        intern*, trainee, apprentic*, stud*, volunt*, assist*, junior, aide, help*, placement, deputy,
        second year, vice, asst, jr, sous, acting, stood in, temporar*, interim, temp
    """,
    "seldom": "occasionally, sometimes, rarely, seldom, at times, now and then, from time to time, once",
    "long": """
        several years, many years, years of experience, decades, long standing, longstanding, years of,
        since the nineties, since the eighties, over the years, long term, lifelong
    """,
    "long+": "year, years, decade*, long*",
    "since": "since",
    "since+": """
        since, present, now, current*, ongoing, today, still, joined, hired, started, began, appointed, joined in,
        started in, began in
    """,
    "up": """
        increas*, rise, rises, rose, risen, rising, raised, raise, grew, grow, growth, grown, gain*, climb*,
        higher, expand*
    """,
    "down": """
        decreas*, reduc*, fell, fall, falls, fallen, falling, drop*, declin*, lower*, shrank, shrink*, cut, cuts,
        cutting, halv*, shorten*, went down
    """,
    "above": """
        outscor*, above, ahead, exceed*, surpass*, beat, early, outperform*, over target, on time, under budget,
        within budget
    """,
    "below": """
        lower than, scored lower, less than, below, behind, late, delay*, missed, under target, short of, overdue,
        over budget, overran
    """,
    "inbound": "inbound, incoming",
    "outbound": "outbound, outgoing",
    "seasonal": "seasonal*, summer season, winter season",
    "yearround": "year round, all year, whole year, throughout the year",
    "unpaid": "unpaid, voluntary, volunteer*, pro bono, honorary",
    "paid": "salaried, remunerated, paid role, paid position, paid post, paid work, paid employee",
    "temporary": """
        temporar*, interim, fixed term, zero hours
    """,
    "permanent": "permanent*, tenured",
    "internal": "internal*",
    "external": "external*",
    "bought": "bought, buying, purchas*",
    "sold": """
        sold, selling
    """,
    "averted": """
        avoided, avoiding, prevented, preventing, averted, failed to, failing to, refused to, declined to, zero
        complaints, zero accidents, zero defects, zero errors, zero losses, zero incidents, zero injuries, zero
        downtime, zero returns, zero absences, zero findings, non, rarely, seldom, hardly ever, scarcely, little
        experience, limited experience
    """,
    "averted+": """
        avoid*, prevent*, avert*, stop*, fail*, refus*, declin*, unable, miss*, lost, zero, nil, no, not, none,
        without, free, never, rare*, seldom, hardly, scarce*, occasional*, sometimes, little, few, fewer,
        limited, reduc*, cut, cutting, cuts, minimi*, eliminat*, protect*, guard*, against, kept, keep, keeping,
        safe*, fight*, fought, combat*, curb*, block*, reject*, cancel*, drop*, halt*, end, ended, non, defus*,
        ceas*, clean, secur*, save*, saving, resist*, lack*, former*, repair*, fix*, solv*, resolv*, forestall*,
        head* off, ward* off, foil*, thwart*, deter*, some, basic
    """,
    "caused": """
        caused, causing, triggered, provoked, brought about, created, suffered, experienced, saw, worked,
        allowed, permitted
    """,
    "stopped": """
        stopped, discontinued, ceased, ended, shut down, wound up, wound down, cancelled, canceled, closed down
    """,
    "started": "started, launched, founded, began, established, initiated",
    "lost": "lost the, lost a, lost out",
    "won": "won, win, secured, gained, landed",
    "refused": "refused, refusing, declined, rejected, turned down",
    "accepted": """
        accepted, received, approved, agreed, took up, signed off, authorised, authorized, selected for,
        admitted, chosen for
    """,
    "former": """
        used to hold, used to have, used to be, lapsed, expired, no longer, formerly held, previously held
    """,
    "former+": """
        stopped, stopping, ceased, quit, gave up, held, had, was, former*, previous*, past, until, once, ex, laps*,
        expir*, used to, no longer, not,
        renew*
    """,
    "first": """
        the first, s first, very first, first to, first ever, first person, first woman, first man, world first,
        first of its kind, pioneering, ground breaking, groundbreaking
    """,
    "first+": "first, 1st, inaugural, pioneer*, initial*, maiden, founding, earliest",
    "excepted": "except, excluding, apart from, other than, not including",
    "included": "including, inclusive, included",
    "missed": "missed the, missed a, fell short, missed target, missed targets",
    "met": "met, hit, reached, achieved, attained",
}
CONJUNCTIONS = "but while whereas although though however which who when where yet except"
SUPERIORS = """
manager director supervisor lead leader head chef engineer teacher doctor nurse boss team colleague colleagues
partner owner
coordinator foreman electrician plumber carpenter mechanic accountant lawyer senior seniors chief captain editor
developer
technician architect analyst analysts buyer curator pharmacist surgeon welder trainer planner conductor secretary
"""
RECIPIENTS = """



customer customers client clients guest guests patient patients pupil pupils student students resident residents child
children visitor visitors user users people passenger passengers family families diner diners caller callers tenant
tenants patron patrons shopper shoppers learner learners elderly kids members parents homework tourists travellers
buyers
applicants audience audiences refugees neighbours
"""
SUBJECTS = """
crew squad unit group choir orchestra club school ensemble band class office supervisor boss manager team
company colleague colleagues mentor department employer director professor client lead partner
"""
SUBJECT_ARTICLES = "my our the a"
