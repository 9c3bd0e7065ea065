"""Words that stand in every text of a language and so say nothing about which story it is.

Function words of the languages that news is most often reposted in, written down by hand, folded. A word
that is missing here only makes two strangers look a little more alike; one that is too many costs a feature.
"""

from __future__ import annotations

_ENGLISH = """
the a an and or but nor so yet of to in on at by for from with about into onto over under after
before between against during through without within among across around above below up down out off
near since until as than that this these those which who whom whose what where when why how if
because while although though whether i me my we us our you your he him his she her it its they them
their one ones itself himself herself themselves myself ourselves am is are was were be been being
do does did done doing have has had having will would shall should can could may might must not no
nor never only also just very too more most much many some any each every all both few other others
another such same own here there now then again once still even ever well however said says say
according including told new two first last
"""
_GERMAN = """
der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei
bis durch für gegen im in ist sind war waren wird werden wurde wurden worden sein seine seinen
seiner ihr ihre ihren ihrer es er sie wir ich nicht noch nach mit von vom vor zu zum zur über unter
um wie wenn dass daß man hat haben hatte hatten kann können soll sollen so nur mehr sich dieser
diese dieses diesem diesen sagte
"""
_FRENCH = """
le la les l un une des du de d et ou mais où à au aux en dans par pour sur sous avec sans chez vers
entre ce cet cette ces qui que qu quoi dont il elle ils elles on nous vous je se s ne n pas plus
moins est sont était étaient être été a ont avait avaient avoir son sa ses leur leurs comme aussi
même si tout tous toute toutes fait selon après avant lors depuis ainsi
"""
_SPANISH = """
el la los las un una unos unas de del al a en y e o u que qué se su sus por para con sin sobre entre
desde hasta como más pero no lo le les es son fue fueron ser sido está están ha han había este esta
estos estas ese esa también ya muy cuando donde según tras ante
"""
_PORTUGUESE = """
o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às e ou que se por para com sem
sobre entre como mais mas não seu sua seus suas é são foi foram ser sido está estão tem têm havia
este esta isso também já muito quando onde segundo após
"""
_ITALIAN = """
il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal
dalla in nel nella nei nelle con su sul sulla per tra fra e ed o che chi cui non si è sono era erano
essere stato stata ha hanno aveva come più ma anche suo sua suoi loro questo questa dopo prima
quando dove secondo
"""
_DUTCH = """
de het een en of maar van in op te aan met voor door uit over bij naar om tot tegen onder is zijn
was waren wordt worden werd werden heeft hebben had hadden dat die dit deze er hij zij ze wij ik
niet ook nog als dan zo meer zich kan zal zou hun haar
"""
_POLISH = """
i w we z ze na do od po za o u dla przez przed przy pod nad nie się jest są był była było były być
to ten ta te tego tej tym tych że jak ale oraz lub czy jego jej ich który która które którzy także
już tylko
"""
_TURKISH = """
ve bir bu şu o da de ki ile için gibi daha çok en olarak olan oldu olduğu kadar sonra önce ise ya
veya ama değil her ne var yok dedi
"""
_RUSSIAN = """
и в во на с со к ко по из за от до у о об для при не ни но а что как это эта этот эти этого так же
бы то он она они оно мы я вы его ее её их им него нее них был была было были быть есть который
которая которые которого также уже еще ещё или если чтобы после перед между только более все всё
году
"""
_UKRAINIAN = """
і й та в у на з із зі до від по за про для при не ні але а що як це цей ця ці так же б то він вона
вони воно ми я ви його її їх їм був була було були бути є який яка які також вже ще або якщо щоб
після перед між тільки більше все
"""
_ARABIC = """
في من على إلى الى عن مع أن ان إن التي الذي الذين هذا هذه ذلك تلك كان كانت قد لم لن لا ما هو هي هم
بعد قبل بين كما أو او ثم حتى كل غير قال وقال وفي ومن أي
"""

FUNCTION_WORDS = frozenset(
    " ".join(
        (
            _ENGLISH,
            _GERMAN,
            _FRENCH,
            _SPANISH,
            _PORTUGUESE,
            _ITALIAN,
            _DUTCH,
            _POLISH,
            _TURKISH,
            _RUSSIAN,
            _UKRAINIAN,
            _ARABIC,
        )
    ).split()
)
