"""Graphs for the tests: a readable one about a city centre, and random ones of every shape."""

import random

from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    AuthorStance,
    ClaimNode,
    PassageCount,
    PremiseNode,
    Relation,
)

SUPPORTS, OPPOSES, UNDERCUTS = Relation.SUPPORTS, Relation.OPPOSES, Relation.UNDERCUTS


def _stances(text):
    names = {"v": "Mira Vogt", "o": "Tomas Okafor"}
    positions = {"+": "affirms", "-": "denies", "~": "qualifies", "?": "undecided"}
    return tuple(AuthorStance(mark[0], names[mark[0]], positions[mark[1]]) for mark in text.split())


CITY_CLAIMS = [
    # number, text, stances, passages (for, against), status, kind
    (
        1,
        "The council should close the old town to private cars by 2030.",
        "v+ o-",
        (5, 4),
        "accepted",
        "normative",
    ),
    (
        2,
        "Air in the old town breaches the limit for nitrogen dioxide on most winter days.",
        "v+ o+",
        (4, 0),
        "accepted",
        "factual",
    ),
    (
        3,
        "Private cars are the largest single source of that nitrogen dioxide.",
        "v+ o~",
        (3, 1),
        "accepted",
        "causal",
    ),
    (
        4,
        "Where other towns of this size closed their centres, levels fell by a third within two years.",
        "v+",
        (2, 0),
        "accepted",
        "factual",
    ),
    (
        5,
        "Delivery vans, not private cars, stand with running engines in the narrowest streets.",
        "o+",
        (2, 0),
        "accepted",
        "causal",
    ),
    (
        6,
        "Shops in the old town live from customers who arrive on foot or by tram.",
        "v+ o-",
        (3, 2),
        "accepted",
        "factual",
    ),
    (
        7,
        "Customers who come without a car visit more often and spend more in a month.",
        "v+",
        (2, 0),
        "accepted",
        "factual",
    ),
    (8, "The survey behind this asked people on Saturdays only.", "o+", (1, 0), "accepted", "factual"),
    (
        9,
        "Furniture and building supply shops would lose most of their trade.",
        "o+ v~",
        (2, 1),
        "accepted",
        "predictive",
    ),
    (
        10,
        "People who cannot walk far or ride a bicycle would be shut out of the centre.",
        "o+ v-",
        (3, 1),
        "accepted",
        "predictive",
    ),
    (
        11,
        "A permit for residents with disabilities is part of every proposal on the table.",
        "v+",
        (2, 0),
        "accepted",
        "factual",
    ),
    (
        12,
        "Permits in the neighbouring town are refused to two applicants in five.",
        "o+",
        (1, 0),
        "accepted",
        "factual",
    ),
    (13, "The tram can carry the people who now drive.", "v+ o-", (2, 3), "accepted", "predictive"),
    (14, "At the morning peak one seat in three is empty.", "v+", (1, 0), "accepted", "factual"),
    (
        15,
        "Line 4 is full from the hospital onwards, and line 4 is where the drivers live.",
        "o+",
        (2, 0),
        "accepted",
        "factual",
    ),
    (16, "Twelve longer trams are ordered and will run from 2028.", "v+ o+", (2, 0), "accepted", "factual"),
    (17, "The maker has missed its last three delivery dates.", "o+", (1, 0), "proposed", "factual"),
    (
        18,
        "What a town breathes matters more than how fast a few drivers cross it.",
        "v+",
        (1, 0),
        "accepted",
        "normative",
    ),
    (19, "Emergency vehicles reach a car-free street faster.", "v+ o+", (2, 0), "accepted", "factual"),
    (
        20,
        "Traffic does not vanish: it moves to the ring road and the schools beside it.",
        "o+ v~",
        (3, 1),
        "accepted",
        "predictive",
    ),
    (
        21,
        "Counts after earlier closures found that about a fifth of the trips were no longer made by car at all.",
        "v+",
        (2, 0),
        "accepted",
        "factual",
    ),
    (22, "The ring road was widened for exactly this purpose.", "v+", (0, 0), "draft", "factual"),
    (23, "A wider road draws more traffic than it relieves.", "o+ v+", (2, 0), "accepted", "causal"),
    (
        24,
        "Children at three schools already breathe more soot than the guideline allows.",
        "o+ v+",
        (2, 0),
        "accepted",
        "factual",
    ),
]

