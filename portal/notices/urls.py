from django.urls import path

from portal.notices import device_views, views

app_name = "notices"
urlpatterns = [
    path("mijn/berichten/", views.mine, name="mine"),
    path("mijn/berichten/lezen/", device_views.inbox, name="inbox"),
    path("mijn/berichten/lezen/<int:number>/gelezen/", device_views.read, name="read"),
    path("mijn/berichten/apparaat/", device_views.add, name="add_device"),
    path("mijn/berichten/apparaat/hier/", device_views.seen, name="seen_device"),
    path("mijn/berichten/apparaat/<int:number>/weg/", device_views.remove, name="remove_device"),
    path("berichten/stop/<uuid:token>/", views.stop, name="stop"),
]
