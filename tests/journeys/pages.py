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
    "/agenda/",
    "/agenda/?as_list=on&kind=meal",
    "/agenda/?kind=farewell",
    "/agenda/aan-tafel-in-drumpt/",
    "/agenda/aan-tafel-in-drumpt/aanmelden/",
    "/agenda/schilderen-aan-de-waal/",
    "/agenda/voorbij/",
    "/agenda/programma/",
    "/agenda/in-uw-telefoon/",
    "/agenda/plek/",
    "/account/login/",
    "/account/signup/",
    "/bestaat-niet/",
    "/en/",
    "/en/vacatures/",
]

RESIDENT = ["/mijn/", "/mijn/agenda/"]
ORGANISATION = ["/mijn/"]
COORDINATOR = ["/werk/", "/werk/agenda/", "/werk/agenda/bellen/"]
