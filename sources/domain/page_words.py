"""Words and phrases of web pages and prints that surround a text, in the common languages."""

import re

# A label of a page: a menu entry, a button. Alone on a line, at the edge of a page.
_NAVIGATION = """
    list|theme|themes|topic|topics|tag|tags|category|categories|keyword|keywords|home|menu|main menu
    |search|next|previous
    |prev|back|top|back to top|go to top|back to list|related|related articles|related posts|related content
    |related stories|related reading|related topics|recommended|recommended reading|read more|read next
    |more|see more
    |view more|load more|show more|comments|leave a comment|leave a reply|archive|archives|contents
    |log in|login|log out
    |sign in|sign up|register|subscribe|newsletter|newsletters|language|skip to content
    |skip to main content|close
    |toggle navigation|breadcrumb|you are here|most read|most popular|trending|latest|latest news
    |advertisement|sponsored
    |privacy policy|terms of use|terms of service|contact|contact us|about us|sitemap|site map|accessibility
    |startseite|menü|suche|themen|schlagwörter|zurück|weiter|nach oben|mehr|impressum|datenschutz|inhalt
    |accueil|rechercher|recherche|thèmes|étiquettes|précédent|suivant|retour|haut de page|mentions légales
    |inicio|buscar|temas|etiquetas|anterior|siguiente|volver|aviso legal
    |목록|이전|다음|이전글|다음글|주제|테마|홈|검색|메뉴|태그|맨위로|더보기|로그인|관련기사
    |一覧|一覧へ|ホーム|前へ|次へ|検索|メニュー|タグ|首页|首頁|列表|上一篇|下一篇|上一页|下一页|搜索|标签|返回
"""
_ACTION = """
    share|share this|share this article|share this post|share this page|tweet|print|print this page
    |print article|email
    |e-mail|email this|email this article|pdf|save|save article|bookmark|copy link|copy url|cite
    |cite this|how to cite
    |like|follow|follow us|send|listen|listen to this article|permalink|republish
    |republish this article|url copy
    |teilen|drucken|merken|artikel teilen|partager|imprimer|enregistrer|compartir|imprimir|guardar
    |공유|공유하기|인쇄|인쇄하기|프린트|스크랩|シェア|印刷|分享|打印|列印|收藏
"""
_NETWORK = """
    facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|pinterest|mastodon|bluesky
    |threads|wechat
    |weibo|kakaotalk|kakao|line|messenger|flipboard|pocket|rss|페이스북|트위터|카카오톡
"""
# A label with a value: “Theme” over “Security”, “Tags: a, b”.
_VALUED = """
    theme|themes|topic|topics|tag|tags|category|categories|keyword|keywords|filed under|posted in
    |region|regions
    |programme|program|programs|series|country|countries|language|type|issue|issues|themen|schlagwörter
    |kategorie
    |related|related articles|related posts|related content|related stories|related reading|recommended
    |recommended reading|most read|most popular|trending|latest|latest news|read next|관련기사
    |thèmes|étiquettes|mots-clés|temas|etiquetas|palabras clave
    |주제|테마|태그|키워드|분류|标签|关键词|キーワード|タグ
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split("|"))


ACTIONS = _words(_ACTION)
LABELS = _words(_NAVIGATION) | ACTIONS | _words(_NETWORK)
VALUED_LABELS = _words(_VALUED)

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février"
    "|mars|avril|juin"
    "|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio"
    "|agosto|septiembre"
    "|octubre|noviembre|diciembre"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.|º)?"
_DATE = (
    rf"(?:(?:{_DAY}\s(?:de\s)?)?(?:{_MONTH})\.?,?(?:\s(?:de\s)?{_DAY},?)?,?\s(?:de\s)?\d{{4}}"
    rf"|\d{{4}}\s?[-/.年년]\s?\d{{1,2}}\s?[-/.月월]\s?\d{{1,2}}\s?[日일.]?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
)
DATE_LINE = re.compile(
    r"(?:(?:first\s)?(?:published|posted|updated|last (?:updated|modified)|date|issued|veröffentlicht"
    r"|publié|publicado"
    r"|등록일|작성일|입력)(?:\s(?:on|am|le|el))?\s?:?\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"{_DATE}(?:[,\s]+(?:at\s)?\d{{1,2}}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{{2,4}})?)?"
    r"(?:\s?[|·•–-]\s?.{1,30})?",
    re.IGNORECASE,
)
READING_TIME = re.compile(
    r"\d{1,3}[\s-]?(?:min(?:ute)?s?\.?)(?:\sread)?|\d[\d,.]*k?\s(?:shares?|comments?|views?|likes?)",
    re.IGNORECASE,
)

_NAME_PART = r"(?:[^\W\d_a-z][\w'’.-]*|de|van|von|der|den|del|di|da|du|bin|al|el|la|le|ten|ter)"
_NAME = rf"{_NAME_PART}(?:\s{_NAME_PART}){{1,4}}"
BYLINE = re.compile(
    rf"(?i:by|von|par|por|di|door|written by|authors?|autor(?:in|es)?|auteure?|글|글쓴이|저자|필자)\s?:?\s"
    rf"{_NAME}(?:(?:,|\sand|\s&|\sund|\set|\sy)\s{_NAME})*(?:\s?[,|(].{{1,80}})?",
)
CREDIT = re.compile(
    r"(?:(?:typeset|typesetting|edited|translated|compiled|designed|illustrated|proofread|copy-?edited"
    r"|fact-?checked"
    r"|prepared|produced|uploaded|layout|design|cover|photos?|photographs?|images?|pictures?|graphics?"
    r"|illustrations?)"
    r"\sby\b\s?:?|(?:photo|image|picture|cover|featured image)(?:\scredits?)?\s?:|(?:translator|editor"
    r"|designer"
    r"|copy-?editor|credits?|übersetzung|übersetzt von|redaktion|traduction|traduit par|traducción"
    r"|traducido por"
    r"|편집|번역|옮긴이|담당 및 편집|校对|编辑|翻译)\s?[:：])",
    re.IGNORECASE,
)
CONTACT_LABEL = re.compile(
    r"(?:for (?:all |any |media |press |further |general )?(?:inquir|enquir|quer|information)\w*"
    r"|inquir\w+|enquir\w+"
    r"|(?:press |media )?contacts?|contact us|phone|telephone|tel|fax|e-?mail|address|kontakt|telefon"
    r"|contacto|correo"
    r"|teléfono|téléphone|문의|담당자|전화|이메일|お問い合わせ|联系|電話|电话)\b\.?(?:\sat)?\s?[:：]?",
    re.IGNORECASE,
)
E_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(r"(?:\+|\b0|\()\d{0,3}[\s().-]{0,2}\d{1,4}[\s.-]\d{3,4}[\s.-]\d{2,4}\b")

_WORK = (
    "article|commentary|piece|post|essay|text|paper|column|op-ed|interview|review|story|brief|report"
    "|analysis|version"
    "|blog|blog post|translation|speech|chapter|working paper|policy brief"
)
NOTICES = (
    re.compile(
        rf"(?:an? (?:earlier |longer |shorter |different )?version of )?(?:this|the"
        rf"|a)\s(?:{_WORK})\b.{{0,60}}?"
        r"\b(?:originally|first|previously|republished|reprinted|reproduced|cross-?posted)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:originally|first|previously)\s(?:published|appeared|posted)\b|(?:re-?published|re-?printed"
        r"|reproduced"
        r"|cross-?posted)\s(?:with|from|by|under|in|at)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"diese[rs]?\s(?:beitrag|artikel|text|essay)\b.{0,40}\b(?:zuerst|ursprünglich|erstmals)\b",
        re.IGNORECASE,
    ),
    re.compile(r"cet\sarticle\b.{0,40}\b(?:publié|paru)\b|este\sart[ií]c?u?l[oa]\b.{0,40}\bpublicad", re.IGNORECASE),
    re.compile(r"이 (?:글|기사|논평)은?\b.{0,80}(?:게재|실린|발표)"),
    re.compile(
        r"(?:\W|disclaimer:?\s|note:?\s)*(?:all |the |any )?(?:views?|opinions?|positions?|statements?"
        r"|author['’]s views)"
        r"\b.{0,120}?\b(?:expressed|stated|contained|presented|own|herein)\b.{0,120}?"
        r"\b(?:belong|are (?:those|solely|his|her|their|the|my|entirely|not)|do(?:es)? not|may not|own"
        r"|should not)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:we|our (?:web)?site|this (?:web)?site|the (?:web)?site|by (?:continuing|clicking|using"
        r"|browsing))\b.{0,120}"
        r"\bcookies?\b",
        re.IGNORECASE,
    ),
    re.compile(r"your e-?mail(?: address)? will not be|required fields are marked", re.IGNORECASE),
    re.compile(r"by (?:continuing|clicking|browsing)\b.{0,120}\b(?:agree|accept|consent)\b", re.IGNORECASE),
    re.compile(
        r"(?:to cite|cite|citation|(?:suggested|recommended) citation|how to cite|zitierweise|인용)\b.{0,30}?[:：]",
        re.IGNORECASE,
    ),
    re.compile(r"(?:©|\(c\)|copyright\b)\s?(?:\d{4}|by|of|the|©|[^\W\d_a-z])", re.IGNORECASE),
    re.compile(
        r".{0,120}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|무단 ?전재)",
        re.IGNORECASE,
    ),
    re.compile(r".{0,60}\b(?:licensed|published|distributed) under (?:a|the) creative commons\b", re.IGNORECASE),
    re.compile(
        r"(?:sign up (?:for|to)|subscribe (?:to|now|today)|join our|follow us|like us on|get (?:the"
        r"|our) (?:latest|free|daily|"
        r"weekly)|support our|donate (?:to|now|today)|click here|download our app|if you (?:liked"
        r"|enjoyed) this"
        r"|to read more|read the (?:full|original))\b",
        re.IGNORECASE,
    ),
)

_FILE = (
    "pdf|docx?|epub|version|edition|file|report|paper|commentary|article|document|brief|policy brief"
    "|issue|publication|text"
    "|full text|chapter|book|slides|transcript|data|dataset|app|here|now|it|this"
)
DOWNLOAD = re.compile(
    r"(?:available|free|file|pdf|all)?\s?downloads?(?:\s(?:now|here|links?|files?|options|available))?\s?:?"
    rf"|(?:click here to )?download\s(?:[\w'’.-]+\s){{0,6}}?(?:{_FILE})(?:\s(?:as|in)\s(?:an?\s)?\w+)?"
    r"(?:\s?[(\[（].{1,60}[)\]）])*\s?[:»>↓]?"
    r"|(?:pdf|full text|attachments?|attached files?)\s?[(\[][^()]{1,40}[)\]]"
    r"|(?:첨부\s?파일|다운로드|파일 다운로드|[가-힣]+ 다운로드|ダウンロード|pdfをダウンロード|下载|下載|附件"
    r"|télécharger|herunterladen"
    r"|télécharger (?:le |en )?pdf|(?:als )?pdf herunterladen|descargar(?: el| en)? pdf)",
    re.IGNORECASE,
)
# A line of a table of contents: a title, a row of dots, a page.
CONTENTS_LINE = re.compile(r".{1,120}?(?:\s?\.){4,}\s?\d{1,4}|.{1,120}?\s?…{2,}\s?\d{1,4}")
LINK_LINE = re.compile(
    r"(?:(?:url|link|source|original|website|web|homepage|see|read more)(?:\s(?:at|here))?\s?[:：]?\s?)?"
    r"(?:https?://|www\.)\S+",
    re.IGNORECASE,
)
KEYWORDS_LINE = re.compile(
    r"(?:key\s?words?|schlüsselwörter|schlagwörter|mots[-\s]clés|palabras clave|palavras-chave|주제어|핵심어|키워드"
    r"|关键词|關鍵詞|キーワード)\s?[:：].{1,300}",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")
PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|페이지|쪽)\s?\d{1,4}(?:\s?(?:of|/|von|de)\s?\d{1,4})?|[-–—"
    r"|]\s?\d{1,4}\s?[-–—|]|\d{1,4}\s?/\s?\d{1,4}"
    r"|第?\s?\d{1,4}\s?[页頁ページ]+",
    re.IGNORECASE,
)
LONE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,7}")
