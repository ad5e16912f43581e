"""Takes contact data out of text that leaves the service.

The model needs to know what somebody did, not who that is. The contact section is never sent; this is for what people
repeat in their summary and bullets: their name, their addresses. An answer that holds the
stand-in is refused (`model_answer`).
"""

import re

from models.master_cv import ContactInfo

STAND_IN = "[name]"
"""Not a word of any CV, so an answer that holds it is known to lean on what was taken out."""

SHORTEST_NAME_PART = 3
"""Letters. Shorter parts (Jo, de, Xu) occur inside honest text too often to be taken out of it."""

# Begins where a word begins and gives nothing back, or a long word without an @ would be read once for each letter.
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?i)\b(?:https?://|www\.)\S*[\w/]")
_INTERNATIONAL_PHONE = re.compile(r"\+\d[\d ().-]{6,18}\d")


class ContactRedaction:
    """Knows one person's contact data."""

    def __init__(self, contact: ContactInfo) -> None:
        values = [contact.email, contact.phone, *contact.links, contact.location]
        self._values = [re.compile(re.escape(value), re.IGNORECASE) for value in values if value and value.strip()]
        parts = [part for part in re.split(r"[\s,]+", contact.full_name) if len(part) >= SHORTEST_NAME_PART]
        parts += [piece for part in parts for piece in part.split("-") if len(piece) >= SHORTEST_NAME_PART]
        names = sorted({contact.full_name.strip(), *parts}, key=len, reverse=True)
        # Whole words, written as the name is: "mark" may stay, "Mark" may not.
        self._name = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name) or r"(?!)")

    def clean(self, text: str) -> str:
        """`text` without contact data: the name becomes `STAND_IN`, everything else goes."""
        for pattern in (*self._values, _EMAIL, _URL, _INTERNATIONAL_PHONE):
            text = pattern.sub("", text)
        return self._name.sub(STAND_IN, text)
