"""Fabrications and rewordings of lines from other trades than software, in the form of `fabrications`.

They were written before anybody knew what the check would make of them, to measure it by.
"""

from tests.unit.backend.verification.rewording import Fabrication, HonestRewording, planted

_TAUGHT_ALGEBRA_TO = "Taught algebra to 28 pupils"
_MANAGED_THE_LEEDS = "Managed the Leeds depot"
_WON_THE_REGIONAL = "Won the regional cup with a 5-person team in 2019"
_RAISED_2M_IN = "Raised $2m in 2019 and $5m in 2021"
_CUT_PAGE_LOAD = "Cut page load from 4.0s to 900ms for 1.2M users"
_ANSWERED_UP_TO = "Answered up to 80 calls a day in English and Spanish"
_TRAINED_3_NEW = "Trained 3 new hires and wrote the onboarding guide"
_MIGRATED_ON_PREMISE = "Migrated on-premise SQL Server to Azure"
_BUILT_CI_CD = "Built CI/CD with GitHub Actions and Docker"
_INCREASED_TEST_COVERAGE = "Increased test coverage from 40% to 85%"
_LED_DESIGN_REVIEWS = "Led design reviews every other week"
_REDUCED_CHURN_BY = "Reduced churn by half"
_GREW_SALES_THREEFOLD = "Grew sales threefold to \u20ac3.5m"
_PROCESSED_INVOICES = "Processed 10,000 invoices a month with no errors"
_WROTE_GO_SERVICES = "Wrote Go services for ticketing"
_RAN_A_12 = "Ran a 12-week programme"
_SHIPPED_VERSION_2 = "Shipped version 2.0 in May 2021"
_NURSE_ON_A = "Nurse on a 30-bed ward"

