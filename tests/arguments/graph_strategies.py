"""Hypothesis strategies for argument graphs of every shape that the model allows."""

from hypothesis import strategies as st

from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, EvidenceNode, PremiseNode, Relation

TEXTS = st.text(alphabet=st.sampled_from("aeio nrst-lm.漢字\u0301é"), max_size=220)


PASSAGES = st.builds(
    EvidenceNode,
    id=st.just("e"),
    bearing=st.sampled_from(("supports", "contradicts", "context")),
    quote=TEXTS,
    source=st.sampled_from(("", "Abel 2014")),
    place=st.sampled_from(("", "p. 3")),
    is_retracted=st.booleans(),
)


@st.composite
def argument_graphs(draw):
    """Graphs with shared premises, cycles, self-support, undercuts of undercuts and unreachable parts."""
    count = draw(st.integers(0, 16))
    claims = tuple(
        ClaimNode(str(number), number, draw(TEXTS), evidence=tuple(draw(st.lists(PASSAGES, max_size=4))))
        for number in range(1, count + 1)
    )
    if not claims:
        return ArgumentGraph()
    ids = st.sampled_from([claim.id for claim in claims])
    total = draw(st.integers(0, 18))
    arguments = []
    for number in range(total):
        premises = tuple(
            PremiseNode(claim_id, is_implicit=draw(st.booleans()))
            for claim_id in draw(st.lists(ids, unique=True, max_size=4))
        )
        if draw(st.integers(0, 3)) == 0:
            aim = {"relation": Relation.UNDERCUTS, "target_id": str(draw(st.integers(0, total - 1)))}
        else:
            relation = draw(st.sampled_from((Relation.SUPPORTS, Relation.OPPOSES)))
            aim = {"relation": relation, "conclusion_id": draw(ids)}
        arguments.append(ArgumentNode(str(number), premises=premises, **aim))
    return ArgumentGraph(claims, tuple(arguments))
