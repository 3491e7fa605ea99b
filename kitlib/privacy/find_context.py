"""Points for the words around a word: titles, verbs, prepositions, and what has capitals."""

from __future__ import annotations

from kitlib.privacy.find_cues import Cues
from kitlib.privacy.find_lexicon import Profile, stems
from kitlib.privacy.find_tokens import Token
from kitlib.privacy.find_weights import weights
from kitlib.privacy.find_word import is_definite

__all__ = ["ASKED", "asked_always", "context_points", "small_among_capitals"]

ASKED = 0.2  # points of a word that is asked about wherever it may be a name
_FEW = 4  # words of a cell that is nothing but names
_RARE_NOUN = -490  # centibels; a base form so rare may be a name no list has


def _without_capitals(token: Token, bare: bool) -> float:
    """Points for a common word in a text without any capital, where names have none either.

    A noun in its base form that is the subject with nothing before it is hardly Danish:
    "storm tager sko på" is about a child.
    """
    w, p = weights(), token.profile
    if not p.common:
        return w["unknown_uncased"] if not (p.listed or p.proper or p.compound) else 0.0
    if p.frequency > -330:
        return 0.0
    points = w["bare"] if bare else 0.0
    if p.listed:
        return points + (w["listed_used_uncased"] if p.used else w["listed_uncased"])
    rare = p.base and p.frequency < _RARE_NOUN and len(token.word) < 8
    return points + w["bare_noun"] if rare else points


def _first_and_bare(p: Profile) -> float:
    """Points for a noun in its base form that begins a sentence as its subject: Kamille sover."""
    if not p.common or p.frequency > -470:
        return 0.0
    return weights()["first_and_bare_listed" if p.listed else "first_and_bare"]


def small_among_capitals(token: Token, cues: Cues) -> float:
    """Points for a word with a small letter where the writer does use capitals."""
    w, p = weights(), token.profile
    if token.capital or not p.common or not p.listed:
        return 0.0
    if token.low in cues.always:
        return w["small_always"]
    # An inflected form that some list happens to hold: solen.
    inflected = not p.base and (p.elsewhere < 4 or is_definite(token.word, p))
    return w["small_inflected"] if inflected else 0.0


def _as_a_person(tokens: list[Token], n: int, cues: Cues) -> float:
    """Points for a word that is a name as well, written small, standing as only a person does.

    Bare and singular it begins what happens (og storm griner), ends it (så griner storm), or is
    whom one is with (hos storm); as a thing it has an article, or follows "der er".
    """
    w, token = weights(), tokens[n]
    before, after = _beside(tokens, n)
    low = before.low if before else ""
    then = after.low if after else ""
    opens = before is None or low in cues.openers
    if opens and (doing := _does(tokens, n, cues)):
        return w[f"subject{doing}"]
    pointed_out = n > 1 and tokens[n - 2].low == "det" and low in cues.being
    if pointed_out and then in ("der", "som"):
        return w["subject_acts"]  # det blev ask, der ...
    if token.low in cues.also_verbs and (low in cues.modals or low == "at"):
        return w["infinitive"]
    # sol og måne is said of things; in sol og ventede, somebody goes on
    goes_on = then == "og" and n + 2 < len(tokens) and tokens[n + 2].low in cues.doing
    said = (f"{low} {token.low}", f"{token.low} {then}", f"{low} {token.low} {then}")
    if not goes_on and any(phrase in cues.idioms for phrase in said):
        return w["idiom"]
    if low in cues.giving and then in cues.given:
        return w["object"]  # gav bo en opgave
    if low in cues.predicates or low in cues.blockers:
        return w["predicate"]
    points = 0.0
    ends = after is None or goes_on or then in cues.prepositions or then in cues.closers
    if (low in cues.acting and ends) or low in cues.modals:
        points += w["inverted"]
    pair = f"{tokens[n - 2].low} {low}" if n > 1 else ""
    if low in cues.beside or pair in cues.beside or (low in cues.toward and then == "at"):
        points += w["beside_person"]
    elif low in cues.objects:
        points += w["object"]
    elif low in cues.toward and ends:
        points += w["toward_person"]
    return points


def _does(tokens: list[Token], n: int, cues: Cues) -> str | None:
    """What one does straight after: acts (storm griner), is able to or has, or only is."""
    after = _beside(tokens, n)[1]
    if _acts(tokens, n, cues) or _two_act(tokens, n, cues):
        return "_acts"
    if after is None or not after.joined or tokens[n].low in cues.doing:
        return None
    if after.low in cues.modals or after.low in cues.having:
        return "_can"
    return "_is" if after.low in cues.being else None


