"""Routes that change something ask for the session's own token."""

from starlette.routing import Route

from storage.records import Role
from tests.web.conftest import Centre
from web.routing import routes
from web.session import CSRF_HEADER

_SIGN_IN = ("/sign-in", "POST")  # nobody has a token yet; the gate looks at Origin


def test_every_changing_route_wants_the_csrf_token(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER, must_change=False))
    browser.headers[CSRF_HEADER] = "another session's"
    changing = [
        (route.path, method)
        for route in routes(centre.store, centre.files, centre.settings, centre.staging)
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"GET", "HEAD"}
    ]
    assert len(changing) == 5
    for path, method in changing:
        if (path, method) != _SIGN_IN:
            assert browser.request(method, path).status_code == 403, path
    assert browser.get("/api/session").status_code == 200
