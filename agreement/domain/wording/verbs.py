"""Verbs of analytical English and their forms: enough to see where a clause has its verb.

General knowledge, no complete dictionary: a verb that is missing here makes a clause stay whole or
a reference back stay open, never makes one up.
"""

from functools import cache

# Base forms of regular verbs that are seldom nouns or adjectives.
_REGULAR = """
accept accompany accord achieve acknowledge acquire act adapt add adopt affect agree allow amount analyse announce
anticipate appear apply appreciate approve argue arise arrange assert assess assist assume assure attempt attract avoid
believe belong benefit blame block boost cease challenge circulate claim coincide collapse combine commence compare
compel complicate comply comprise concede conclude condemn conduct confirm confront connect consider consist constitute
constrain consult contain continue contradict contribute convince cooperate cope create criticise decide declare
decline deepen defend define delay deliver demand demonstrate deny depend deploy derive describe deserve destabilise
deter develop devote differ diminish disagree disappear discover discuss dismiss display distribute diversify divide
doubt
dominate earn ease elicit eliminate embrace emerge emphasise employ enable encourage end endanger endure enforce engage
enhance enjoy enlarge ensure entail enter eradicate escalate establish evade evolve exacerbate examine exceed exclude
exert exist expand expect explain exploit expose express extend face fail favour fear follow force gain generate govern
groom guarantee happen harm help hesitate hope identify ignore illustrate imagine impede implement imply impose improve
include increase indicate induce influence inhibit initiate insist inspire intend intensify interpret intervene invest
invite involve isolate join jump justify lack launch learn leverage lift limit link look lower maintain manage matter
mention merge mitigate mobilise modernise monitor motivate move necessitate need negotiate note notice observe obtain
occupy occur offer open operate oppose organise outnumber outpace overcome own participate pass perceive perform
permit persist persuade play point possess postpone predict prefer prepare preserve press presume prevail prevent
proceed produce profit promise promote propose protect prove provide provoke publish punish pursue push raise reach
react realise reassess recall receive recognise recommend reduce reflect refuse regard reinforce reject rely remain
remember remove renounce reopen replace represent require resemble resist resolve respond restore restrict result
resume resurface retain retreat return reveal revise revitalise revive reward risk sacrifice satisfy save secure seem
separate serve settle shape share shift signal solve stabilise stamp start state stay stem stop strengthen struggle
style submit succeed suffer suggest suit supply support surface surprise survive suspect suspend sustain target tend
tighten tolerate track trade transfer transform treat trigger trust turn undermine underscore unify unleash urge use
vanish vary view violate visit vote vow wait want warn watch weaken widen wield worry worsen yield accelerate accuse
aim allocate appeal approach assign attack attribute back ban bar bear benefit bolster borrow call care carry cause
change charge close come cost count cover crash cross damage dare deal deem deploy deserve drop dwarf exchange
experience feature finance fight fund fuel hint house impact import export intend interest issue judge kill labour
land last
lend live love mark mirror monopolise name order owe pay pave pivot plan please pose practise praise pressure prioritise
procure question rank reckon reform refrain release report request rescue respect reverse rival rule schedule score
seize sign sound spark spread stress subsidise summon tackle talk tax test thank threaten tie total touch trace
train travel try underestimate value veto warrant waste welcome wish withhold work
"""

# Base, past, past participle.
_IRREGULAR = """
be was been|become became become|begin began begun|break broke broken|bring brought brought|build built built
buy bought bought|catch caught caught|choose chose chosen|come came come|cut cut cut|deal dealt dealt|do did done
draw drew drawn
drive drove driven|eat ate eaten|fall fell fallen|feel felt felt|fight fought fought|find found found|fly flew flown
forbid forbade forbidden|forget forgot forgotten|get got got|give gave given|go went gone|grow grew grown|have had had
hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid
lead led led|leave left left|lend lent lent|let let let|lie lay lain|lose lost lost|make made made|mean meant meant
meet met met|pay paid paid|put put put|read read read|ride rode ridden|rise rose risen|run ran run|say said said
see saw seen
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shoot shot shot|show showed shown
shut shut shut|sink sank sunk|sit sat sat|speak spoke spoken|spend spent spent|spread spread spread|stand stood stood
steal stole stolen|stick stuck stuck|strike struck struck|swear swore sworn|take took taken|teach taught taught
tell told told|think thought thought|throw threw thrown|understand understood understood|undertake undertook undertaken
wear wore worn|win won won|withdraw withdrew withdrawn|withstand withstood withstood|write wrote written
foresee foresaw foreseen|overcome overcame overcome|oversee oversaw overseen|undergo underwent undergone
bear bore borne|bind bound bound|feed fed fed|cost cost cost|bet bet bet|quit quit quit|uphold upheld upheld
"""

