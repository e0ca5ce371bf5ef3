"""The usual names of states: what analysts call a government by.

General knowledge, the same for every workspace: a state's name, other names and adjective forms,
and the capital that stands for its government ("Paris objected"). A capital that is also a common
word, a personal name or another state's name is left out.
"""

# One state a line: the name that the others fold into, then the other forms. Singular forms are
# enough: a plural s is recognised.
_STATES = """
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Angola|Angolan|Luanda
Argentina|Argentine|Argentinian|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani|Azeri|Baku
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian
Bolivia|Bolivian|La Paz
Bosnia and Herzegovina|Bosnia|Bosnian|Sarajevo
Botswana|Gaborone
Brazil|Brazilian|Brasilia
Bulgaria|Bulgarian|Sofia
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaounde
Canada|Canadian|Ottawa
Central African Republic|Bangui
Chad|Chadian|N'Djamena
Chile|Chilean
China|Chinese|Beijing|PRC|People's Republic of China
Colombia|Colombian|Bogota
Costa Rica|Costa Rican
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czechia|Czech Republic|Czech|Prague
Democratic Republic of the Congo|DRC|Congolese|Kinshasa
Denmark|Danish|Copenhagen
Djibouti|Djiboutian
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
El Salvador|Salvadoran
Eritrea|Eritrean|Asmara
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
European Union|EU|Brussels
Finland|Finnish|Helsinki
France|French|Paris
Gabon|Gabonese|Libreville
Georgia|Georgian|Tbilisi
Germany|German|Berlin
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Guatemala|Guatemalan
Guinea|Guinean|Conakry
Guyana|Guyanese
Haiti|Haitian
Honduras|Honduran|Tegucigalpa
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik
India|Indian|New Delhi|Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran|Islamic Republic of Iran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli
Italy|Italian|Rome
Ivory Coast|Ivorian|Abidjan
Jamaica|Jamaican
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Kazakhstani|Astana
Kenya|Kenyan|Nairobi
Kosovo|Kosovar|Pristina
Kuwait|Kuwaiti
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Lao|Laotian|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Liberia|Liberian|Monrovia
Libya|Libyan
Lithuania|Lithuanian|Vilnius
Luxembourg
Madagascar|Malagasy|Antananarivo
Malaysia|Malaysian|Kuala Lumpur|Putrajaya
Mali|Malian|Bamako
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mexico|Mexican|Mexico City
Moldova|Moldovan|Chisinau
Mongolia|Mongolian|Ulaanbaatar
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan|Rabat
Mozambique|Mozambican|Maputo
Myanmar|Burma|Burmese|Naypyidaw
Namibia|Namibian|Windhoek
Nepal|Nepali|Nepalese|Kathmandu
Netherlands|Dutch|The Hague
New Zealand|New Zealander
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian|Abuja
North Korea|North Korean|Pyongyang|DPRK|N. Korea|NK|Democratic People's Republic of Korea
North Macedonia|Macedonian|Skopje
Norway|Norwegian|Oslo
Oman|Omani|Muscat
Pakistan|Pakistani|Islamabad
Palestine|Palestinian|Ramallah
Panama|Panamanian
Paraguay|Paraguayan|Asuncion
Peru|Peruvian|Lima
Philippines|Philippine|Filipino|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia|Russian|Moscow|Russian Federation|Kremlin
Rwanda|Rwandan|Kigali
Saudi Arabia|Saudi|Saudi Arabian|Riyadh
Senegal|Senegalese|Dakar
Serbia|Serbian|Belgrade
Sierra Leone|Freetown
Singapore|Singaporean
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
Somalia|Somali|Mogadishu
South Africa|South African|Pretoria
South Korea|South Korean|Seoul|ROK|S. Korea|Republic of Korea
South Sudan|South Sudanese|Juba
Spain|Spanish|Madrid
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Sweden|Swedish|Stockholm
Switzerland|Swiss|Bern
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|Dodoma
Thailand|Thai|Bangkok
Tunisia|Tunisian|Tunis
Turkey|Turkish|Ankara|Türkiye
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv|Kiev
United Arab Emirates|UAE|Emirati|Abu Dhabi
United Kingdom|UK|U.K.|Britain|British|Great Britain|London|Whitehall
United Nations|UN|U.N.
United States|US|U.S.|USA|U.S.A.|America|American|United States of America|Washington
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek|Tashkent
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
"""


def state_names() -> tuple[tuple[str, ...], ...]:
    """Return one tuple a state or union of states: its name first, then its other names."""
    return tuple(tuple(line.split("|")) for line in _STATES.strip().splitlines())
