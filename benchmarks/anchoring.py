"""Measures how passages are found again after edits whose truth is known, and how fast.

    python -m benchmarks.anchoring [--documents 8] [--without-baseline]

Documents and edits are made from a seed (benchmarks/edited_texts.py). Passages are 3 to 60 words at random places and
whole sentences. For each share of words edited:

- recall: of the passages whose words changed but are half or more still there, those attached to their place;
- wrong: of the same, those attached without a question to another place;
- gone: of the passages of which no word is left, those attached without a question;
- twins: of deleted sentences with a copy elsewhere in which one word differs, those attached to anything;
- asked: of all passages, those put to a person.

Beside them stands the rule of a browser annotator that has only the new text (benchmarks/quote_only.py), on a sample.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.edited_texts import Paragraph, Sentence, Writer, Written, write
from benchmarks.quote_only import attach, quoted
from sources.domain.candidates import TwoTexts, compare_texts
from sources.domain.quotes import Stretch
from sources.domain.reanchoring import Outcome, reanchor

SHARES = (0.02, 0.05, 0.1, 0.2, 0.4)
WORDS = 4_000
PASSAGES = 150
TWINS = 40
BASELINE_SAMPLE = 25
"""Passages of a document that the baseline is asked about: it reads the whole text for each."""
LARGE = 500_000
LARGE_PASSAGES = 5_000

Finder = Callable[[Stretch], tuple[Outcome, Stretch | None]]


@dataclass(frozen=True)
class Passage:
    """A passage of the old text, with the marks of its words."""

    marks: tuple[int, ...]
    stretch: Stretch


def passages_of(writer: Writer, document: list[Paragraph], old: Written) -> list[Passage]:
    """Return passages at random places and every sentence."""
    runs = [[token.mark for token in sentence] for paragraph in document for sentence in paragraph]
    for _ in range(PASSAGES):
        length = writer.random.randint(3, 60)
        start = writer.random.randrange(max(1, len(old.order) - length))
        runs.append(old.order[start : start + length])
    return [Passage(tuple(run), Stretch(old.spans[run[0]][0], old.spans[run[-1]][1])) for run in runs]


def judge(passage: Passage, old: Written, new: Written, found: tuple[Outcome, Stretch | None]) -> Iterator[str]:
    """Yield what the answer counts as: a kind of passage, and the kind with what became of it."""
    outcome, place = found
    left = [mark for mark in passage.marks if mark in new.spans]
    length = passage.stretch.end - passage.stretch.start
    if not left:
        kind = "gone"
    elif len(left) * 2 < len(passage.marks):
        kind = "mostly gone"
    elif _text(old, passage.marks) == _text(new, left, between=len(left) == len(passage.marks)):
        kind = "same"
    else:
        kind = "changed"
    yield kind
    if outcome is not Outcome.SURE or place is None:
        yield f"{kind} {outcome.value}"
        return
    inside = sum(place.start <= new.spans[mark][0] and new.spans[mark][1] <= place.end for mark in left)
    right = left and inside * 2 >= len(left) and place.end - place.start <= 2.5 * length + 20
    yield f"{kind} {'right' if right else 'wrong'}"


def _text(written: Written, marks: tuple[int, ...] | list[int], *, between: bool = True) -> str:
    start, end = written.spans[marks[0]][0], written.spans[marks[-1]][1]
    return written.text[start:end] if between and start < end else ""


def by_witness(texts: TwoTexts) -> Finder:
    """Return our rule, which has both texts."""

    def find(stretch: Stretch) -> tuple[Outcome, Stretch | None]:
        placement = reanchor(texts, [stretch])
        return placement.outcome, placement.stretches[0] if placement.stretches else None

    return find


def by_quote(old: Written, new: Written) -> Finder:
    """Return the baseline, which has the quotation and the new text."""

    def find(stretch: Stretch) -> tuple[Outcome, Stretch | None]:
        place = attach(new.text, quoted(old.text, stretch.start, stretch.end))
        return (Outcome.SURE, Stretch(*place)) if place else (Outcome.ORPHANED, None)

    return find


def measure_edits(share: float, documents: int, *, baseline: bool) -> tuple[Counter[str], Counter[str]]:
    """Return what became of the passages of so many documents by our rule and, for a sample, by the baseline."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for seed in range(documents):
        writer = Writer(seed)
        document = writer.document(WORDS)
        old, new = write(document), write(writer.edited(document, share))
        passages = passages_of(writer, document, old)
        find = by_witness(compare_texts(old.text, new.text))
        for passage in passages:
            ours.update(judge(passage, old, new, find(passage.stretch)))
        if baseline:
            find = by_quote(old, new)
            for passage in writer.random.sample(passages, BASELINE_SAMPLE):
                theirs.update(judge(passage, old, new, find(passage.stretch)))
    return ours, theirs