# Those of the verbs above that are nouns or adjectives as often: their place has to tell.
NOUN_LIKE = frozenset(
    """
    act aim amount appeal approach attack attempt back ban bar bear benefit blame block boost call care cause challenge
    change charge claim close collapse cost count cover crash cross damage deal decline delay demand display draw drive
    drop ease end exchange experience export face fall favour fear feature fight finance force fuel fund gain
    harm help hint
    hit hope house impact import increase influence interest issue judge labour lack land last launch leverage lift
    limit
    link live look love lower mark matter mention mirror move name need note offer open order own pass
    pay plan play point pose practise praise press pressure produce profit promise push question rank read reform
    release report request rescue respect return reverse reward ride rise risk rival rule run sacrifice
    schedule score secure separate set shape share shift shot show sign signal sound spark spread
    stand start state stay stress stop strike struggle style suit supply support surface surprise suspect
    talk target tax test tie total touch trace track trade train transfer travel treat trigger trust try turn use
    value veto view visit vote vow wait waste watch wear welcome wish work worry yield complete
    """.split()  # noqa: SIM905 (a list of quoted words would hide them)
)


@cache
def third_persons() -> dict[str, str]:
    """Return the base form of each form for he, she or it: `{"leads": "lead", …}`."""
    return {_third(base): base for base in _bases() if base != "be"}


@cache
def pasts() -> dict[str, str]:
    """Return the base form of each simple past."""
    regular = {past_of_regular(base): base for base in _REGULAR.split()}
    return {**regular, **{past: base for base, past, _participle in _irregulars()}}


@cache
def irregular_pasts() -> frozenset[str]:
    """Return the pasts that are nothing else, such as "began": a finite verb wherever they stand."""
    others = {participle for _base, _past, participle in _irregulars()}
    return frozenset(past for base, past, _ in _irregulars() if past not in others and past != base)


@cache
def participles() -> dict[str, str]:
    """Return the base form of each past participle."""
    regular = {past_of_regular(base): base for base in _REGULAR.split()}
    return {**regular, **{participle: base for base, _past, participle in _irregulars()}}


@cache
def gerunds() -> dict[str, str]:
    """Return the base form of each form in -ing."""
    return {_gerund(base): base for base in _bases()}


@cache
def bases() -> frozenset[str]:
    """Return all base forms."""
    return frozenset(_bases())


def past_of_regular(base: str) -> str:
    """Return the past of a regular verb."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


_DOUBLING = frozenset(
    {
        "stop",
        "deter",
        "ban",
        "bar",
        "drop",
        "plan",
        "compel",
        "permit",
        "submit",
        "commit",
        "refer",
        "occur",
        "stem",
        "tip",
    }
    | {"transfer"}
)


def _bases() -> tuple[str, ...]:
    return (*_REGULAR.split(), *(base for base, _past, _participle in _irregulars()))


def _irregulars() -> list[tuple[str, str, str]]:
    found = (tuple(group.split()) for line in _IRREGULAR.strip().splitlines() for group in line.split("|"))
    return [(base, past, participle) for base, past, participle in found]


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if base in _DOUBLING | _DOUBLING_IRREGULAR else "") + "ing"


_DOUBLING_IRREGULAR = frozenset(
    {"begin", "cut", "get", "hit", "let", "put", "run", "set", "shut", "sit", "win", "bet", "quit", "forbid", "forget"}
)