FABRICATIONS: tuple[Fabrication, ...] = (
    *planted(
        "number",
        ("Ran payroll for 300 staff in 6 offices", "Ran payroll for 600 staff in 3 offices", "3"),
        (_TAUGHT_ALGEBRA_TO, "Taught algebra to 82 pupils", "82"),
        (_TAUGHT_ALGEBRA_TO, "Taught algebra to 28 pupils over five semesters", "five"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and a seven-figure budget", "seven"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot 24/7", "24/7"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, saving twenty grand", "twenty"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for 100+ customers", "100"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, number one in safety", "number one"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for \u2463\u24ea customers", "0"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with \ufb01fty vans", "fifty"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with fif\u200bty vans", "fifty"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with 5\u00b9 vans", "1"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with \u0beb vans", "5"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, saving kr 40.000", "40.000"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and tens of thousands of parcels", "thousands of"),
        (_RAISED_2M_IN, "Raised 2m users in 2019", "2m"),
    ),
    *planted(
        "percentage",
        (
            _TAUGHT_ALGEBRA_TO,
            "Taught algebra to 28 pupils, lifting grades by 15 percentage points",
            "15 percentage",
        ),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot; accidents fell by two thirds", "two thirds"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot at 99.9 % uptime", "99.9%"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with \u2154 fewer accidents", "2/3"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with -40% accidents", "40%"),
    ),
    *planted(
        "amount",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and its \u00a33m budget", "\u00a33m"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and its half-million-pound fleet", "half-million-pound"),
        (_RAISED_2M_IN, "Raised $25m between 2019 and 2021", "$25m"),
        (_RAISED_2M_IN, "Raised $7m by 2021", "$7m"),
        (_RAISED_2M_IN, "Raised $2bn in 2019", "$2bn"),
        (_RAISED_2M_IN, "Raised $2 in 2019", "$2"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, saving 40kEUR", "40k eur"),
    ),
    *planted(
        "name",
        (_MANAGED_THE_LEEDS, "Managed the Leeds and Bradford depots", "bradford"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, the UK's largest", "uk's"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot after graduating from Harvard", "harvard"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with 1O0 customers", "1o0"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, saving EUR40k", "eur40k"),
    ),
    *planted(
        "tool",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with SAP", "sap"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with excel", "excel"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with Ku\u0334bernetes", "kubernetes"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with \U0001f170\U0001f186\U0001f182", "aws"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with S\u00adA\u00adP", "sap"),
        (
            _MANAGED_THE_LEEDS,
            "Managed the Leeds depot with \uff50\uff4f\uff53\uff54\uff47\uff52\uff45\uff53",
            "postgresql",
        ),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with t\u0435ns\u043erfl\u043ew", "tensorflow"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and countless parcels with golang", "go"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and wrote its tools in C", "c"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot using react", "react"),
    ),
    *planted(
        "certificate",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot as a chartered engineer", "chartered"),
        (_MANAGED_THE_LEEDS, "Led the Leeds depot, PRINCE2 qualified", "prince2"),
        (_MANAGED_THE_LEEDS, "Led the Leeds depot, six sigma black belt", "black belt"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with ISO 9001 certification", "certification"),
    ),
    *planted(
        "multiple",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, cutting accidents fourfold", "fourfold"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, tripling output", "tripling"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot, twice awarded", "twice"),
    ),
    *planted(
        "date",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot from January to June 2018", "january"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot in the summer of '09", "'09"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot in the early 2000s", "2000s"),
        (_WON_THE_REGIONAL, "Won the regional cup with a 5-person team in 2018", "2018"),
    ),
    *planted(
        "duration",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for nearly a decade", "decade"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for eighteen months", "eighteen months"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for a year and a half", "year and a half"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot for one year", "one year"),
    ),
    *planted(
        "team_size",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot and six direct reports", "six"),
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot with a crew of about thirty", "thirty"),
        (_WON_THE_REGIONAL, "Won the regional cup with a 15-person team in 2019", "15"),
    ),
    *planted(
        "degree",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot after an M.B.A.", "mba"),
    ),
    *planted(
        "employer",
        (_MANAGED_THE_LEEDS, "Managed the Leeds depot. Previously at Tesla.", "tesla"),
        (_MANAGED_THE_LEEDS, "Previously of amazon, managed the Leeds depot", "amazon"),
    ),
    *planted(
        "title",
        (_MANAGED_THE_LEEDS, "Led the Leeds depot as Chief Operating Officer", "chief operating officer"),
        (_MANAGED_THE_LEEDS, "Founder of the Leeds depot", "founder"),
    ),
)

