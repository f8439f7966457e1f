from django.urls import path

from events.agenda import views

app_name = "agenda"
urlpatterns = [
    path("agenda/<slug:slug>/", views.detail, name="detail"),
]
