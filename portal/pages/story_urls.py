from django.urls import path

from portal.pages import story_views

app_name = "stories"
urlpatterns = [path("toestemming/<str:token>/", story_views.consent, name="consent")]
