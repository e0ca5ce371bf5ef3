"""Hypothesis strategies for debates of every shape that the graph between the formats allows."""

from hypothesis import strategies as st

from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    Locution,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)

# What formats stumble over: quotes, brackets, markup, comments, signs of relations, line ends, scripts, accents.
LETTERS = "aeio nrst-lm.漢字\u0301é\"'<>[](){}#%+-=;:,\\/&@_*\t1230?!|~"
WORDS = st.text(alphabet=st.sampled_from(LETTERS), max_size=40)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        (
            "<script>alert(1)</script>",
            "Two lines\nof text",
            "A blank line\n\nbetween",
            "Ends with a backslash \\",
            "% no comment",
            "// no comment either /* nor this */",
            "-> See 1.2.3",
            "1.1. Pro: an outline in a text",
            "supports",
            "😀 outside the plane",
            "p af 3",
            "]]> &amp; <!-- -->",
        )
    ),
)
NAMES = st.one_of(
    st.sampled_from(("a", "b", "c1", "A", "node", "graph", "Two words", "1", "0.5", "é", "x-y", "1.2", "#")),
    st.text(alphabet=st.sampled_from("ab c.漢é\"'<>[](),;#%-\\1"), min_size=1, max_size=12).filter(str.strip),
)
WEIGHTS = st.none() | st.sampled_from((0.0, 0.25, 0.5, 1.0, 0.123456789))
TAGS = st.lists(st.sampled_from(("tag", "other-tag", "é")), unique=True, max_size=2).map(tuple)
DATA = st.just({}) | st.fixed_dictionaries(
    {"attributes": st.fixed_dictionaries({"note": WORDS, "count": st.integers(0, 9)})}
)
QUOTES = st.lists(
    st.builds(
        Quote,
        text=TEXTS.filter(str.strip),
        source=st.sampled_from(("", "Lankov 2013", "https://example.org/a")),
        author=st.sampled_from(("", "Andrei Lankov")),
        url=st.sampled_from(("", "https://example.org/page")),
        bearing=st.sampled_from(("supports", "contradicts", "context")),
    ),
    max_size=2,
).map(tuple)


@st.composite
def debates(draw, *, names=NAMES, largest=6):
    """Debates with cycles, self-loops, sketches, chains of steps, bare relations, quotes, weights and locutions."""
    statement_names = draw(st.lists(names, unique=True, max_size=largest))
    statements = tuple(
        Statement(
            name=name,
            texts=tuple(draw(st.lists(TEXTS, max_size=2))),
            has_given_name=draw(st.booleans()),
            tags=draw(TAGS),
            weight=draw(WEIGHTS),
            quotes=draw(QUOTES),
            data=draw(DATA),
        )
        for name in statement_names
    )
    argument_names = draw(st.lists(names, unique=True, max_size=largest))
    arguments = tuple(draw(_argument(name, statement_names)) for name in argument_names)
    refs = [NodeRef(NodeKind.STATEMENT, name) for name in statement_names]
    refs += [NodeRef(NodeKind.ARGUMENT, name) for name in argument_names]
    relations = draw(_relations(refs)) if refs else ()
    return Debate(
        title=draw(WORDS),
        statements=statements,
        arguments=arguments,
        relations=relations,
        locutions=draw(_locutions(refs)),
        data=draw(DATA),
    )


@st.composite
def _argument(draw, name, statement_names):
    steps = ()
    if statement_names:
        known = st.sampled_from(statement_names)
        step = st.builds(
            InferenceStep,
            premises=st.lists(
                st.builds(DebatePremise, statement=known, is_implicit=st.booleans()),
                max_size=3,
                unique_by=lambda premise: premise.statement,
            ).map(tuple),
            conclusion=known,
            rules=st.lists(st.sampled_from(("modus ponens", "analogy")), unique=True, max_size=2).map(tuple),
        )
        steps = tuple(draw(st.lists(step, max_size=2)))
    return DebateArgument(
        name=name,
        texts=tuple(draw(st.lists(TEXTS, max_size=2))),
        has_given_name=draw(st.booleans()),
        steps=steps,
        tags=draw(TAGS),
        weight=draw(WEIGHTS),
        author=draw(st.sampled_from(("", "Andrei Lankov"))),
        scheme=draw(st.sampled_from(("", "expert-opinion"))),
        quotes=draw(QUOTES),
        data=draw(DATA),
    )


@st.composite
def _relations(draw, refs):
    relations = []
    for _ in range(draw(st.integers(0, 6))):
        source, target = draw(st.sampled_from(refs)), draw(st.sampled_from(refs))
        kinds = [RelationKind.SUPPORTS, RelationKind.ATTACKS]
        if target.kind is NodeKind.ARGUMENT:
            kinds.append(RelationKind.UNDERCUTS)
        elif source.kind is NodeKind.STATEMENT:
            kinds += [RelationKind.CONTRADICTS, RelationKind.CONTRARY, RelationKind.ENTAILS]
        relations.append(DebateRelation(draw(st.sampled_from(kinds)), source, target, draw(DATA)))
    return tuple(relations)


@st.composite
def _locutions(draw, refs):
    about = st.none() | st.sampled_from(refs) if refs else st.none()
    made = st.builds(
        Locution,
        id=st.just(""),
        text=TEXTS,
        speaker=st.sampled_from(("", "Andrei Lankov", "Leif-Eric Easley")),
        said_at=st.sampled_from(("", "2013-05-01 00:00:00")),
        force=st.sampled_from(("", "Asserting")),
        about=about,
    )
    found = draw(st.lists(made, max_size=2))
    return tuple(
        Locution(f"L{place}", one.text, one.speaker, one.said_at, one.force, one.about)
        for place, one in enumerate(found)
    )
