"""The pages that every check of look and access walks past, by who sees them."""

PUBLIC = [
    "/vacatures/wat-past/",
    "/vacatures/wat-past/?stap=6&doen=dieren&doen=koken&plaats=Tiel",
    "/vacatures/bericht/?q=koken&place=Tiel",
    "/vacatures/bericht/gevraagd/",
    "/vacatures/ingebed/?q=koken",
    "/",
    "/vacatures/",
    "/vacatures/?q=taalmaatje&place=Tiel&radius=10",
    "/vacatures/?q=diepzeeduiken",
    "/vacatures/?place=Nergenshuizen",
    "/vacatures/taalmaatje-jonge-vader/",
    "/vacatures/taalmaatje-jonge-vader/aanmelden/",
    "/meedoen/aanmelden/",
    "/hulp-en-advies/mijn-partner-is-overleden/",
    "/hulp-en-advies/mijn-partner-is-overleden/vraag/praten/",
    "/hulp-en-advies/wat-wij-doen/praten-over-verlies/",
    "/hulp-en-advies/steun-voor-mantelzorgers/",
    "/hulp-en-advies/gezond-blijven/",
    "/hulp-en-advies/zorg-of-welzijn/",
    "/hulp-en-advies/zorg-of-welzijn/thuiszorg-de-oever/",
    "/steun-voor-vrijwilligers/",
    "/zo-staat-het-ervoor/",
    "/meedoen/maatschappelijke-stage/?schoolsoort=vmbo&leeftijd=14",
    "/maatschappelijke-stage/zoeken/",
    "/maatschappelijke-stage/plek-bieden/",
    "/bel-mij-terug/",
    "/aanmelding/",
    "/account/login/",
    "/account/signup/",
    "/bestaat-niet/",
    "/en/",
    "/en/vacatures/",
]

RESIDENT = ["/mijn/"]
ORGANISATION = ["/mijn/"]
COORDINATOR = ["/werk/"]
