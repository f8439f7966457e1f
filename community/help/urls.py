from django.urls import path

from community.help import desk, own, views

app_name = "help"
urlpatterns = [
    path("vraag-en-aanbod/dank/", views.thanks, name="thanks"),
    path("vraag-en-aanbod/mag-dit/<str:token>/", views.consent, name="consent"),
    path("vraag-en-aanbod/nog-nodig/<str:token>/", views.renew, name="renew"),
    path("vraag-en-aanbod/<uuid:uuid>/", views.detail, name="detail"),
    path("vraag-en-aanbod/<uuid:uuid>/antwoord/", views.answer, name="answer"),
    path("vraag-en-aanbod/<uuid:uuid>/melden/", views.report, name="report"),
    path("vraag-en-aanbod/vragen/", views.write, {"way": "vragen"}, name="ask"),
    path("vraag-en-aanbod/aanbieden/", views.write, {"way": "aanbieden"}, name="offer"),
    path("vraag-en-aanbod/vragen/voor-een-ander/", views.write_for, {"way": "vragen"}, name="ask_for"),
    path("vraag-en-aanbod/aanbieden/voor-een-ander/", views.write_for, {"way": "aanbieden"}, name="offer_for"),
    path("mijn/hulp/", own.mine, name="mine"),
    path("mijn/hulp/rust/", own.quiet, name="quiet"),
    path("mijn/hulp/<uuid:uuid>/", own.one, name="own"),
    path("mijn/hulp/<uuid:uuid>/wijzigen/", own.change, name="change"),
    path("mijn/hulp/<uuid:uuid>/<slug:name>/", own.act_on_item, name="act_own"),
    path("mijn/hulp/gevraagd/<uuid:uuid>/", own.invitation, name="invitation"),
    path("mijn/hulp/gesprek/<uuid:uuid>/", own.conversation, name="match"),
    path("mijn/hulp/gesprek/<uuid:uuid>/<slug:name>/", own.act, name="act_match"),
    path("werk/hulp/", desk.board, name="desk"),
    path("werk/hulp/nieuw/", desk.write, name="desk_write"),
    path("werk/hulp/<uuid:uuid>/", desk.detail, name="desk_item"),
    path("werk/hulp/<uuid:uuid>/<slug:name>/", desk.act, name="act_desk"),
    path("werk/hulp/<uuid:uuid>/gesprek/<uuid:match>/gedaan/", desk.phone_done, name="phone_done"),
    path("werk/hulp/uit-de-pot/<uuid:match>/", desk.from_pot, name="from_pot"),
    path("werk/hulp/melding/<int:pk>/", desk.answer_report, name="desk_report"),
]
