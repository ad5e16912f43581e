"""Words of CVs that say the same, by whichever of which a text may speak of what its source speaks of.

Each line is a group. A word is here where no reader takes the other one for more: "doctor" and "physician", but not
"nurse". Words are compared by their first letters, as all words of a line are.
"""

from collections.abc import Mapping
from typing import Final

from logic.language.lookalikes import fold_characters

_GROUPS = """
doctor physician clinician
drug medicine medication pharmaceutical remedy
patient sufferer
toddler child children kid infant
pupil student learner
elderly senior aged
car vehicle automobile carro veiculo auto voiture
lorry truck van
till register checkout
talk speak communicate communication conversation liaison stakeholder
teach show train instruct coach
use operate run
cloth fabric textile
flat apartment
shop store boutique
sell sale
hire employee recruit staff
buy purchase procure
vendor supplier
repair fix mend maintain
clean wash tidy
letter correspondence mail
help assist support
write author draft compose
check inspect review verify
choose select pick
gather collect compile
guest visitor customer client
mistake error fault
salary payroll wage
make produce manufacture
money fund finance
lavar lavagem limpar limpeza
"""
_WORDS: Final = [fold_characters(line).casefold().split() for line in _GROUPS.strip().splitlines()]
SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    word[:4]: tuple(other for other in group if other != word) for group in _WORDS for word in group
}
"""The other words of its group, by the first letters of each."""
