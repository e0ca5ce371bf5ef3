"""Words that open the parts of a document, in the languages that sources come in."""

import re

# Headings that only a list of works carries.
_SURE = """
    references|reference list|list of references|bibliography|selected bibliography|works cited
    |literature cited
    |references and notes|notes and references|endnotes|footnotes
    |literaturverzeichnis|quellenverzeichnis|bibliographie|bibliografie|fußnoten|endnoten
    |références|références bibliographiques|ouvrages cités
    |referencias|referencias bibliográficas|bibliografía|obras citadas
    |referências|referências bibliográficas|bibliografia|riferimenti bibliografici|referenties|literatuurlijst
    |список литературы|библиография|przypisy
    |참고문헌|참고 문헌|각주|미주|参考文献|參考文獻|引用文献|引用文獻|参考資料
"""
# Headings that argument may carry as well: what follows has to look like entries or numbered notes.
_SHARED = """
    notes|sources|literature|further reading|literatur|quellen|anmerkungen|fuentes|notas|fontes|note
    |riferimenti
    |bronnen|noten|литература|источники|примечания|주석|주|출처|注|注释|註
"""
_ACKNOWLEDGEMENT = """
    acknowledgement|acknowledgements|acknowledgment|acknowledgments|funding|disclosure|disclosures|disclosure statement
    |conflict of interest|conflicts of interest|declaration of interest|declaration of interests|competing interests
    |declaration of competing interest|danksagung|remerciements|agradecimientos|agradecimentos|감사의 글|사사|謝辞|致谢
"""
_EDITOR_NOTE = re.compile(
    r"\W?(?:editor(?:s|['’]s|s['’])?['’]? note|editorial note|note from the editors?|anmerkung der redaktion"
    r"|note de la rédaction|nota (?:del editor|de la redacción|do editor|del redattore)|от редакции"
    r"|примечание редакции"
    r"|편집자\s?(?:주|노트|의 말)|編集部注|編者注|编者按|編者按)(?!\w)\s*\W{0,2}\s*",
    re.IGNORECASE,
)
_AUTHOR_NOTE = re.compile(
    r"(?:about the (?:author|contributor|writer)s?|author['’]?s? (?:bio|note|biography)|biographical note"
    r"|zum autor|zur autorin|über (?:den autor|die autorin|die autoren)|à propos d(?:e l['’]auteure?"
    r"|es auteurs)"
    r"|sobre (?:el autor|la autora|los autores|o autor|a autora|os autores)|об авторах?|об авторе"
    r"|(?:저자|필자|글쓴이)\s?(?:소개|약력)|著者(?:紹介|略歴)|執筆者紹介|作者简介|作者簡介)(?!\w)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:#+\s*)?(?:\d{1,2}(?:\.\d{1,2})*\.?|[ivx]{1,5}\.)\s+", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split("|"))


SHARED_REFERENCE_HEADINGS = _words(_SHARED)
REFERENCE_HEADINGS = _words(_SURE) | SHARED_REFERENCE_HEADINGS


_ACKNOWLEDGEMENT_HEADINGS = _words(_ACKNOWLEDGEMENT)


def is_acknowledgement_heading(text: str) -> bool:
    """Say whether the text is a heading over thanks, funding or declared interests."""
    return heading_key(text) in _ACKNOWLEDGEMENT_HEADINGS


def heading_key(text: str) -> str:
    """Return the words of a heading without number, outer brackets, colon and capitals."""
    return _NUMBERING.sub("", text).strip(" :：.[]【】<>〈〉-–—*").casefold()


def editor_note_opening(text: str) -> int:
    """Return how many characters “Editor's note” and its colon take at the start, 0 when absent."""
    match = _EDITOR_NOTE.match(text)
    return match.end() if match else 0


def author_note_opening(text: str) -> int:
    """Return how many characters “About the author” takes at the start, 0 when absent.

    The words count only where a colon, a full stop, a dash or the end follows them: “About the
    author little is known” is a sentence.
    """
    match = _AUTHOR_NOTE.match(text)
    if not match:
        return 0
    rest = text[match.end() :]
    return match.end() if not rest or re.match(r"\s*[:：.|–—-]", rest) else 0
