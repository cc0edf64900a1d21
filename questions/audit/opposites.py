"""Words that point opposite ways. One line per axis, one pole on either side of the bar.

Base forms, as in `synonyms`; an underscore joins a phrase. A claim that stands on the one pole while its
source
stands on the other says the reverse, unless one of the two is negated or the two things compared changed
places.
"""

from .wording import listed

_AXES = """
rise increase climb grow gain jump advance surge soar up upward go_up come_up more greater higher \
larger bigger swell rebound add expand uptick | fall drop decline decrease shrink go_down come_down \
lose less fewer lower smaller slide slip dip plunge slump tumble sink down downward recede diminish \
reduce cut reduction contract lower
raise lift boost hike | cut reduce lower slash trim curb
widen broaden | narrow
expand | shrink contract
growth expansion | contraction shrinkage recession decline
accelerate quicken speed_up | slow decelerate
improve improvement better strengthen | worsen deteriorate worse weaken deterioration
ahead lead outperform surpass overtake outpace | behind trail lag underperform
beat defeat overcome | lose lose_to
win victory triumph | lose defeat loss
profit profitable | loss loss-making
surplus | deficit shortfall
small little | large big huge
faster quicker sooner | slower
longer | shorter
older elder | younger
better | worse
stronger | weaker
richer wealthier | poorer
hotter warmer warm warming | colder cooler cool cooling
heavier | lighter
cheaper inexpensive | dearer costlier expensive pricier
safer safe | riskier unsafe dangerous
easier easy | harder difficult
earlier | later
highest high | lowest low
largest biggest | smallest
fastest quickest | slowest
longest | shortest
oldest eldest | youngest
best | worst
strongest strong | weakest weak
richest wealthiest rich | poorest poor
hottest warmest | coldest coolest
heaviest | lightest
cheapest | dearest costliest
safest | riskiest
most | least fewest
earliest | latest
newest | oldest
maximum | minimum
majority | minority
above over exceed surpass | below under beneath fall_short
before | after
include | exclude
with | without
approve pass adopt accept ratify back endorse | reject refuse veto dismiss turn_down
uphold confirm affirm | overturn reverse quash annul strike_down
allow permit legalise legalize authorise authorize let | ban prohibit forbid outlaw bar block
convict guilty conviction | acquit acquittal innocent exonerate
support favour favor back | oppose resist
agree | disagree
admit | deny
confirm | deny
succeed success successful | fail failure unsuccessful
start begin open launch | end stop close finish
open reopen | close shut
enter join | leave exit quit
arrive | depart
buy purchase acquire | sell
lend lender | borrow borrower
import | export
hire recruit | fire sack dismiss lay_off cut
strengthen | weaken
tighten toughen | loosen relax ease
encourage | discourage
attract | repel
protect | harm endanger
benefit help | harm hurt damage
cause | prevent
positive | negative
present presence | absent absence
common frequent widespread | rare uncommon
strong | weak
optimistic confident | pessimistic
hopeful | hopeless
active | inactive passive
public | private
domestic | foreign
urban | rural
legal lawful | illegal unlawful
voluntary | compulsory mandatory
temporary | permanent
winner victor | loser
attacker | defender
plaintiff | defendant
employer | employee
seller | buyer
creditor | debtor
teacher | pupil
upper | lower
north northern | south southern
east eastern | west western
left | right
top | bottom
inside | outside
indoor | outdoor
day | night
gross | net
mean average | median
nominal | real
diastolic | systolic
supply | demand
inflow | outflow
credit | debit
income | expenditure
mother | father
male man boy | female woman girl
adult | child
acquire | divest
gain | lose
keep retain | lose abandon
survive | die
appear | disappear vanish
emit | absorb
freeze | melt thaw
remember | forget
increase | decrease
more_likely | less_likely
optimism | pessimism
all every | none
everyone | nobody
many | few
often frequently | rarely seldom
first | last
daily | weekly
weekly | monthly
monthly | quarterly
monthly | annual yearly
quarterly | annual yearly
daily | monthly
daily | annual yearly
weekly | annual yearly
low-dose | high-dose
upgrade | downgrade
overestimate | underestimate
overweight | underweight
appreciate | depreciate
inhale | exhale
attach | detach
petrol gasoline | diesel
morning | evening afternoon
summer | winter
plus | minus
meet achieve | miss fall_short
admissible | inadmissible
maximise maximize | minimise minimize
praise | criticise criticize
promote | demote
hardware | software
liberal | conservative
acid | alkaline
"""

AXES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(listed(up)), tuple(listed(down)))
    for up, down in (line.split("|") for line in _AXES.strip().splitlines())
)
NEGATORS = frozenset(
    listed(
        """
not no never without nor neither none cannot hardly nobody nothing lack lacks lacked lacking barely
scarcely unable
"""
    )
)
# The next content word after these is denied: "failed to halt", "refused to sign".
DENIERS = frozenset(
    listed("fail fails failed refuse refuses refused deny denies denied decline_to declined_to")
)