def asked_always(tokens: list[Token], n: int, cues: Cues) -> bool:
    """Whether a word that is a name as well is asked about though it begins a sentence.

    A first name alone or in a row of names (Bo, Liv og Emma) says no more of itself than that,
    and as the subject of a sentence it may well be who did it.
    """
    token = tokens[n]
    if not (token.capital and token.begins) or token.low in cues.doing:
        return False
    does = _does(tokens, n, cues)
    if any(form in cues.always for form in stems(token.word)) and does:
        return True
    if token.profile.given != 2 or not token.profile.common:
        return False
    if does in ("_acts", "_can") or (len(tokens) <= _FEW and all(t.capital for t in tokens)):
        return True
    row = tokens[n + 1 : n + 3]
    if row and row[0].low == "og":
        del row[0]
    return bool(row) and row[0].capital and not row[0].begins and row[0].profile.listed


def _acts(tokens: list[Token], n: int, cues: Cues) -> bool:
    """Whether what one does follows at once: storm griner."""
    after = _beside(tokens, n)[1]
    if after is None or not after.joined or tokens[n].low in cues.doing:
        return False
    return after.low in cues.acting


def _two_act(tokens: list[Token], n: int, cues: Cues) -> bool:
    """Whether two that may be persons do something together: storm og liv griner."""
    if n + 3 >= len(tokens) or tokens[n + 1].low != "og":
        return False
    other = tokens[n + 2]
    return other.profile.listed and other.joined and _acts(tokens, n + 2, cues)


def _beside(tokens: list[Token], n: int) -> tuple[Token | None, Token | None]:
    token = tokens[n]
    before = tokens[n - 1] if n and not token.begins else None
    after = tokens[n + 1] if n + 1 < len(tokens) and not tokens[n + 1].begins else None
    return before, after


def _owns(token: Token, after: Token | None, cues: Cues) -> bool:
    """Whether a word in the genitive has a thing after it: storms sko."""
    if after is None or not after.joined or not token.low.endswith(("s", "'", "’")):
        return False
    if after.low in cues.owned:
        return True
    if token.profile.own and token.low.endswith("s"):
        return False
    p = after.profile
    other = after.low in cues.doing or after.low in cues.prepositions or after.low in cues.blockers
    return token.low.endswith("s") and p.common and not p.listed and not other


def context_points(tokens: list[Token], n: int, cues: Cues, *, uncased: bool) -> float:
    """Points for the words around."""
    w, token = weights(), tokens[n]
    before, after = _beside(tokens, n)
    bare = (before is None or before.low in cues.prepositions) and (
        after is not None and after.low in cues.doing and token.low not in cues.doing
    )
    if token.owned and not token.capital:
        return w["worn"]  # what a child has on is no child, and a masked text is not masked again
    points = 0.0
    if uncased:
        points = _without_capitals(token, bare)
    elif bare and token.capital and token.begins and token.profile.base and len(token.word) < 8:
        points = _first_and_bare(token.profile)
    if not token.capital and token.profile.common and token.profile.listed:
        if _owns(token, after, cues):
            blocked = before is not None and before.low in cues.blockers
            points += w["predicate" if blocked else "genitive"]
        elif not is_definite(token.word, token.profile):
            points += _as_a_person(tokens, n, cues)
    if token.capital and token.begins and token.profile.common and token.profile.listed:
        doing = _does(tokens, n, cues)
        points += w[f"first{doing}"] if doing else 0.0
        named = token.low not in cues.blockers and not is_definite(token.word, token.profile)
        if named and _owns(token, after, cues):
            points += w["genitive"]  # Roses regnbukser
    if before is not None:
        points += _after(before, token, cues)
    beside = [before if token.joined else None, after if after and after.joined else None]
    if _is_title_word(token) and any(other and _is_title_word(other) for other in beside):
        points += w["title_words"]  # Rød Stue, Den Blå Avis
    if after is not None:
        points += _before(token, after, cues)
    return points


def _after(before: Token, token: Token, cues: Cues) -> float:
    w, points = weights(), 0.0
    if before.low in cues.before:
        points += w["title"]
    if before.low in cues.prepositions:
        points += w["preposition"]
    if before.low in cues.blockers:
        listed = token.profile.listed and not token.profile.common
        points += w["blocker_listed"] if listed else w["blocker"]
    return points


def _before(token: Token, after: Token, cues: Cues) -> float:
    w, points = weights(), 0.0
    if after.low in cues.doing:
        points += w["doing"]
    if after.low in cues.owned and token.low.endswith(("s", "'", "’")):
        points += w["owned"]
    if after.joined and token.capital == after.capital and _could_be_surname(after):
        points += w["surname_after"] if token.capital else w["surname_after_small"]
    return points


def _is_title_word(token: Token) -> bool:
    p = token.profile
    return token.capital and p.common and not p.listed and not (p.proper and not p.used)


def _could_be_surname(token: Token) -> bool:
    p = token.profile
    if token.word.isupper() or p.place:
        return False
    if token.capital:
        return p.listed or p.proper or not p.common
    return not p.common and (p.family or not (p.compound or p.listed))
