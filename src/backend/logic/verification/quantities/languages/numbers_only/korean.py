"""Korean: the numbers that stand before a counter; what a number counts is not read."""

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
            "percent": "퍼센트",
        }
    ),
)
