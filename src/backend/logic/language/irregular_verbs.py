"""English verbs whose past is another word: "led" speaks of what "lead" speaks of. Data,
so that it can be reviewed."""

from collections.abc import Mapping
from typing import Final

_FORMS = """
became become, began begin, bought buy, brought bring, broke broken break, built build, caught catch,
chose chosen choose, dealt deal, drew drawn draw, drove driven drive, fed feed, fell fallen fall, fought fight,
found find,
gave given give,
grew grown grow, held hold, kept keep, knew known know, laid lay, led lead, left leave, lent lend, lost lose,
met meet,
overcame overcome, oversaw overseen oversee, paid pay, ran run, read read, rode ridden ride, rose risen rise,
said say,
sang sung sing, saw seen see, sent send, shot shoot, sold sell, sought seek, spent spend, spoke spoken speak,
stood stand, struck strike, swam swim, taught teach, thought think, told tell, took taken take, threw thrown throw,
undertook undertaken undertake, understood understand, went gone go, withdrew withdraw, won win, wore worn wear,
wove woven weave, wrote written write, rewrote rewritten rewrite, rebuilt rebuild, flew flown fly,
froze frozen freeze,
got get, hid hidden hide, hung hang, sewed sewn sew, spun spin, stuck stick, swept sweep, woke woken wake
"""
BASES: Final[Mapping[str, str]] = {
    form: forms[-1] for forms in (entry.split() for entry in _FORMS.split(",")) for form in forms[:-1]
}
"""Past tense or participle, and the base form, all in lower case."""
