from django.urls import path

from portal.pages import feeds, views

app_name = "pages"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security"),
    path("feeds/blog.atom", feeds.blog_feed, name="blog_feed"),
    path("feeds/verhalen.atom", feeds.story_feed, name="story_feed"),
    path("feeds/verslagen.atom", feeds.meeting_feed, name="meeting_feed"),
    path("feeds/blog/<slug:slug>.atom", feeds.blog_feed, name="author_feed"),
    path("deelbeeld/<str:token>.png", views.share_image, name="share_image"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("manifest.webmanifest", views.web_manifest, name="manifest"),
]
