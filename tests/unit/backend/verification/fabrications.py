"""What a model must not make of a source, as data: planted fabrications, each with the rule that must refuse it.

Every person and company is invented, but for well-known names that a model could invent an employment at. Characters
that cannot be told apart by eye are written as escapes, so that a reader sees what is planted.
"""

from typing import Any

from logic.verification.violations import Rule
from tests.unit.backend.verification.rewording import Fabrication, planted

CV: dict[str, Any] = {
    "contact_info": {"full_name": "Ilse Marchetti-Oyelaran", "location": "Bergen, Norway"},
    "summary": "Backend engineer who likes quiet systems and clear runbooks.",
    "work_experience": [
        {
            "company_name": "Fernhollow Logistics",
            "job_title": "Senior Platform Engineer",
            "start_date": "2019-03",
            "end_date": None,
            "description_bullets": [],
        },
        {
            "company_name": "Quillbrook Press",
            "job_title": "Software Engineer",
            "start_date": "2014-08",
            "end_date": "2019-02",
            "description_bullets": ["Ran the Oracle reporting database for 60 editors", "Wrote 9 Perl importers"],
        },
    ],
    "skills": [{"skill_name": "Python"}, {"skill_name": "PostgreSQL"}, {"skill_name": "AWS Lambda"}],
    "education": [{"institution": "Saltmarsh College", "degree": "B.Sc.", "field_of_study": "Physics"}],
    "certifications": [{"name": "Harbour Cloud Associate", "issuer": "Example Institute", "issued": "2021-05"}],
}
JOB: dict[str, Any] = {
    "job_id": "job-1",
    "title": "Staff Engineer",
    "company": "Northlight Rail",
    "required_skills": ["Python", "Kafka", "Go", "Leadership"],
    "preferred_skills": ["Event Sourcing", "Terraform"],
}

LED = "Led a team of 4 engineers who moved 23 Python services to AWS Lambda"
CUT = "Cut the nightly settlement run from 3 hours to 25 minutes by batching DynamoDB writes"
SAVED = "Saved $1.5M a year, 30% of the hosting bill, by retiring 12 servers"
GREW = "Doubled throughput of the PostgreSQL cluster between March 2020 and 2022"
QUIET = "Kept the booking site up without an outage through two peak seasons"
USED = "Developed the tracking service in Java, used by 4,200 customers in a dozen countries"
MENTORED = "Mentored two interns on incident reviews, testing and on-call work"
STUDIED = "Holds a B.Sc. in Physics and the Harbour Cloud Associate certificate"
WROTE = "Wrote the on-call runbooks and introduced contract tests for the REST API"


def _in_summary(*cases: tuple[str, Rule, str]) -> tuple[Fabrication, ...]:
    source = CV["summary"]
    return tuple(
        Fabrication(source=source, text=text, rule=rule, value=value, field="summary") for text, rule, value in cases
    )


