"""Words that say the same in a report: one line per meaning; a word may stand in several lines.

The lines hold base forms; inflected forms are folded by `words.stem`. An underscore joins a phrase. The
lists are
the audit's own and deliberately loose for verbs: a line too much costs a missed fault, a line too few a
false alarm.
"""

from .wording import listed

# Nouns that a count may be a count of.
_NOUNS = """
company firm business enterprise corporation group carmaker automaker manufacturer maker vendor employer
company airline operator provider supplier retailer utility
bank lender
startup start-up company firm
laboratory lab
car vehicle automobile auto
plane aircraft aeroplane airplane jet
ship vessel boat
lorry truck
train rail railway
bicycle bike
employee worker staff workforce job personnel employment
job post position role
doctor physician medic clinician
nurse midwife
patient participant subject volunteer case
person resident inhabitant citizen individual human population people
person participant respondent
adult grown-up
child kid pupil minor youngster
child boy girl
student undergraduate pupil learner
woman female
man male
teacher educator
scientist researcher academic scholar team author
study trial paper research investigation analysis experiment survey work
survey poll questionnaire
respondent participant interviewee
hospital clinic
illness disease condition disorder ailment
cancer tumour tumor malignancy
drug medicine medication treatment therapy pill
vaccine jab shot immunisation immunization vaccination
dose injection
infection case
death fatality die kill dead victim toll mortality
injury wound casualty injure hurt
side_effect adverse_event adverse_effect
heart cardiac cardiovascular
lung pulmonary respiratory
brain cognitive neural
home house household dwelling apartment flat housing residence
city town municipality metropolis
country nation state land
government ministry administration state cabinet authority
parliament lawmaker legislature assembly house senate congress deputy
lawmaker legislator deputy mp member
law act bill legislation statute rule regulation
court judge tribunal bench justice
ruling judgment judgement verdict decision holding
lawyer attorney counsel solicitor barrister
lawsuit suit case claim action complaint
crime offence offense felony
prison jail imprisonment custody
sentence term
fine penalty sanction
police officer constable
minister secretary
president leader head chief
chief_executive ceo boss
chair chairman chairwoman chairperson head
agency office body authority bureau watchdog regulator
organisation organization body agency charity
spokesman spokeswoman spokesperson
revenue sales turnover income
profit earnings income gain
loss deficit shortfall
cost price expense spending outlay charge
spending expenditure outlay budget
price cost
wage pay salary earnings
tax levy duty
tariff duty levy
debt borrowing liability
loan credit
investment funding capital financing
money fund funds funding cash
grant subsidy funding award
economy gdp output
gdp output economy gross_domestic_product
growth expansion rise increase
growth grow expand expansion
inflation price consumer_price
consumer_price cpi inflation
interest_rate key_rate rate policy_rate benchmark_rate
unemployment joblessness jobless_rate jobless
share stock equity
share proportion part fraction percentage
export shipment
order purchase
sale purchase deal
customer client consumer buyer user subscriber
user account member
store shop outlet
factory plant mill works facility site
power electricity energy current
plant power_station station
oil crude petroleum
petrol gasoline gas
emission pollution
car_battery battery accumulator
wind turbine
solar photovoltaic sun
match game fixture
game match contest
goal strike
point score mark
team side squad club
club team side
player footballer athlete
athlete runner competitor participant
runner athlete competitor
fan spectator crowd attendance supporter audience onlooker
win victory triumph success
defeat loss
title championship trophy crown
record best
race event run
season year campaign
medal gold
coach manager trainer
spacecraft probe satellite craft
rocket launcher booster
planet world
galaxy star_system
telescope observatory instrument
species kind
animal creature livestock cattle
bird fowl
forest woodland tree
glacier ice
temperature warmth heat
rain rainfall precipitation
storm hurricane cyclone typhoon
earthquake quake tremor
flood flooding
drought
water
school college
university college
article paper story report
story report article item
release launch version
model system
chip processor semiconductor
computer machine server
phone handset smartphone mobile
cell battery
software program programme application app code
program programme scheme project initiative plan
bug flaw vulnerability defect error
test benchmark exam examination trial
parameter weight
query prompt request question
website site page
network system
robot machine
patent invention
invention innovation
increase rise growth gain climb jump uptick surge
decrease decline fall drop reduction cut
reduction cut decrease decline drop fall lower
month
quarter three_months
half
year twelve_months annual annually
decade ten_years
day
century
start beginning outset onset
end finish close
target goal aim objective
limit cap ceiling maximum
minimum floor
threshold limit
number figure count total
number amount quantity volume
amount sum
level rate figure
rate level share
average mean
median midpoint
area region zone district territory
region area province district
street road
road highway motorway
house building
bridge crossing
vote ballot
election poll vote ballot
voter elector
candidate contender
party
majority most
speech address
letter message
agreement deal accord treaty pact contract
deal agreement takeover acquisition merger
talks negotiation
war conflict fighting
soldier troop
attack assault strike
weapon arm
refugee migrant asylum_seeker
worker labourer employee
farmer grower
crop harvest yield
food foodstuff grocery
meat beef
rival competitor peer opponent
partner ally
owner proprietor
founder creator
expert specialist
analyst economist expert forecaster
expectation forecast estimate projection prediction outlook
risk danger hazard threat likelihood chance odds probability
chance probability likelihood
danger hazard risk
benefit advantage
effect impact influence
cause reason
result outcome finding
finding result conclusion
evidence proof
data information figure
method technique approach procedure
tool instrument
measure step action
problem issue difficulty
change shift
difference gap
gap difference distance lead margin
lead advantage margin
margin difference
size extent
speed velocity pace
length duration
weight mass
height altitude
depth
age
time period
period span interval time
trip journey voyage
journey trip voyage flight travel
visitor tourist guest
passenger traveller traveler rider
driver motorist
pilot aviator
crash accident collision
fire blaze wildfire
blaze fire
member
committee panel commission
panel jury committee
warning alert
permission approval consent permit
ban prohibition
right entitlement
freedom liberty
safety security
capacity capability
ability capability
skill ability
quality standard
storage capacity
screen display
sleep slumber sleeper
blood_pressure pressure
headache migraine
placebo dummy
smoker tobacco cigarette
alcohol drink
diet nutrition food
obesity obese overweight
exercise workout activity
birth newborn born
baby infant newborn
pregnancy pregnant
mother mum parent
father dad parent
family household
couple pair
majority_opinion majority
neighbourhood neighborhood
moon satellite
lander
ice frozen
sea ocean
coast shore
lake reservoir
river stream
mountain peak
island isle
"""
_VERBS = """
rise increase climb grow gain jump advance go_up up surge soar higher expand swell upward mount edge_up
rebound pick_up
fall drop decline decrease shrink go_down down slide slip dip lower plunge slump tumble sink recede diminish
downward
raise increase lift boost hike
cut reduce lower trim slash decrease lessen curb shorten reduction
cut axe shed eliminate go lay_off dismiss
lay_off dismiss sack fire shed cut
hire recruit take_on employ
employ have
double twice
say state tell add note explain announce report declare comment
say argue claim believe think maintain contend
announce unveil reveal disclose present introduce declare
show find reveal demonstrate indicate suggest report conclude
find discover detect identify spot uncover
discover find detect
see observe notice witness watch
observe see record
record register log report observe measure
register record count
measure record gauge
win secure claim clinch earn triumph victory
win beat defeat
beat defeat overcome top see_off
lose concede
lead head
lead top
lead be_ahead ahead
trail lag behind
reach hit attain achieve total arrive come_to amount stand
reach arrive
total amount come_to reach sum
stand be_at amount
score reach achieve net get
finish complete come end place
complete finish conclude
begin start launch open commence initiate kick_off
launch start begin introduce release
end finish stop close conclude expire
stop halt end cease quit
last take run
take last require need
need require
require demand oblige mandate
keep retain hold preserve maintain
leave keep
unchanged hold steady leave keep same
approve pass back adopt endorse clear authorise authorize ratify accept
pass approve adopt clear
reject turn_down refuse dismiss vote_down throw_out
overturn reverse quash annul overrule strike_down
uphold confirm affirm sustain
confirm verify corroborate affirm
allow permit let enable authorise
ban prohibit forbid outlaw bar block
forbid ban prohibit not_allow
stop prevent block
prevent avert avoid stop
rule decide hold find judge
decide rule determine
order instruct direct
sentence jail imprison
convict guilty conviction
acquit clear exonerate not_guilty
accuse charge allege
charge accuse indict
sue take_to_court
dissent disagree oppose
disagree dissent
write author pen
publish release issue print
release publish launch issue ship
buy acquire purchase take_over takeover acquisition
sell divest
sell sale
ship shipment
pay spend disburse
spend pay invest
invest spend put
cost be_priced price
earn make
make produce manufacture build create
produce make generate manufacture supply
generate produce create yield supply make_up
supply provide deliver generate account_for
provide supply offer give deliver
make_up account_for represent constitute comprise form
account_for make_up represent
build construct erect
develop create design
design develop
use employ apply utilise deploy
use consume
consume use
deploy install use
install fit set_up deploy
include contain comprise cover
cover include span
follow track monitor
track monitor follow
enrol enroll recruit include involve
involve include enrol
survey poll question ask interview
ask request seek
request ask
seek ask look_for want
want plan intend wish aim hope seek
plan intend want expect aim propose
consider deem regard find think
expect forecast anticipate predict project estimate foresee
estimate put reckon calculate
warn caution alert
urge call appeal
call name describe dub
describe call
promise pledge vow commit
agree accept
accept agree
sign conclude ink
join enter
enter join come_into
come_into take_effect enter effect force
take_effect come_into_force enter_into_force start apply
leave depart quit exit
exit leave
arrive reach land
land touch_down arrive
send transmit dispatch
transmit send
receive get obtain be_given
get receive obtain
give grant award hand
grant award give
die kill death perish
kill die
injure hurt wound
infect catch
treat cure
recover heal
suffer experience have face
face have suffer confront
affect hit strike
hit affect strike
destroy wreck demolish
damage harm
harm damage hurt
protect shield guard
save rescue spare
spread expand
expand widen extend grow broaden enlarge
widen broaden grow expand
narrow shrink close contract
shrink contract narrow
extend lengthen prolong
slow decelerate ease
accelerate speed_up quicken
improve better enhance
worsen deteriorate
recede retreat shrink
vanish disappear
melt thaw
travel fly cover journey
fly travel
drive run
run operate last
operate run
move shift relocate transfer
shift move
drop_out give_up withdraw retire abandon quit
withdraw pull_out retreat
return come_back
break beat exceed surpass smash
exceed surpass top outstrip outpace
outperform beat surpass outdo
compare against versus
differ vary
vary differ
link tie connect associate
connect link
cause trigger prompt lead_to
trigger cause
reveal show
hide conceal
test try examine
examine study inspect analyse analyze
study examine investigate research
investigate probe examine
check verify
prove show
support back favour favor endorse
back support
oppose resist object
criticise criticize attack
praise commend
live reside
own possess
hold own
have own possess hold boast feature
lack without no
sleep rest
eat consume
drink consume
smoke tobacco
charge recharge
host stage
hold host stage
attend watch
teach instruct
learn study
vote ballot
elect choose
appoint name
name appoint
resign quit step_down
replace succeed
merge combine
combine merge together
divide split
replicate reproduce
exempt excuse free
ease relax
tighten toughen
"""
_OTHERS = """
big large great huge major sizeable
small little minor tiny
high great elevated large
low small
maximum most at_most up_to
minimum least at_least
expensive costly dear
cheap inexpensive low-cost affordable
dear expensive
higher greater more larger bigger dearer
lower less fewer smaller cheaper
common frequent widespread
rare uncommon scarce
new fresh novel recent
old former
early previous prior
earlier previously before prior ago
previous earlier past former prior
current present today now
last past previous
next following coming
neighbouring neighboring adjacent nearby
worldwide global international world
global worldwide international world
yearly annual year
annual yearly year per_year
monthly month
weekly week
daily day
quarterly quarter
abstain abstention
fast quick rapid swift
slow sluggish
important significant key crucial
significant meaningful
dangerous hazardous risky
safe secure
young youthful
elderly old older
ill sick unwell
healthy well
rich wealthy
poor deprived
medical health clinical
legal lawful
illegal unlawful
financial fiscal
economic economy
domestic home national
foreign overseas abroad
federal national
local municipal
public state
private
about roughly approximately around some
nearly almost
together combined jointly
combined joint total
total overall combined
only just
mainly mostly largely chiefly
often frequently
again
also too
twice two double
half fifty
third
majority most
every each all
digital electronic
electric battery-powered
human person
marine sea ocean
solar sun
lunar moon
stellar star
wooden wood
"""


def _groups(block: str) -> list[list[str]]:
    return [listed(line) for line in block.strip().splitlines()]


NOUN_GROUPS = _groups(_NOUNS)
GROUPS = NOUN_GROUPS + _groups(_VERBS) + _groups(_OTHERS)