def measure_twins(share: float, documents: int, *, baseline: bool) -> tuple[Counter[str], Counter[str]]:
    """Return what became of deleted sentences whose twin stands elsewhere in both texts."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for seed in range(documents):
        writer = Writer(1_000 + seed)
        old, new, deleted = with_twins(writer, share)
        stretches = [Stretch(old.spans[one[0].mark][0], old.spans[one[-1].mark][1]) for one in deleted]
        find = by_witness(compare_texts(old.text, new.text))
        ours.update(find(stretch)[0].value for stretch in stretches)
        if baseline:
            find = by_quote(old, new)
            theirs.update(find(stretch)[0].value for stretch in writer.random.sample(stretches, 5))
    return ours, theirs


def with_twins(writer: Writer, share: float) -> tuple[Written, Written, list[Sentence]]:
    """Return an old text with twins, the new one without the originals, and the originals."""
    document = writer.document(WORDS)
    originals = writer.random.sample([sentence for paragraph in document for sentence in paragraph], TWINS)
    for original in originals:
        paragraph = writer.random.choice(document)
        paragraph.insert(writer.random.randint(0, len(paragraph)), writer.twin(original))
    old = write(document)
    gone = {id(original) for original in originals}
    kept = [[sentence for sentence in paragraph if id(sentence) not in gone] for paragraph in document]
    return old, write(writer.edited([paragraph for paragraph in kept if paragraph], share)), originals


def measure_speed() -> None:
    """Print how long 5,000 passages of a document of 500,000 characters take, edited and replaced."""
    writer = Writer(7)
    document = writer.document(LARGE // 6)
    old = write(document)
    for name, new in (
        ("a fifth of the words edited", write(writer.edited(document, 0.2))),
        ("another text", write(Writer(8).document(LARGE // 6))),
    ):
        stretches = []
        for _ in range(LARGE_PASSAGES):
            length = writer.random.randint(3, 60)
            run = old.order[(start := writer.random.randrange(len(old.order) - length)) : start + length]
            stretches.append(Stretch(old.spans[run[0]][0], old.spans[run[-1]][1]))
        began, used = time.perf_counter(), time.process_time()
        texts = compare_texts(old.text, new.text)
        aligned = time.perf_counter()
        outcomes = Counter(reanchor(texts, [stretch]).outcome.value for stretch in stretches)
        ended, used = time.perf_counter(), time.process_time() - used
        print(
            f"{len(stretches)} passages, {len(old.text)} characters, {name}: {ended - began:.2f} s "
            f"({used:.2f} s of one processor; aligning {aligned - began:.2f} s); {dict(sorted(outcomes.items()))}"
        )
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def share_of(counts: Counter[str], part: str, whole: str) -> str:
    """Return a percentage with its base, as text."""
    return f"{counts[part] / counts[whole]:7.2%} (n={counts[whole]})" if counts[whole] else "      – (n=0)"


def asked_share(counts: Counter[str]) -> float:
    """Return which share of all passages is put to a person."""
    total = sum(number for kind, number in counts.items() if kind in {"same", "changed", "mostly gone", "gone"})
    asked = sum(number for kind, number in counts.items() if kind.endswith(" ask"))
    return asked / max(1, total)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="Quality and speed of re-anchoring on seeded edits.")
    parser.add_argument("--documents", type=int, default=8, help="documents for each share of edits")
    parser.add_argument("--without-baseline", action="store_true")
    options = parser.parse_args()
    for share in SHARES:
        results = measure_edits(share, options.documents, baseline=not options.without_baseline)
        for name, counts in zip(("ours", "quote only"), results, strict=True):
            if counts:
                print(
                    f"{share:4.0%} edited, {name:10}: recall {share_of(counts, 'changed right', 'changed')}, "
                    f"wrong {share_of(counts, 'changed wrong', 'changed')}, "
                    f"gone but attached {share_of(counts, 'gone wrong', 'gone')}, asked {asked_share(counts):.2%}"
                )
    for share in (0.0, *SHARES):
        results = measure_twins(share, options.documents, baseline=not options.without_baseline)
        for name, counts in zip(("ours", "quote only"), results, strict=True):
            if counts:
                attached, asked = counts["sure"], counts["ask"]
                print(f"twins, {share:4.0%} edited, {name:10}: {attached} of {counts.total()} attached, {asked} asked")
    measure_speed()


if __name__ == "__main__":
    main()
