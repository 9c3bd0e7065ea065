"""Chinese names in Latin letters: what pinyin can spell, and the families that Cantonese spells otherwise."""

from __future__ import annotations

from functools import lru_cache

import regex

# The finals that each initial takes, tones and the dots of ü left out.
_SYLLABLES = """
- a ai an ang ao e ei en er o ou
b a ai an ang ao ei en eng i ian iao ie in ing o u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f a an ang ei en eng o ou u
d a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo
g,k,h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j,q,x i ia ian iang iao ie in ing iong iu u uan ue un
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r an ang ao e en eng i ong ou u ua uan ui un uo
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
c,s a ai an ang ao e en eng i ong ou u uan ui un uo
y a an ang ao e i in ing o ong ou u uan ue un
w a ai an ang ei en eng o u
"""


def _syllable() -> str:
    """All syllables as one pattern, each initial with its finals."""
    rows = [line.split() for line in _SYLLABLES.strip().split("\n")]
    return "|".join(f"(?:{i.replace(',', '|').strip('-')})(?:{'|'.join(finals)})" for i, *finals in rows)


_PINYIN = regex.compile(f"(?:{_syllable()}){{1,3}}")

# Hanyu pinyin, then the same families as Hong Kong, Macao, Taiwan and South-East Asia write them.
_FAMILIES = """
cai choi tsai chua
chen chan tan tran
deng tang teng
feng fung
gao ko
guo kwok kuo quek
he ho hoh
hu wu woo
huang wong ng hwang
jiang chiang keung kong
liang leung leong
lin lam lim
liu lau low
lu luk lo
luo law lo
ma mah
pan poon pun
peng pang
qiu yau chiu khoo
tan tam
wang wong ong
wu ng goh
xie tse hsieh cheah
xu hsu tsui hui chui koh
yang yeung yeoh
ye yip yeh yap
zeng tsang tseng chan
zhang cheung chang teo chong
zhao chiu chao jiu
zheng cheng tay chang
zhou chow chau chou chew
zhu chu choo
chang
cheng ching
kong hung
tang tong
"""
_SPELT = tuple(frozenset(line.split()) for line in _FAMILIES.strip().split("\n"))
_READ = frozenset(line.split()[0] for line in _FAMILIES.strip().split("\n"))


@lru_cache(maxsize=1 << 16)
def is_pinyin(word: str) -> bool:
    """True where the folded `word` can be read as one to three syllables of pinyin, tones left out."""
    return _PINYIN.fullmatch(word) is not None


def same_family(a: str, b: str) -> bool:
    """True where one folded word is a Chinese family name in pinyin, the other its spelling elsewhere.

    Two pinyin spellings are two families, or a slip: Zhang, Zheng.
    """
    return (a in _READ) != (b in _READ) and any(a in f and b in f for f in _SPELT)


def two_families(a: str, b: str) -> bool:
    """True where one folded word is a family name in pinyin, and the other can be read as pinyin as well."""
    return a != b and (a in _READ or b in _READ) and is_pinyin(a) and is_pinyin(b)
