"""Peoples and short names of countries, each with the name they are compared by."""

_PEOPLES = """
china: chinese prc
us: american americans america usa u.s u.s.a
uk: britain british briton britons u.k
england: english
scotland: scottish scots
wales: welsh
ireland: irish
europe: european europeans
japan: japanese
korea: korean koreans
taiwan: taiwanese
france: french frenchman
germany: german germans
india: indian indians
russia: russian russians
ukraine: ukrainian ukrainians
canada: canadian canadians
netherlands: dutch
israel: israeli israelis
palestine: palestinian palestinians
spain: spanish spaniard spaniards
portugal: portuguese
italy: italian italians
greece: greek greeks
turkey: turkish turks türkiye turkiye
poland: polish poles
sweden: swedish swedes
norway: norwegian norwegians
denmark: danish danes
finland: finnish finns
iceland: icelandic
switzerland: swiss
austria: austrian austrians
belgium: belgian belgians
hungary: hungarian hungarians
romania: romanian romanians
bulgaria: bulgarian bulgarians
czechia: czech czechs
slovakia: slovak slovaks
slovenia: slovenian
croatia: croatian croats
serbia: serbian serbs
estonia: estonian estonians
latvia: latvian
lithuania: lithuanian
brazil: brazilian brazilians
argentina: argentine argentinian
chile: chilean chileans
peru: peruvian
colombia: colombian
mexico: mexican mexicans
cuba: cuban
venezuela: venezuelan
egypt: egyptian egyptians
morocco: moroccan
algeria: algerian
siberia: siberian
eritrea: eritrean
tunisia: tunisian
nigeria: nigerian nigerians
kenya: kenyan kenyans
ethiopia: ethiopian
ghana: ghanaian
uganda: ugandan
tanzania: tanzanian
rwanda: rwandan
sudan: sudanese
congo: congolese
australia: australian australians
pakistan: pakistani
bangladesh: bangladeshi
indonesia: indonesian
malaysia: malaysian
thailand: thai
vietnam: vietnamese
philippines: philippine filipino
singapore: singaporean
iran: iranian iranians
iraq: iraqi
syria: syrian syrians
lebanon: lebanese
jordan: jordanian
kuwait: kuwaiti
qatar: qatari
yemen: yemeni
afghanistan: afghan
nepal: nepalese
mongolia: mongolian
kazakhstan: kazakh
africa: african africans
asia: asian asians
antarctica: antarctic
california: californian
texas: texan
london: londoner londoners
paris: parisian
bavaria: bavarian
catalonia: catalan
quebec: québécois
eu: e.u
un: u.n
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
COUNTRIES = frozenset(DEMONYMS.values()) | {"zealand", "arabia"}
