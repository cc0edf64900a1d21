"""Peoples and short names of countries, each with the name they are compared by."""

_PEOPLES = """
china: chinese prc
us: american americans america usa u.s u.s.a
uk: britain british briton britons u.k
england: english englishman englishmen
scotland: scottish scots scot
wales: welsh welshman
ireland: irish irishman irishmen
europe: european europeans
japan: japanese
korea: korean koreans
taiwan: taiwanese
france: french frenchman frenchwoman frenchmen
germany: german germans
india: indian indians
russia: russian russians
ukraine: ukrainian ukrainians
canada: canadian canadians
netherlands: dutch dutchman dutchwoman dutchmen
israel: israeli israelis
palestine: palestinian palestinians
spain: spanish spaniard spaniards
portugal: portuguese
italy: italian italians
greece: greek greeks
turkey: turkish turks türkiye turkiye turk
poland: polish poles pole
sweden: swedish swedes swede
norway: norwegian norwegians
denmark: danish danes dane
finland: finnish finns finn
iceland: icelandic icelander icelanders
switzerland: swiss
austria: austrian austrians
belgium: belgian belgians
hungary: hungarian hungarians
romania: romanian romanians
bulgaria: bulgarian bulgarians
czechia: czech czechs
slovakia: slovak slovaks
slovenia: slovenian slovene slovenes slovenians
croatia: croatian croats croat croatians
serbia: serbian serbs serb serbians
estonia: estonian estonians
latvia: latvian latvians
lithuania: lithuanian lithuanians
brazil: brazilian brazilians
argentina: argentine argentinian argentines argentinians
chile: chilean chileans
peru: peruvian peruvians
colombia: colombian colombians
mexico: mexican mexicans
cuba: cuban cubans
venezuela: venezuelan venezuelans
egypt: egyptian egyptians
morocco: moroccan moroccans
algeria: algerian algerians
siberia: siberian siberians
eritrea: eritrean eritreans
tunisia: tunisian tunisians
nigeria: nigerian nigerians
kenya: kenyan kenyans
ethiopia: ethiopian ethiopians
ghana: ghanaian ghanaians
uganda: ugandan ugandans
tanzania: tanzanian tanzanians
rwanda: rwandan rwandans
sudan: sudanese
congo: congolese
australia: australian australians
pakistan: pakistani pakistanis
bangladesh: bangladeshi bangladeshis
indonesia: indonesian indonesians
malaysia: malaysian malaysians
thailand: thai thais
vietnam: vietnamese
philippines: philippine filipino filipinos filipina
singapore: singaporean singaporeans
iran: iranian iranians
iraq: iraqi iraqis
syria: syrian syrians
lebanon: lebanese
jordan: jordanian
kuwait: kuwaiti kuwaitis
qatar: qatari qataris
yemen: yemeni yemenis
afghanistan: afghan afghans
nepal: nepalese
mongolia: mongolian mongolians
kazakhstan: kazakh kazakhs
africa: african africans
asia: asian asians
antarctica: antarctic
california: californian californians
texas: texan texans
london: londoner londoners
paris: parisian
bavaria: bavarian bavarians
catalonia: catalan catalans
quebec: québécois
eu: e.u
un: u.n
zambia: zambian zambians
zimbabwe: zimbabwean zimbabweans
senegal: senegalese
mali: malian malians
niger: nigerien nigeriens
cameroon: cameroonian cameroonians
angola: angolan angolans
mozambique: mozambican mozambicans
malawi: malawian malawians
botswana: botswanan
namibia: namibian namibians
madagascar: malagasy
somalia: somali somalis
libya: libyan libyans
gambia: gambian gambians
guinea: guinean guineans
liberia: liberian liberians
burundi: burundian burundians
gabon: gabonese
togo: togolese
benin: beninese
myanmar: burmese burma
cambodia: cambodian cambodians khmer
laos: laotian laotians
bhutan: bhutanese
maldives: maldivian
uzbekistan: uzbek uzbeks
turkmenistan: turkmen
tajikistan: tajik tajiks
kyrgyzstan: kyrgyz
azerbaijan: azerbaijani azerbaijanis azeri
armenia: armenian armenians
georgia: georgian georgians
belarus: belarusian belarusians
moldova: moldovan moldovans
albania: albanian albanians
kosovo: kosovar kosovars
macedonia: macedonian macedonians
montenegro: montenegrin montenegrins
bosnia: bosnian bosnians
cyprus: cypriot cypriots
malta: maltese
luxembourg: luxembourgish luxembourger
ecuador: ecuadorian ecuadorians ecuadorean
bolivia: bolivian bolivians
paraguay: paraguayan paraguayans
uruguay: uruguayan uruguayans
guatemala: guatemalan guatemalans
honduras: honduran hondurans
nicaragua: nicaraguan nicaraguans
panama: panamanian panamanians
haiti: haitian haitians
jamaica: jamaican jamaicans
bahrain: bahraini bahrainis
oman: omani omanis
fiji: fijian fijians
greenland: greenlandic greenlanders
florida: floridian floridians
alaska: alaskan alaskans
hawaii: hawaiian hawaiians
flanders: flemish
corsica: corsican corsicans
sicily: sicilian sicilians
berlin: berliner berliners
moscow: muscovite muscovites
tibet: tibetan tibetans
ivory: ivorian ivorians
mauritius: mauritian mauritians
chad: chadian chadians
mauritania: mauritanian mauritanians
burkina: burkinabe burkinabè
guyana: guyanese
suriname: surinamese
salvador: salvadoran salvadorans
lanka: lankan lankans
samoa: samoan samoans
tonga: tongan tongans
emirates: emirati emiratis uae
saxony: saxon saxons
basque: basques
rome: roman romans
vienna: viennese
venice: venetian venetians
milan: milanese
naples: neapolitan neapolitans
york: yorker yorkers
"""
DEMONYMS = {
    form: country
    for country, forms in (line.split(":") for line in _PEOPLES.strip().splitlines())
    for form in forms.split()
}
PHRASE_DEMONYMS = {
    "united states": "us",
    "united kingdom": "uk",
    "great britain": "uk",
    "european union": "eu",
    "united nations": "un",
    "the netherlands": "netherlands",
    "czech republic": "czechia",
    "south korea": "korea",
}
# Capitals, which stand for the government that sits there.
_SEATS = """
us:washington uk:london france:paris germany:berlin china:beijing russia:moscow japan:tokyo korea:seoul
italy:rome spain:madrid portugal:lisbon poland:warsaw ukraine:kyiv hungary:budapest austria:vienna
switzerland:bern netherlands:hague belgium:brussels sweden:stockholm norway:oslo denmark:copenhagen
finland:helsinki ireland:dublin greece:athens turkey:ankara israel:jerusalem iran:tehran iraq:baghdad
syria:damascus egypt:cairo india:delhi pakistan:islamabad bangladesh:dhaka indonesia:jakarta thailand:bangkok
vietnam:hanoi philippines:manila taiwan:taipei australia:canberra zealand:wellington canada:ottawa
brazil:brasília chile:santiago peru:lima colombia:bogotá venezuela:caracas kenya:nairobi nigeria:abuja
ethiopia:addis africa:pretoria morocco:rabat algeria:algiers tunisia:tunis arabia:riyadh qatar:doha
czechia:prague slovakia:bratislava romania:bucharest bulgaria:sofia serbia:belgrade croatia:zagreb
slovenia:ljubljana lithuania:vilnius latvia:riga estonia:tallinn belarus:minsk georgia:tbilisi
armenia:yerevan azerbaijan:baku kazakhstan:astana
"""
CAPITALS = {capital: country for country, capital in (pair.split(":") for pair in _SEATS.split())}
# The Union and its continent go by one another's name in "EU countries" and "the European Parliament".
EUROPE = frozenset(("eu", "europe", "brussels"))
COUNTRIES = frozenset(DEMONYMS.values()) | {"zealand", "arabia"}
