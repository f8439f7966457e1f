"""One process for pages and sockets. Wiring only."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  sockets import models: after the set-up
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from portal.sockets import websocket_urlpatterns  # noqa: E402
from search import dutch  # noqa: E402

dutch.warm()

# WhiteNoise hands out files as iterators; Django reads them in a thread, which for styles and scripts is fine.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns)),
    }
)
