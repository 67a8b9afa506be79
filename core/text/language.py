"""Which language a text is in, guessed from its script and its smallest words.

Good enough to choose the rules for stems, quick enough for every note. Says nothing where it cannot tell. The names are
those of Snowball's stemmers, plus those of languages that have none.
"""

from __future__ import annotations

import re
from functools import cache

from core.text.segmentation import fold

ENGLISH = "english"
_LOOK_AT = 1_000  # characters
_SURE = 2  # small words that must be there
_WORDS = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"\b[^\W\d_]{2,}\b")

# Words that are frequent in one language and rare in the others, folded.
_SMALL_WORDS = {
    "english": "the of and to is that was for it with as are this be from have not which you by at or an what how who my we"
    " a i in on do does did has had been being were will would can could should if then than there their they these those he"
    " she his her its me our your any some such so no nor but about into over under when where why whom whose while during"
    " before after between through also each most more other only same very too up down out off again further once here",
    "german": "der die und das ist nicht den von mit ein eine zu auf fur dem des sich im auch wird wie was wer bei nach ich",
    "french": "le la les des et est une du que qui dans pour pas sur au avec ce il sont par ne plus quel quelle je nous",
    "spanish": "el los las que y una por con para del es se su como mas fue cual quien donde al lo pero sus muy mi",
    "italian": "il di che e la per un una sono del della dei con non nel gli alla piu anche come quale chi mi questo",
    "portuguese": "o os as do da dos das em um uma para com nao por mais foi ao qual quem que se na no seu sua isso",
    "dutch": "de het een van en dat niet zijn op te aan met voor er maar om ook wat wie hoe ik bij naar werd dan",
    "swedish": "och att det som en pa ar av for med till den inte ett om jag har hur vad vem vid fran eller kan blev",
    "danish": "og det er til en af pa som med den ikke der et har hvad hvem hvordan jeg blev fra ved eller kunne deres",
    "norwegian": "og det er til en av pa som med den ikke et har hva hvem hvordan jeg ble fra ved eller kunne deres noen",
    "finnish": "ja on ei oli se etta han mutta kun mika kuka tai ovat joka kuin myos sen hanen mita ole jos niin",
    "hungarian": "a az es hogy nem egy is van volt meg ez mint milyen ki mi csak de azt ezt vagy amely szerint",
    "romanian": "si in de la este cu pe nu care din pentru un o mai sau prin cine ce au fost al ale unui despre",
    "turkish": "ve bir bu da de icin ile olarak ne kim hangi daha gibi cok kadar sonra olan nasil mi en ama o",
    "polish": "w i na z sie nie do jest ze to jak byl co kto o po przez dla od jego ktory oraz czy przy",
    "czech": "a v na je se ze to s z do pro jako byl co kdo ktery jeho podle nebo ale tak po jsou od za",
    "catalan": "el els la les i que per amb una dels es no com mes del va al qui quin seva aquest van pel",
    "indonesian": "yang dan di dari untuk dengan pada ini itu tidak dalam adalah oleh apa siapa sebagai ke akan atau juga",
    "vietnamese": "cua va la cac trong nhung mot cho voi khong duoc nguoi da co nhu nao gi tai tu cung",
    "lithuanian": "ir yra kad su is i tai buvo kaip bet kas ne nuo apie savo ar jo kuris po iki",
    "estonian": "ja on ei oli et see kui ka aga mis kes oma ning selle ta mida voi ta nende",
    "russian": "и в на не что с по это как был для из он от его к у но кто за или были же",
    "ukrainian": "і в на не що з та це як був для від його у але хто за або були є про до",
    "bulgarian": "и в на не че с за това как беше от се да са по но кой или към е си ще",
    "serbian": "и у на је да се не за од су као био са који што али или из до након",
    "arabic": "في من على أن إلى عن التي هذا كان ما هو مع الذي لا هل هذه كانت بعد قبل",
    "persian": "و در به از که این را با است آن برای یک خود شد می چه بود کرد تا",
    "hindi": "के का की में है और से को पर ने यह था क्या कि लिए एक भी नहीं हैं",
    "nepali": "को र मा छ का ले हो यो थियो पनि के गर्न लागि छन् भएको",
}  # fmt: skip
_SCRIPTS = (
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "greek"),
    (re.compile("[\u0530-\u058f]"), "armenian"),
    (re.compile("[\u0590-\u05ff]"), "hebrew"),
    (re.compile("[\u0b80-\u0bff]"), "tamil"),
    (re.compile("[\u0e00-\u0e7f]"), "thai"),
    (re.compile("[\u3040-\u30ff]"), "japanese"),
    (re.compile("[\uac00-\ud7a3]"), "korean"),
    (re.compile("[\u4e00-\u9fff]"), "chinese"),
)


def language_of(text: str) -> str | None:
    """The language that most of the text seems to be in; None where it holds too little to tell."""
    head = text[:_LOOK_AT]
    if not head.isascii() and (script := _script_of(head)):
        return script
    words = _WORDS.findall(head.lower()) if head.isascii() else [fold(word) for word in _WORDS.findall(head)]
    languages_of = _languages_of().get
    votes: dict[str, float] = {}
    for word in words:
        languages = languages_of(word, ())
        for language in languages:  # a word that several languages share says less
            votes[language] = votes.get(language, 0) + 1 / len(languages)
    if not votes:
        return None
    most, second = [*sorted(votes.values(), reverse=True), 0.0][:2]
    enough = most >= _SURE or most * 5 >= len(words)
    return max(votes, key=votes.__getitem__) if most > second and enough else None


def surely_of(text: str) -> str | None:
    """The same, told by its script or by several different words: in a short note one may be a name, a code or a slip."""
    language = language_of(text)
    words = {fold(word) for word in _WHOLE.findall(text[:_LOOK_AT].lower())}
    sure = language not in _SMALL_WORDS or sum(is_small(word, language) for word in words) >= _SURE
    return language if sure else None


def is_small(word: str, language: str | None) -> bool:
    """Whether a folded word says little in this language: an article, a pronoun, a question word."""
    return language in _languages_of().get(word, ())


def _script_of(text: str) -> str | None:
    letters = sum(char.isalpha() for char in text) or 1
    for pattern, language in _SCRIPTS:
        if len(pattern.findall(text)) * 3 > letters:
            return language
    return None


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found