HONEST_REWORDINGS: tuple[HonestRewording, ...] = tuple(
    HonestRewording(source=source, text=text)
    for source, text in (
        (_MANAGED_THE_LEEDS, "Ran the depot in Leeds, day to day, with care."),
        (_MANAGED_THE_LEEDS, "One of the people who kept Leeds' depot running; second nature by now."),
        (_MANAGED_THE_LEEDS, "Manager of the Leeds depot. Responsible for everything there."),
        (_MANAGED_THE_LEEDS, "Took charge of the Leeds-based depot"),
        (_MANAGED_THE_LEEDS, "Depot manager (Leeds)"),
        (_MANAGED_THE_LEEDS, "Owned day-to-day operations of the Leeds depot; first to arrive, last to leave."),
        (_MANAGED_THE_LEEDS, "Managed the depot in Leeds, working closely with others across the board"),
        (_MANAGED_THE_LEEDS, "Proven record: managed the Leeds depot"),
        (_MANAGED_THE_LEEDS, "Hands-on management of the Leeds Depot"),
        (_TAUGHT_ALGEBRA_TO, "Taught twenty-eight pupils algebra, one at a time"),
        (_TAUGHT_ALGEBRA_TO, "Algebra teacher for a class of 28"),
        (_TAUGHT_ALGEBRA_TO, "Helped 28 pupils get to grips with algebra, twenty eight in total"),
        (_WON_THE_REGIONAL, "Part of the team of five that won the 2019 regional cup"),
        (_WON_THE_REGIONAL, "In 2019, won the Regional Cup as one of five people"),
        (_RAISED_2M_IN, "Raised two million dollars in 2019, then $5,000,000 in 2021"),
        (_RAISED_2M_IN, "Raised US$2M (2019) and US$5M (2021)"),
        (_CUT_PAGE_LOAD, "Cut page load from 4 seconds to 0.9 seconds for 1,200,000 users"),
        (_CUT_PAGE_LOAD, "Made pages load in under 900 milliseconds (from 4 s) for 1.2 million users"),
        (_ANSWERED_UP_TO, "Handled as many as eighty calls daily, in Spanish and English"),
        (_ANSWERED_UP_TO, "Bilingual (English/Spanish): up to 80 calls per day"),
        (_TRAINED_3_NEW, "Onboarded three new colleagues and authored their onboarding guide"),
        (_TRAINED_3_NEW, "Wrote the guide that 3 new joiners were trained with"),
        (_MIGRATED_ON_PREMISE, "Moved an on-prem SQL Server database into Microsoft Azure"),
        (_MIGRATED_ON_PREMISE, "Took SQL Server from on premises to the cloud (Azure)"),
        (_BUILT_CI_CD, "Set up continuous integration and delivery using Docker and GitHub Actions"),
        (_BUILT_CI_CD, "Built the CI pipeline on GitHub Actions; images with Docker"),
        (_INCREASED_TEST_COVERAGE, "Test coverage: from forty percent up to 85 %"),
        (_INCREASED_TEST_COVERAGE, "Took test coverage from 40 to 85 percent"),
        (_LED_DESIGN_REVIEWS, "Led fortnightly design reviews"),
        (_LED_DESIGN_REVIEWS, "Ran the design reviews held every two weeks"),
        (_REDUCED_CHURN_BY, "Cut churn 50%"),
        (_REDUCED_CHURN_BY, "Halved churn."),
        (_GREW_SALES_THREEFOLD, "Tripled sales to 3.5 million euros"),
        (_GREW_SALES_THREEFOLD, "Grew sales 3x, to EUR 3,500,000"),
        ("Supported the CTO and 2 directors with planning", "Planning support for two directors and the CTO"),
        ("Coached the under-12 football side", "Coach of the under-12s in football"),
        (_PROCESSED_INVOICES, "Processed 10k invoices per month, error-free"),
        (_PROCESSED_INVOICES, "Zero errors on ten thousand invoices each month"),
        (_PROCESSED_INVOICES, "Each month: 10 000 invoices processed. Errors: none."),
        ("Joined as a junior, promoted twice", "Promoted two times after joining at junior level"),
        (_WROTE_GO_SERVICES, "Wrote ticketing services in Go, ready to go live"),
        (_WROTE_GO_SERVICES, "Golang services for ticketing"),
        ("Used React and REST APIs", "Worked with React; consumed RESTful APIs; reacted quickly to the rest"),
        ("Led the first five hires", "Led the team's first 5 hires"),
        (_RAN_A_12, "Ran a programme of twelve weeks"),
        (_RAN_A_12, "Ran a twelve-week programme"),
        (_SHIPPED_VERSION_2, "In May 2021, shipped v2.0"),
        (_SHIPPED_VERSION_2, "Shipped version 2 (May '21)"),
        (_NURSE_ON_A, "Cared for patients on a ward of 30 beds"),
        (_NURSE_ON_A, "Registered care on a thirty-bed ward"),
        ("Studied at Saltmarsh College, 3.8 GPA", "Saltmarsh College, GPA of 3.8"),
        ("Kept servers at 99.95% uptime", "Uptime of 99.95 percent across servers"),
        ("Owned Terraform modules for 8 teams", "Maintained Terraform modules that eight teams use"),
        ("Deployed machine learning models", "Deployed ML models to production"),
        ("Wrote unit tests", "Improved quality through unit testing; bugs found early, may they rest in peace"),
    )
)
