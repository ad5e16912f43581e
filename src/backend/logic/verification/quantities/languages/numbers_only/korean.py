"""Korean: the numbers that stand before a counter; rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "두/둘 세/셋/석 네/넷/넉 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 열여덟 열아홉",
        start=2,
    )
    | numbered("스무/스물 서른 마흔 쉰 예순 일흔 여든 아흔", start=20, step=10),
    scales={"천": 1000, "만": 10_000},
    units=same(
        {
            "per minute": "분당,매분",
            "hourly": "시간당,매시간",
            "daily": "하루,하루에,매일,일일,일평균",
            "weekly": "매주,주당,주간,주",
            "monthly": "매월,매달,월평균,월간,월",
            "yearly": "매년,연간,연평균,연",
            "percent": "퍼센트",
        }
    ),
)
