"""The parts of Home Assistant's HTTP and WebSocket interface that a demo is set up with."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Self

import aiohttp

USER = "demo"
PASSWORD = "demo"  # noqa: S105 (a demo on this machine's loopback address)
CLIENT_NAME = "Tradehook demo"
TOKEN_DAYS = 3650
ENTRY_FLOWS = "/api/config/config_entries/flow"
SUBENTRY_FLOWS = "/api/config/config_entries/subentries/flow"

type Json = dict[str, Any]


class DemoError(Exception):
    """The demo can't go on, in words for the person who started it."""


class HomeAssistant:
    """A running Home Assistant, seen from outside."""

    def __init__(self, base_url: str) -> None:
        """Remember where it is; `async with` opens the connection."""
        self.base_url = base_url
        self.token = ""
        self._client_id = f"{base_url}/"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open a session."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()

    async def request(
        self, method: str, path: str, *, json: Any = None, data: Any = None
    ) -> tuple[int, Any]:
        """Return status and JSON (else text) of the answer to a request."""
        assert self._session is not None
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self._session.request(
            method, f"{self.base_url}{path}", json=json, data=data, headers=headers
        ) as response:
            if response.content_type == "application/json":
                return response.status, await response.json()
            return response.status, await response.text()

    async def expect(self, method: str, path: str, *, json: Any = None, data: Any = None) -> Any:
        """Return the JSON of the answer to a request that has to succeed."""
        status, answer = await self.request(method, path, json=json, data=data)
        if status >= HTTPStatus.BAD_REQUEST:
            raise DemoError(f"{method} {path} was answered with {status}: {answer}")
        return answer

    async def command(self, **command: Any) -> Any:
        """Return the result of one WebSocket command."""
        assert self._session is not None
        url = f"{self.base_url}/api/websocket"
        async with self._session.ws_connect(url, max_msg_size=0) as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self.token})
            if (await socket.receive_json())["type"] != "auth_ok":
                raise DemoError("Home Assistant does not accept the demo's access token")
            await socket.send_json({"id": 1, **command})
            answer = await socket.receive_json()
        if not answer["success"]:
            raise DemoError(f"{command['type']}: {answer['error']['message']}")
        return answer["result"]

    # Users and tokens

    async def wait_until_it_answers(self) -> None:
        """Wait for the HTTP server and for the views that the set-up needs."""
        while True:
            with suppress(aiohttp.ClientError):
                if (await self.request("GET", "/auth/providers"))[0] == HTTPStatus.OK:
                    return
                # Before the first user is there, that is refused
                if (await self.request("GET", "/api/onboarding"))[0] == HTTPStatus.OK:
                    return
            await asyncio.sleep(0.1)

    async def log_in(self, token: str | None) -> None:
        """Get hold of a long-lived token: the one there is, else through user and password."""
        if token:
            self.token = token
            if (await self.request("GET", "/api/"))[0] == HTTPStatus.OK:
                return
            self.token = ""
        code = await self._create_user() or await self._log_in_by_password()
        form = {"grant_type": "authorization_code", "code": code, "client_id": self._client_id}
        answer = await self.expect("POST", "/auth/token", data=form)
        self.token = answer["access_token"]
        name = CLIENT_NAME if token is None else f"{CLIENT_NAME} {code[:6]}"
        self.token = await self.command(
            type="auth/long_lived_access_token", client_name=name, lifespan=TOKEN_DAYS
        )

    async def _create_user(self) -> str | None:
        """Return the authorization code of the first user, or None if there is one already."""
        user = {"name": "Demo", "username": USER, "password": PASSWORD, "language": "en"}
        status, answer = await self.request(
            "POST", "/api/onboarding/users", json=user | {"client_id": self._client_id}
        )
        return answer["auth_code"] if status == HTTPStatus.OK else None

    async def _log_in_by_password(self) -> str:
        """Return an authorization code for the demo's user."""
        flow = await self.expect(
            "POST",
            "/auth/login_flow",
            json={
                "client_id": self._client_id,
                "handler": ["homeassistant", None],
                "redirect_uri": self._client_id,
            },
        )
        answer = await self.expect(
            "POST",
            f"/auth/login_flow/{flow['flow_id']}",
            json={"client_id": self._client_id, "username": USER, "password": PASSWORD},
        )
        if answer["type"] != "create_entry":
            raise DemoError(f"The user {USER} has another password now: try --clean")
        return str(answer["result"])

    async def wait_until_running(self) -> None:
        """Wait until everything has been set up."""
        while (await self.expect("GET", "/api/config"))["state"] != "RUNNING":
            await asyncio.sleep(0.1)

    # Flows

    async def add_entry(self, domain: str, answers: Json, choices: Iterable[str] = ()) -> Json:
        """Walk through an integration's config flow and return its result."""
        step = await self.expect("POST", ENTRY_FLOWS, json={"handler": domain})
        return await self._walk(ENTRY_FLOWS, step, answers, choices)

    async def add_subentry(
        self,
        entry_id: str,
        kind: str,
        answers: Json,
        choices: Iterable[str] = (),
        next_flow: list[str] | None = None,
    ) -> Json:
        """Walk through a subentry flow, best the one that goes on from the entry's own."""
        if next_flow:
            step = await self.expect("GET", f"{SUBENTRY_FLOWS}/{next_flow[1]}")
        else:
            step = await self.expect("POST", SUBENTRY_FLOWS, json={"handler": [entry_id, kind]})
        return await self._walk(SUBENTRY_FLOWS, step, answers, choices)

    async def _walk(self, path: str, step: Json, answers: Json, choices: Iterable[str]) -> Json:
        """Submit step after step: what was asked for, else the defaults."""
        used: set[str] = set()
        while step["type"] in ("form", "menu"):
            if step.get("errors"):
                raise DemoError(f"The flow refuses its step {step['step_id']}: {step['errors']}")
            if step["type"] == "menu":
                reply = {"next_step_id": chosen(step, choices)}
            else:
                reply = fill(step["data_schema"], answers, used)
            step = await self.expect("POST", f"{path}/{step['flow_id']}", json=reply)
        if step["type"] != "create_entry":
            raise DemoError(f"The flow has created nothing: {step.get('reason', step)}")
        if unused := answers.keys() - used:
            raise DemoError(f"The flow has never asked for {', '.join(sorted(unused))}")
        return step


def chosen(menu: Json, choices: Iterable[str]) -> str:
    """Return the option of a menu that is among the choices."""
    if fitting := [choice for choice in choices if choice in menu["menu_options"]]:
        return fitting[0]
    raise DemoError(f"Menu {menu['step_id']}: none of {list(menu['menu_options'])} was asked for")


def fill(schema: Iterable[Json], answers: Mapping[str, Any], used: set[str]) -> Json:
    """Return what a person would submit who only changes the given fields of a form."""
    form: Json = {}
    for field in schema:
        name = field["name"]
        if field.get("type") == "expandable":
            form[name] = fill(field["schema"], answers, used)
        elif name in answers:
            if answers[name] is not None:  # a person empties the field
                form[name] = answers[name]
            used.add(name)
        elif "default" in field:
            form[name] = field["default"]
        elif (suggested := (field.get("description") or {}).get("suggested_value")) is not None:
            form[name] = suggested
        elif field.get("required"):
            raise DemoError(f"A value for the field {name} is missing")
    return form
