from django.urls import path

from events.agenda import desk, feeds, guest_views, initiative_views, list_views, views

app_name = "agenda"
urlpatterns = [
    path("agenda/", list_views.show_list, name="list"),
    path("agenda.ics", feeds.public_calendar, name="calendar"),
    path("feeds/agenda.atom", feeds.EventFeed(), name="feed"),
    path("agenda/voorbij/", list_views.archive, name="archive"),
    path("agenda/programma/", list_views.programme, name="programme"),
    path("agenda/in-uw-telefoon/", list_views.in_your_phone, name="in_your_phone"),
    path("agenda/plek/", guest_views.code, name="code"),
    path("agenda/plek/<str:token>/", guest_views.place, name="place"),
    path("agenda/plek/<str:token>/dank/", guest_views.place, {"thanks": True}, name="thanks"),
    path("agenda/plek/<str:token>/<slug:name>/", guest_views.act, name="act"),
    path("agenda/<slug:slug>/", views.detail, name="detail"),
    path("agenda/<slug:slug>/aanmelden/", views.sign_up, name="sign_up"),
    path("agenda/<slug:slug>/agenda.ics", feeds.one, name="event_calendar"),
    path("mijn/agenda/", guest_views.mine, name="mine"),
    path("mijn/agenda/<uuid:token>.ics", feeds.own_calendar, name="own_calendar"),
    path("werk/agenda/", desk.show_events, name="desk"),
    path("werk/agenda/bellen/", desk.calls, name="calls"),
    path("werk/agenda/bellen/<int:pk>/", desk.call_done, name="call_done"),
    path("werk/agenda/initiatief/<uuid:day>/<slug:name>/", initiative_views.act, name="initiative_day"),
    path("werk/agenda/leernetwerk/<int:page_id>/<uuid:meeting>/", initiative_views.bring_meeting, name="bring_meeting"),
    path("werk/agenda/<uuid:uuid>/", desk.event, name="desk_event"),
    path("werk/agenda/<uuid:uuid>/lijst/", desk.printed, name="desk_list"),
    path("werk/agenda/<uuid:uuid>/gast/<uuid:guest>/<slug:name>/", desk.guest_step, name="guest_step"),
    path("werk/agenda/<uuid:uuid>/<slug:name>/", desk.act, name="desk_act"),
]