CITY_ARGUMENTS = [
    # id, relation, target, premises (a trailing ! marks an implicit one), author
    ("air", SUPPORTS, 1, "2 3 18!", "Mira Vogt"),
    ("air-elsewhere", SUPPORTS, 3, "4", ""),
    ("vans", OPPOSES, 3, "5", "Tomas Okafor"),
    ("shops", SUPPORTS, 1, "6", "Mira Vogt"),
    ("spending", SUPPORTS, 6, "7", ""),
    ("saturdays", UNDERCUTS, "spending", "8", "Tomas Okafor"),
    ("furniture", OPPOSES, 6, "9", "Tomas Okafor"),
    ("access", OPPOSES, 1, "10", "Tomas Okafor"),
    ("permits", OPPOSES, 10, "11", "Mira Vogt"),
    ("refusals", UNDERCUTS, "permits", "12", "Tomas Okafor"),
    ("tram", SUPPORTS, 1, "13", "Mira Vogt"),
    ("seats", SUPPORTS, 13, "14", ""),
    ("line-4", OPPOSES, 13, "15", "Tomas Okafor"),
    ("longer-trams", OPPOSES, 15, "16", "Mira Vogt"),
    ("late-trams", UNDERCUTS, "longer-trams", "17", "Tomas Okafor"),
    ("ambulances", SUPPORTS, 1, "19", ""),
    ("ring-road", OPPOSES, 1, "20 24", "Tomas Okafor"),
    ("vanished-trips", OPPOSES, 20, "21", "Mira Vogt"),
    ("widened", OPPOSES, 20, "22", "Mira Vogt"),
    ("induced", OPPOSES, 22, "23", "Tomas Okafor"),
    ("soot", SUPPORTS, 24, "2", ""),
]


def city_graph():
    """Twenty-four claims and twenty-one arguments with linked and implicit premises and undercuts."""
    claims = tuple(
        ClaimNode(
            id=f"claim-{number}",
            number=number,
            text=text,
            kind=kind,
            status=status,
            stances=_stances(stances),
            passages=PassageCount(*passages),
        )
        for number, text, stances, passages, status, kind in CITY_CLAIMS
    )
    return ArgumentGraph(claims, tuple(_argument(*row) for row in CITY_ARGUMENTS))


def _argument(argument_id, relation, target, premises, author):
    aims = {"target_id": target} if relation is UNDERCUTS else {"conclusion_id": f"claim-{target}"}
    nodes = tuple(PremiseNode(f"claim-{word.rstrip('!')}", is_implicit=word.endswith("!")) for word in premises.split())
    return ArgumentNode(argument_id, relation, nodes, author=author, **aims)


def tree_graph(claim_count, seed=0, branching=4):
    """A random tree of about this many claims, with co-premises and undercuts, without cross links."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    claims = [claim(1, rng)]
    arguments = []
    open_claims = [1]
    while len(claims) < claim_count:
        conclusion = open_claims.pop(0)
        for _ in range(rng.randint(1, branching)):
            premises = []
            for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
                claims.append(claim(len(claims) + 1, rng))
                premises.append(PremiseNode(str(len(claims))))
                open_claims.append(len(claims))
            undercut = arguments and rng.random() < 0.1
            aim = {"target_id": arguments[-1].id} if undercut else {"conclusion_id": str(conclusion)}
            relation = UNDERCUTS if undercut else rng.choice((SUPPORTS, OPPOSES))
            arguments.append(ArgumentNode(f"arg-{len(arguments)}", relation, tuple(premises), **aim))
    return ArgumentGraph(tuple(claims), tuple(arguments))


def claim(number, rng=None, words=None):
    """A claim of random length, its words made up."""
    rng = rng or random.Random(number)  # noqa: S311 - the same
    count = words or rng.randint(3, 40)
    text = " ".join("".join(rng.choices("aeiounrstlm", k=rng.randint(2, 9))) for _ in range(count))
    return ClaimNode(str(number), number, text.capitalize() + ".")
