from django.urls import path

from community.credits import desk, views

app_name = "credits"
urlpatterns = [
    path("mijn/tijd/", views.mine, name="mine"),
    path("mijn/tijd/geven/", views.give, name="give"),
    path("mijn/tijd/vragen/", views.ask, name="ask"),
    path("mijn/tijd/<int:year>/", views.year, name="year"),
    path("mijn/tijd/<uuid:uuid>/<slug:name>/", views.answer, name="answer"),
    path("werk/tijd/", desk.accounts, name="desk"),
    path("werk/tijd/<uuid:uuid>/", desk.account, name="desk_account"),
    path("werk/tijd/<uuid:uuid>/pot/", desk.from_pot, name="desk_pot"),
    path("werk/tijd/<uuid:uuid>/verdelen/", desk.many, name="desk_many"),
    path("werk/tijd/<uuid:uuid>/terug/<uuid:transfer>/", desk.reverse_one, name="desk_reverse"),
]
