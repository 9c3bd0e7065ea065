"""Words for one country, its name, its people, its short form, and a few other things with two names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Only what the suffix rule below does not find by itself: irregular adjectives, old names, short forms.
_GROUPS = """
afghanistan afghan afghans
bahrain bahraini
bangladesh bangladeshi
burundi burundian
djibouti djiboutian
fiji fijian
haiti haitian
mali malian
nepal nepali nepalese
somalia somali
tibet tibetan
togo togolese
america american us usa unitedstates states united usd dollar
argentina argentine argentinian
australia australian aussie
austria austrian
belgium belgian
britain british briton uk unitedkingdom kingdom greatbritain england english gb pound
burma burmese myanmar
cambodia cambodian khmer
china chinese sino prc cny yuan renminbi rmb
congo congolese drc
cotedivoire ivorian ivorycoast
cyprus cypriot
czechia czech czechrepublic
denmark danish dane
emirates emirati uae unitedarabemirates arabemirates arab
europe european eu
finland finnish finn
france french franco
germany german deutsch
greece greek hellenic
hongkong hk hongkonger
iceland icelandic icelander
india indian inr rupee
iran iranian persian persia
iraq iraqi
ireland irish
israel israeli
italy italian
japan japanese jpn yen
jordan jordanian
kazakhstan kazakh
korea korean southkorea rok
kosovo kosovar
kuwait kuwaiti
kyrgyzstan kyrgyz
laos lao laotian
lebanon lebanese
luxembourg luxembourger
macau macao macanese
monaco monegasque
morocco moroccan
niger nigerien
nigeria nigerian
netherlands dutch holland hollander
newzealand newzealander kiwi zealand
norway norwegian
oman omani
pakistan pakistani
palestine palestinian
peru peruvian
philippines filipino philippine filipina
poland polish pole
portugal portuguese
qatar qatari
russia russian russo soviet ussr rouble ruble
saudi saudiarabia ksa
scotland scottish scot
serbia serbian serb
slovakia slovak
slovenia slovenian slovene
spain spanish spaniard
sweden swedish swede
switzerland swiss
syria syrian
taiwan taiwanese roc
tajikistan tajik
thailand thai
turkey turkish turk turkiye
turkmenistan turkmen
ukraine ukrainian
uzbekistan uzbek
vietnam vietnamese vnd dong vietnamnews
wales welsh
yemen yemeni
bangalore bengaluru
beijing peking
belarus belarusian belarusan belorussia byelorussia
bombay mumbai
calcutta kolkata
canton guangzhou guangdong
chennai madras
chernihiv chernigov
dnipro dnepr
eswatini swaziland swazi
kharkiv kharkov
kyiv kiev
lviv lvov
mecca makkah
moldova moldavia moldovan
mykolaiv nikolaev nikolayev
odesa odessa
rangoon yangon
covid covid19 coronavirus
islamic isis isil daesh
""".split("\n")

_GROUP = {word: number for number, line in enumerate(_GROUPS) for word in line.split()}

# What makes the people or the adjective of a place that is not listed. A bare -n only after a vowel, because
# it is a common slip as well.
_PEOPLE = (
    ("a", "an"), ("a", "ian"), ("ia", "ian"), ("o", "an"), ("", "ian"), ("", "ese"), ("a", "ese"),
    ("o", "ese"),
    ("", "ish"), ("y", "ian"), ("e", "ian"), ("e", "ean"), ("s", "ian"), ("", "ite"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def same_place(a: str, b: str) -> bool:
    """True where the folded words `a` and `b` are a place and its people, or two names of one country.

    Words of two listed countries are never one place, whatever their endings: Niger, Nigerian.
    """
    one, two = (_GROUP.get(w, _GROUP.get(w.removesuffix("s"))) for w in (a, b))
    if one is not None and two is not None:
        return one == two
    return a != b and (_derived(a, b) or _derived(b, a))


def place_among(word: str, others: Iterable[str]) -> bool:
    """True where one of the folded words `others` is the same place as `word`."""
    listed = word in _GROUP or word.removesuffix("s") in _GROUP
    return any(same_place(word, o) for o in others if listed or o[:4] == word[:4])


def _derived(place: str, people: str) -> bool:
    """Libya, Libyan; Misrata, Misratan; but not Hartma, Hartman nor Andre, Andrei."""
    return any(
        place.endswith(cut)
        and len(place) >= 4 + len(cut)
        and people.removesuffix("s") == place.removesuffix(cut) + ending
        for cut, ending in _PEOPLE
    )
