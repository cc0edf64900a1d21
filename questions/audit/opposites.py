"""Words that point opposite ways. One line per axis, one pole on either side of the bar.

Base forms, as in `synonyms`; an underscore joins a phrase. A claim that stands on the one pole while its
source
stands on the other says the reverse, unless one of the two is negated or the two things compared changed
places. Part of the axes were chosen from the antonyms of WordNet 3.1 (Princeton University), whose licence
allows it.
"""

from .wording import listed

_AXES = """
rise increase climb grow gain jump advance surge soar up upward go_up come_up more greater higher \
larger bigger swell rebound add expand uptick | fall drop decline decrease shrink go_down come_down \
lose less fewer lower smaller slide slip dip plunge slump tumble sink down downward recede diminish \
reduce cut reduction contract lower
raise lift boost hike upgrade | cut reduce lower slash trim curb downgrade
widen broaden stretch extend increase | narrow shorten
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
good fine healthy | poor bad
stronger | weaker
richer wealthier | poorer
hotter warmer warm warming | colder cooler cool cooling
heavier | lighter
cheaper inexpensive | dearer costlier expensive pricier
safer safe | riskier unsafe dangerous
easier easy | harder difficult
earlier | later
highest largest biggest maximum longest | lowest smallest minimum shortest
high | low
fastest quickest | slowest
oldest eldest | youngest
best | worst
strongest strong | weakest weak
richest wealthiest rich | poorest poor
hottest warmest | coldest coolest
heaviest | lightest
cheapest | dearest costliest
safest | riskiest
earliest | latest
newest | oldest
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
most | least fewest
upper | lower
north northern | south southern
east eastern | west western
left | right
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
pass carry | defeat reject lose
uphold valid affirm validate | void invalid annul invalidate quash
accept approve acknowledge | deny reject refuse dispute
fast rapid quick | slow gradual
rapidly quickly fast | slowly gradually
deepen | shallow
lengthen prolong extend | shorten curtail
thicken | thin
harden | soften
heat warm | cool chill
fill | empty drain
ascend | descend
inflate | deflate
build construct erect | demolish raze dismantle
create found establish set_up | abolish dissolve disband scrap
appoint nominate | dismiss remove oust
elect | oust unseat
join | quit secede
unite unify merge | divide split separate
nationalise nationalize | privatise privatize
enable | disable prevent
obey comply | disobey defy violate breach
trust | distrust mistrust
respect | disrespect
approve | disapprove
satisfied pleased | dissatisfied displeased
connect | disconnect
continue go_on persist | discontinue cease stop halt
load | unload
lock | unlock
veil conceal hide | unveil reveal disclose
pay | exempt
vaccinated | unvaccinated
insured | uninsured
employed | unemployed jobless
married | unmarried single
armed | unarmed
paid | unpaid
occupied | unoccupied vacant empty
changed altered | unchanged unaltered
expected | unexpected
known | unknown
harmed hurt injured | unharmed unhurt uninjured
affected impaired | unaffected unimpaired
damaged | undamaged intact
likely probable | unlikely improbable
able | unable
certain sure | uncertain unsure
stable | unstable
popular | unpopular
constitutional | unconstitutional
fair just | unfair unjust
necessary needed | unnecessary unneeded
official | unofficial
related | unrelated
limited | unlimited
restricted | unrestricted
conditional | unconditional
precedented | unprecedented
prepared ready | unprepared
reliable | unreliable
willing | unwilling reluctant
healthy | unhealthy
favourable favorable | unfavourable unfavorable
complete | incomplete partial
correct accurate | incorrect inaccurate wrong
direct | indirect
dependent | independent
effective | ineffective
efficient | inefficient
adequate sufficient enough | inadequate insufficient
eligible | ineligible
expensive | inexpensive
experienced | inexperienced
formal | informal
frequent | infrequent
sane | insane
secure | insecure
significant considerable | insignificant negligible
sensitive | insensitive
visible | invisible
possible feasible | impossible unfeasible
mature | immature
mobile | immobile
moral | immoral
proper | improper
probable | improbable
regular | irregular
relevant | irrelevant
responsible | irresponsible
reversible | irreversible
rational | irrational
legitimate | illegitimate
literate | illiterate
honest | dishonest
similar alike | dissimilar unlike
comfort | discomfort
profitable | unprofitable loss-making
resident | non-resident
violent | non-violent peaceful
existent | nonexistent
harmful | harmless
useful | useless
painful | painless
powerful | powerless
meaningful | meaningless
thick | thin
deep | shallow
wide broad | narrow
tall | short
full | empty
wet | dry
heavy | light
loud noisy | quiet silent
simple | complex complicated
smooth | rough
tight strict | loose lax
ancient old | modern new
guilty | innocent
dead | alive
busy | idle
clean | dirty polluted
friendly | hostile
generous | stingy
normal usual | abnormal unusual
permanent lasting | temporary
rigid inflexible | flexible
serious severe grave | mild minor
acute | chronic
benign | malignant
internal | external
inner | outer
superior | inferior
senior | junior
primary | secondary
vertical | horizontal
solid | liquid
mandatory compulsory obligatory required | optional voluntary
incoming | outgoing
ascending | descending
upstream | downstream
uphill | downhill
overseas abroad | domestic home
ally | enemy foe rival
friend | enemy
advantageous | disadvantageous
boom | bust slump recession
shortage scarcity | surplus glut
majority | minority
minimise minimize | maximise maximize
overvalued | undervalued
oversupply | undersupply
overperform | underperform
outnumber exceed | trail fall_short
undercut | exceed
fasten | unfasten
free release liberate | detain arrest jail imprison
reward | punish
praise applaud | boo condemn
ignore neglect | heed notice
remember recall | forget
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