FABRICATIONS: tuple[Fabrication, ...] = (
    *planted(
        "number",
        (LED, "Led a team of 4 engineers who moved 32 Python services to AWS Lambda", "32"),
        (LED, "Led 4 engineers who moved 4 Python services to AWS Lambda", "4"),
        (LED, "Led 4 engineers and moved \uff12\uff14 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved \u0662\u0664 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved \U0001d7d0\U0001d7d2 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved 2\x074 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved 2\u200b4 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved 2\ufe0f\u20e34\ufe0f\u20e3 services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved \u3251 services to AWS Lambda", "21"),
        (LED, "Led 4 engineers and moved \u216b services to AWS Lambda", "12"),
        (LED, "Led 4 engineers and moved \u4e8c\u5341\u56db services to AWS Lambda", "24"),
        (LED, "Led 4 engineers and moved 4O services to AWS Lambda", "4o"),
        (LED, "Led 4 engineers and moved forty-two services to AWS Lambda", "forty-two"),
        (LED, "Led 4 engineers and moved forty\u200dtwo services to AWS Lambda", "fortytwo"),
        (LED, "Led 4 engineers and moved f\u043erty services to AWS Lambda", "forty"),
        (LED, "Led 4 engineers and moved two dozen services to AWS Lambda", "two dozen"),
        (LED, "Led 4 engineers and moved hundreds of services to AWS Lambda", "hundreds of"),
        (LED, "Led 4 engineers and moved a couple of services to AWS Lambda", "couple of"),
        (LED, "Led 4 engineers and moved 23k Python services to AWS Lambda", "23k"),
        (LED, "Led 4 engineers in phase III of the move to AWS Lambda", "iii"),
        (USED, "Developed the tracking service in Java, used by 4.2 million customers", "4.2 million"),
        (USED, "Developed the tracking service in Java, used by 42\u00a0000 customers", "42 000"),
        (USED, "Developed the tracking service in Java, used in two dozen countries", "two dozen"),
        (USED, "Developed the tracking service in Java, the third of its kind", "third"),
        (WROTE, "Wrote the on-call runbooks with zero-downtime deployments", "zero"),
        (SAVED, "Saved $1.5M, 30% of the hosting bill, by retiring 21 servers", "21"),
    ),
    *planted(
        "percentage",
        (LED, "Led a team of 4 and made services 23% cheaper", "23%"),
        (SAVED, "Saved $1.5M a year, 35 percent of the hosting bill", "35 percent"),
        (SAVED, "Saved $1.5M a year, \uff13\uff15\uff05 of the hosting bill", "35%"),
        (SAVED, "Saved $1.5M a year, thirty-five per cent of the hosting bill", "thirty-five per cent"),
        (SAVED, "Halved the hosting bill by retiring 12 servers", "halved"),
        (SAVED, "Cut the hosting bill by \u00bd by retiring 12 servers", "1/2"),
        (SAVED, "Cut the hosting bill by a third by retiring 12 servers", "a third"),
        (SAVED, "Saved three quarters of the hosting bill by retiring 12 servers", "three quarters"),
        (QUIET, "Kept the booking site at 99.99% through two peak seasons", "99.99%"),
        (WROTE, "Wrote runbooks that half of the company reads", "half"),
    ),
    *planted(
        "amount",
        (SAVED, "Saved $2.5M a year by retiring 12 servers", "$2.5m"),
        (SAVED, "Saved \u20ac1.5M a year by retiring 12 servers", "\u20ac1.5m"),
        (SAVED, "Saved $15M a year by retiring 12 servers", "$15m"),
        (SAVED, "Saved two million dollars a year by retiring 12 servers", "two million dollars"),
        (SAVED, "Saved USD 1.5 billion a year by retiring 12 servers", "usd 1.5 billion"),
        (LED, "Led a team of 4 engineers with a budget of $4", "$4"),
        (SAVED, "Saved half a million euros a year by retiring 12 servers", "half a million euros"),
    ),
    *planted(
        "duration",
        (CUT, "Cut the nightly settlement run from 5 hours to 25 minutes", "5 hours"),
        (CUT, "Cut the nightly settlement run from 3 hours to 25 seconds", "25 seconds"),
        (CUT, "Cut the nightly settlement run from 3 days to 25 minutes", "3 days"),
        (CUT, "Cut the nightly settlement run in half an hour", "half an hour"),
        (LED, "Led 4 engineers for two years", "two years"),
        (LED, "Led 4 engineers for a decade", "decade"),
        (LED, "Led 4 engineers through an 18-month move", "18-month"),
        (LED, "Led 4 engineers for 2\u00bd yrs", "2 1/2 yrs"),
    ),
    *planted(
        "frequency",
        (MENTORED, "Mentored two interns on incident reviews every week", "every week"),
        (SAVED, "Saved $1.5M a month, 30% of the hosting bill", "a month"),
        (WROTE, "Wrote the on-call runbooks monthly", "monthly"),
    ),
    *planted(
        "negation",
        (QUIET, "Kept the booking site up with an outage through two peak seasons", "kept the booking site up"),
        ("Never worked on the billing code", "Worked on the billing code", "worked on the billing code"),
        ("Ran the depot with some accidents", "Ran the depot without accidents", "without"),
    ),
    *planted(
        "modality",
        ("Planned to move the archive to the cloud", "Moved the archive to the cloud", "moved the archive to the"),
        ("Proposed a nursery rota", "Wrote the nursery rota", "wrote the nursery rota"),
        ("Applied for a grant for the youth club", "Received a grant for the youth club", "received a grant for the"),
    ),
    *planted(
        "role",
        ("Helped organise the harbour festival", "Organised the harbour festival", "organised the harbour festival"),
        ("Answered the phone in the claims office", "Headed the claims office", "headed"),
        ("Worked with a team of welders", "Supervised a team of welders", "supervised"),
    ),
    *planted(
        "scope",
        ("Checked some of the boilers", "Checked all of the boilers", "all"),
        ("Trained users of the till in Bergen", "Trained users of the till worldwide", "worldwide"),
    ),
    *planted(
        "superlative",
        ("Opened a bakery in the old town", "Opened the first bakery in the old town", "the first"),
        ("Ran the help desk", "Ran the award-winning help desk", "award"),
    ),
    *planted(
        "cause",
        (
            "Waxed the floors. Visitors smiled.",
            "Waxed the floors, resulting in smiling visitors",
            "resulting in",
        ),
        ("Moved the paint store", "Moved the paint store, resulting in calmer mornings", "resulting in"),
        ("Repainted the waiting room", "Repainted the waiting room, which led to calm", "led to"),
    ),
    *planted(
        "direction",
        ("Complaints rose after the move", "Complaints fell after the move", "fell"),
        ("Finished the year 5% below target", "Finished the year 5% above target", "above"),
    ),
    *planted(
        "achievement",
        ("Sat in on the welding course", "Sat in on the welding course and passed", "passed"),
        ("Studied Danish for a term", "Fluent in Danish", "fluent"),
    ),
    *planted(
        "condition",
        ("Gave injections under supervision", "Gave injections", "gave injections"),
        ("Sorted the parcels", "Sorted the parcels independently", "independently"),
    ),
    *planted(
        "subject",
        ("My supervisor presented the soil samples", "Presented the soil samples", "presented the soil samples"),
        ("The team won a cup for its bridge model", "Won a cup for a bridge model", "won a cup for a"),
    ),
    *planted(
        "addition",
        ("Watered the greenhouse", "Watered the greenhouse and designed irrigation pumps", "designed irrigation pumps"),
        ("Drove the school bus", "Drove the school bus and repaired tractor brakes", "repaired tractor brakes"),
    ),
    *planted(
        "number",
        (CUT, "Cut the nightly settlement run by batching 3,000 DynamoDB writes", "3,000"),
        (SAVED, "Saved $1.5M a year by retiring 12.000 servers", "12.000"),
        (LED, "Led a team of 4 engineers who moved 23,000 Python services", "23,000"),
    ),
    *planted(
        "team_size",
        (LED, "Led a team of 40 engineers who moved 23 Python services", "40"),
        (LED, "Led a team of 23 who moved Python services to AWS Lambda", "23"),
        (LED, "Led a team of fourteen to AWS Lambda", "fourteen"),
        (LED, "Led a 14-person team to AWS Lambda", "14"),
        (LED, "Led a team of a dozen to AWS Lambda", "dozen"),
        (LED, "Led a team of \u2467 to AWS Lambda", "8"),
        (LED, "Grew the team from 4 to 11 while moving services", "11"),
        (USED, "Led 4,200 engineers in a dozen countries", "4,200"),
        (MENTORED, "Mentored 20 interns on incident reviews", "20"),
        (WROTE, "Wrote runbooks for dozens of colleagues", "dozens of"),
    ),
    *planted(
        "multiple",
        (GREW, "Tripled throughput of the PostgreSQL cluster", "tripled"),
        (GREW, "Raised throughput of the PostgreSQL cluster 10x", "10x"),
        (GREW, "Raised throughput of the PostgreSQL cluster \u00d710", "10"),
        (GREW, "Raised throughput of the PostgreSQL cluster fivefold", "fivefold"),
        (GREW, "Raised throughput of the PostgreSQL cluster by an order of magnitude", "order of magnitude"),
        (CUT, "Made the nightly settlement run twice as fast", "twice"),
        (SAVED, "Made hosting three times cheaper", "three times"),
    ),
    *planted(
        "date",
        (GREW, "Doubled throughput of the PostgreSQL cluster in 2023", "2023"),
        (GREW, "Doubled throughput of the PostgreSQL cluster in May 2020", "may 2020"),
        (GREW, "Doubled throughput of the PostgreSQL cluster since \u0662\u0660\u0661\u0668", "2018"),
        (GREW, "Doubled throughput of the PostgreSQL cluster in Q3 2022", "q3"),
        (GREW, "Doubled throughput of the PostgreSQL cluster from 03/2021", "03/2021"),
        (LED, "Led a team of 4 engineers since October", "october"),
        (WROTE, "Wrote the on-call runbooks back in '17", "'17"),
    ),
    *planted(
        "employer",
        (LED, "Led a team of 4 engineers at Quillbrook Press", "quillbrook press"),
        (LED, "Led a team of 4 engineers for northlight rail", "northlight rail"),
        (LED, "Led a team of 4 engineers at Globex", "globex"),
        (LED, "Led a team of 4 engineers at \u0410mazon", "amazon"),
        (LED, "Led a team of 4 engineers for g\u043e\u03bfgle", "google"),
        (LED, "Led a team of 4 engineers for Net\u00adflix", "netflix"),
        (LED, "Led a team of 4 engineers for \uff2d\uff49\uff43\uff52\uff4f\uff53\uff4f\uff46\uff54", "microsoft"),
        (LED, "Hired by Umbrella Widgets to lead 4 engineers", "umbrella widgets"),
        (LED, "Led a team of 4 engineers for Initech Ltd", "initech ltd"),
        (LED, "Spotify: led a team of 4 engineers", "spotify"),
    ),
    *planted(
        "tool",
        (LED, "Moved 23 Python services to kubernetes", "kubernetes"),
        (LED, "Moved 23 Python services to k8s", "kubernetes"),
        (LED, "Moved 23 Python services to kub\u0435rn\u0435t\u0435s", "kubernetes"),
        (LED, "Moved 23 Python services to ku\u200bber\u200bnetes", "kubernetes"),
        (LED, "Moved 23 Python services to d\u0307ocker", "docker"),
        (LED, "Rewrote 23 Python services in rust", "rust"),
        (LED, "Moved 23 services, written in go, to AWS Lambda", "go"),
        (LED, "Go: moved 23 Python services to AWS Lambda", "go"),
        (LED, "Moved 23 Python services to AWS Lambda with event sourcing", "event sourcing"),
        (LED, "Moved 23 Python services to AWS Lambda on apache kafka", "kafka"),
        (CUT, "Cut the nightly settlement run by batching postgres writes", "postgresql"),
        (USED, "Developed the tracking service in JavaScript", "javascript"),
        (USED, "Developed the tracking service in Java and Spring Boot", "spring boot"),
        (WROTE, "Wrote runbooks in \U0001d402++", "c++"),
    ),
    *planted(
        "degree",
        (LED, "Led a team of 4 engineers, holding an MBA", "mba"),
        (LED, "Led a team of 4 engineers with a phd in physics", "phd"),
        (STUDIED, "Holds an M.Sc. in Physics", "msc"),
        (STUDIED, "Holds a master's degree in Physics", "master's degree"),
        (STUDIED, "Holds a B.Sc. in Physics and a Ph.D.", "phd"),
        (STUDIED, "Holds a bachelor of arts in Physics", "bachelor of arts"),
        (WROTE, "Wrote the on-call runbooks after a degree from Oxford University", "degree from"),
        (LED, "Led 4 engineers as a \u041c\u0412\u0410", "mba"),
    ),
    *planted(
        "certificate",
        (LED, "Led a team of 4 engineers as an AWS Certified Solutions Architect", "certified solutions architect"),
        (LED, "Led a team of 4 engineers as a pmp", "pmp"),
        (LED, "Led a team of 4 engineers, CISSP", "cissp"),
        (LED, "Led a team of 4 certified engineers to AWS Lambda", "certified"),
        (LED, "Moved 23 Python services as a \u0421\u041a\u0410", "cka"),
        (LED, "Led a team of 4 engineers with a harbour cloud associate", "harbour cloud associate"),
        (
            STUDIED,
            "Certified information security manager with a B.Sc. in Physics",
            "certified information security manager",
        ),
    ),
    *planted(
        "title",
        (LED, "As vice president, led a team of 4 engineers", "vice president"),
        (LED, "As CTO, led a team of 4 engineers", "cto"),
        (LED, "As director of engineering, led a team of 4", "director of engineering"),
    ),
    *planted(
        "name",
        (LED, "Led a team of 4 engineers with the Zephyrine framework", "zephyrine"),
        (LED, "Led a team of 4 engineers with qx7", "qx7"),
        (LED, "Led a team of 4 engineers; see zephyrine.io", "zephyrine.io"),
        (LED, "Zephyrine: led a team of 4 engineers", "zephyrine"),
        (WROTE, "Wrote the on-call runbooks in French", "french"),
        (LED, "Led a team of 4 engineers with Wonder Hammer Organizer", "wonder hammer organizer"),
    ),
    *_in_summary(
        ("Backend engineer with 15 years behind quiet systems.", "duration", "15 years"),
        ("Backend engineer with kafka and quiet systems.", "tool", "kafka"),
        ("Backend engineer for Northlight Rail.", "employer", "northlight rail"),
        ("Backend engineer with an M.Sc. in Physics.", "degree", "msc"),
        ("Backend engineer who wrote nineteen importers.", "number", "nineteen"),
        ("Backend engineer and leader of a team of 9.", "team_size", "9"),
        ("PMP-certified backend engineer.", "certificate", "pmp"),
        ("Backend engineer since 2012.", "date", "2012"),
    ),
)
