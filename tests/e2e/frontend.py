"""Home Assistant's frontend as its server sees it: flows, registries and entries over its API."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from tests.e2e.demo import Bot, Demo, wait_for
from tests.e2e.trader import Json, shown

ENTRIES = "/api/config/config_entries/entry"
ENTRY_FLOWS = "/api/config/config_entries/flow"
PAPER = "paper"
BOT_FLOWS = "/api/config/config_entries/subentries/flow"


class Frontend:
    """Somebody who clicks through the settings of a running Home Assistant."""

    def __init__(self, demo: Demo) -> None:
        """Take the demo."""
        self.demo = demo

    def command(self, **command: Any) -> Any:
        """Return the result of a WebSocket command that has to succeed."""
        return asyncio.run(self._command(command))

    async def _command(self, command: Mapping[str, Any]) -> Any:
        handles = self.demo.handles
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{handles.base_url}/api/websocket", max_msg_size=0) as socket,
        ):
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": handles.access_token})
            assert (await socket.receive_json())["type"] == "auth_ok"
            await socket.send_json({"id": 1, **command})
            answer = await socket.receive_json()
        assert answer["success"], answer
        return answer["result"]

    def request(self, method: str, path: str, json: Any = None) -> Json:
        """Return the JSON of an answer to a request that has to succeed."""
        answer = self.demo.request(method, path, json)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        body: Json = answer.json()
        return body

    # Accounts

    def add_account(self, **answers: Any) -> tuple[str, str]:
        """Add an account; return its id and that of the flow of its first bot, which follows."""
        done = self._submit(ENTRY_FLOWS, self.begin_account("paper"), answers)
        assert done["type"] == "create_entry", done
        return done["result"]["entry_id"], done["next_flow"][1]

    def add_live_account(self, exchange: str, **credentials: str) -> tuple[str, str]:
        """Add a live account; return its id and that of the flow of its first bot."""
        answers = {"exchange": exchange, **credentials}
        done = self._submit(ENTRY_FLOWS, self.begin_account("live"), answers)
        assert done["type"] == "create_entry", done
        return done["result"]["entry_id"], done["next_flow"][1]

    def begin_account(self, kind: str) -> Json:
        """Begin to add an account: `paper`, `real_prices` or `live`; return the first form."""
        flow = self.request("POST", ENTRY_FLOWS, {"handler": "tradehook"})
        return self.request("POST", f"{ENTRY_FLOWS}/{flow['flow_id']}", {"next_step_id": kind})

    def reconfigure_account(self, entry_id: str, **answers: Any) -> None:
        """Change what an account was set up with."""
        flow = self.request("POST", ENTRY_FLOWS, {"handler": "tradehook", "entry_id": entry_id})
        assert self._submit(ENTRY_FLOWS, flow, answers)["reason"] == "reconfigure_successful"

    def flows(self, source: str) -> list[Json]:
        """Return the flows of accounts that have begun in a way, such as `reauth`."""
        flows = self.command(type="config_entries/flow/progress")
        return [
            flow
            for flow in flows
            if flow["handler"] == "tradehook" and flow["context"]["source"] == source
        ]

    def go_on(self, flow_id: str, **answers: Any) -> Json:
        """Go on with a flow of an account, and return how it ended."""
        return self._submit(ENTRY_FLOWS, self.request("GET", f"{ENTRY_FLOWS}/{flow_id}"), answers)

    def remove_account(self, entry_id: str) -> None:
        """Remove an account."""
        self.request("DELETE", f"{ENTRIES}/{entry_id}")

    def reload_account(self, entry_id: str) -> None:
        """Reload an account."""
        assert self.request("POST", f"{ENTRIES}/{entry_id}/reload") == {"require_restart": False}

    def enable_account(self, entry_id: str, *, on: bool) -> None:
        """Enable or disable an account."""
        disabled = None if on else "user"
        answer = self.command(
            type="config_entries/disable", entry_id=entry_id, disabled_by=disabled
        )
        assert answer == {"require_restart": False}

    def until_loaded(self, entry_id: str, state: str = "loaded") -> None:
        """Wait for the state of an account's entry."""

        def found() -> str:
            entry = self.command(type="config_entries/get_single", entry_id=entry_id)
            return str(entry["config_entry"]["state"])

        wait_for(found, lambda now: now == state)

    # Bots

    def add_bot(self, entry_id: str, name: str, flow_id: str | None = None, **answers: Any) -> Bot:
        """Add a bot, in the flow that goes on from the account's own or in a new one."""
        if flow_id is None:
            flow = self.request("POST", BOT_FLOWS, {"handler": [entry_id, "bot"]})
        else:
            flow = self.request("GET", f"{BOT_FLOWS}/{flow_id}")
        done = self._submit(BOT_FLOWS, flow, {"name": name, **answers})
        assert done["type"] == "create_entry", done
        told = done["description_placeholders"]
        return Bot(
            name=name,
            market_type="spot",
            config_entry_id=entry_id,
            exchange="SIM",
            switch_entity_id=self.switch_of(entry_id, name),
            webhook_url=told["webhook_url"],
            api_key=told["api_key"],
            api_secret=told["api_secret"],
        )

    def reconfigure_bot(self, bot: Bot, step: str, **answers: Any) -> None:
        """Change settings of a bot that stand in one step of its form, whatever it warns of."""
        done = self._submit(BOT_FLOWS, self._begin(bot, step), answers)
        assert done["reason"] == "reconfigure_successful", done

    def rotate(self, bot: Bot, what: str) -> Bot:
        """Make a new `secret` or `url` for a bot, and return it as its sender has to know it."""
        done = self._submit(BOT_FLOWS, self._begin(bot, f"rotate_{what}"), {})
        assert done["reason"] == f"{what}_rotated", done
        told = done["description_placeholders"]
        if what == "url":
            return bot._replace(webhook_url=told["webhook_url"])
        return bot._replace(api_secret=told["api_secret"])

    def remove_bot(self, bot: Bot) -> None:
        """Remove a bot."""
        self.command(
            type="config_entries/subentries/delete",
            entry_id=bot.config_entry_id,
            subentry_id=self.bot_id(bot),
        )

    def switch_of(self, entry_id: str, name: str) -> str:
        """Return the entity id of a bot's switch, as soon as the switch is there."""
        bot_id = self._bot_ids(entry_id)[name]

        def found() -> list[str]:
            return [
                entity["entity_id"]
                for entity in self.command(type="config/entity_registry/list")
                if entity["config_subentry_id"] == bot_id
                and entity["entity_id"].startswith("switch.")
                and self.demo.state(entity["entity_id"]) in ("on", "off")
            ]

        (entity_id,) = wait_for(found, lambda entities: len(entities) == 1)
        return entity_id

    def _begin(self, bot: Bot, choice: str) -> Json:
        begun = {"handler": [bot.config_entry_id, "bot"], "subentry_id": self.bot_id(bot)}
        flow = self.request("POST", BOT_FLOWS, begun)
        return self.request("POST", f"{BOT_FLOWS}/{flow['flow_id']}", json={"next_step_id": choice})

    def bot_id(self, bot: Bot) -> str:
        """Return the id that a bot has inside its account."""
        return self._bot_ids(bot.config_entry_id)[bot.name]

    def _bot_ids(self, entry_id: str) -> dict[str, str]:
        bots = self.command(type="config_entries/subentries/list", entry_id=entry_id)
        return {bot["title"]: bot["subentry_id"] for bot in bots}

    # What there is

    def registered(self, entry_id: str) -> dict[str, list[str]]:
        """Return what the registries hold of an account."""
        return {
            "entities": [
                entity["entity_id"]
                for entity in self.command(type="config/entity_registry/list")
                if entity["config_entry_id"] == entry_id
            ],
            "devices": [
                device["name"]
                for device in self.command(type="config/device_registry/list")
                if entry_id in device["config_entries"]
            ],
        }

    def webhook_ids(self) -> set[str]:
        """Return the ids of all hooks of ours."""
        hooks = self.command(type="webhook/list")
        return {hook["webhook_id"] for hook in hooks if hook["domain"] == "tradehook"}

    def repairs(self) -> set[str]:
        """Return the ids of all repairs of ours."""
        issues = self.command(type="repairs/list_issues")["issues"]
        return {issue["issue_id"] for issue in issues if issue["domain"] == "tradehook"}

    def inside(self) -> Json:
        """Return what the probe sees: threads, tasks, open ledgers, listeners."""
        found: Json = self.demo.call_service("house_probe", "look", return_response=True)
        return found

    def _submit(self, path: str, step: Json, answers: Json) -> Json:
        """Walk to the end of a flow: paper, or save anyway, and the answers where they fit."""
        left = dict(answers)
        while step["type"] in ("form", "menu"):
            if step["type"] == "menu":
                choice = {"next_step_id": PAPER if PAPER in step["menu_options"] else "save"}
                step = self.request("POST", f"{path}/{step['flow_id']}", json=choice)
                continue
            assert not step.get("errors"), step
            form = shown(step["data_schema"])
            if any(field["name"] == "environment" for field in step["data_schema"]):
                form["environment"] = "live"  # nothing is chosen beforehand
            for field in step["data_schema"]:
                inner = field["schema"] if field.get("type") == "expandable" else [field]
                target = form[field["name"]] if field.get("type") == "expandable" else form
                target |= {
                    one["name"]: left.pop(one["name"]) for one in inner if one["name"] in left
                }
            step = self.request("POST", f"{path}/{step['flow_id']}", json=form)
        assert not left, f"nobody asked for {left}"
        return step
