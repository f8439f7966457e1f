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
    "/aanmelding/",
    "/account/login/",
    "/account/signup/",
    "/bestaat-niet/",
    "/blog/",
    "/blog/wat-is-een-pan-soep-waard/",
    "/verhalen/",
    "/verhalen/ik-kwam-voor-de-soep/",
    "/ideeen/",
    "/leernetwerk-wijken/",
    "/wat-wij-leren/avond-over-samen-eten/",
    "/wat-wij-leren/wat-ik-verwacht/",
    "/wat-wij-leren/lezen-en-doorgeven/",
    "/wat-wij-leren/waarom-wij-samen-eten/",
    "/wat-wij-leren/welke-avond/",
    "/vragen-die-vaak-komen/",
    "/eet-mee/",
    "/toegankelijkheid/",
    "/klacht-of-compliment/",
    "/laat-het-weten/access/",
    "/reacties/bedankt/",
    "/en/",
    "/en/vacatures/",
]

RESIDENT = ["/mijn/"]
ORGANISATION = ["/mijn/"]
COORDINATOR = ["/werk/", "/werk/ideeen/", "/werk/meldingen/"]
