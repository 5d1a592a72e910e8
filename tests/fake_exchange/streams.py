"""WebSocket connections that tests can disturb."""

import asyncio
from collections.abc import Callable
import contextlib
import json
import time

from aiohttp import WSMsgType, web

from .faults import Effect, Faults


class Stream:
    """A client's connection; what is pushed is sent in order by a task of its own."""

    def __init__(
        self, streams: Streams, request: web.Request, socket: web.WebSocketResponse, path: str
    ) -> None:
        self.path = path
        """What was asked for, with the query."""
        self.topics: set[str] = set()
        self.owner = ""
        """The API key that it is authorised for."""
        self._streams = streams
        self._request = request
        self._socket = socket
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._held: dict[str, str] = {}

    def answer(self, frame: object) -> None:
        """Send an answer to something that the client asked."""
        self._queue.put_nowait(json.dumps(frame))

    def say(self, text: str) -> None:
        """Send an answer that is no JSON."""
        self._queue.put_nowait(text)

    def push(self, event: str, frame: object) -> None:
        """Send an event, unless something goes wrong with it."""
        if self._streams.silent:
            return
        written = json.dumps(frame)
        fault = self._streams.faults.take(event, {})
        if fault is None:
            self._queue.put_nowait(written)
        elif fault.effect is Effect.DUPLICATE:
            self._queue.put_nowait(written)
            self._queue.put_nowait(written)
        elif fault.effect is Effect.DELAY:
            loop = asyncio.get_running_loop()
            loop.call_later(fault.seconds, self._queue.put_nowait, written)
        elif fault.effect is Effect.SWAP:
            self._held[event] = written
            return
        if (held := self._held.pop(event, None)) is not None:
            self._queue.put_nowait(held)

    def abort(self) -> None:
        """End the connection without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def run(self, on_message: Callable[[Stream, object], None]) -> None:
        """Serve the connection until it ends."""
        writer = asyncio.create_task(self._write())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    if self._streams.deaf:
                        continue
                    try:
                        content: object = json.loads(message.data)
                    except ValueError:
                        content = message.data
                    on_message(self, content)
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer

    async def _write(self) -> None:
        while True:
            frame = await self._queue.get()
            with contextlib.suppress(ConnectionError):
                await self._socket.send_str(frame)
            if self._streams.log is not None:
                self._streams.log.append((time.monotonic(), frame))


class Streams:
    """All WebSocket connections of a venue."""

    def __init__(self) -> None:
        self.faults = Faults()
        """What happens to the next events."""
        self.silent = False
        """Whether connections stay but no event comes any more."""
        self.deaf = False
        """Whether nothing that a client sends is answered either."""
        self.log: list[tuple[float, str]] | None = None
        """What was pushed and when, if a test wants to know that."""
        self.refusing = False
        """Whether new connections are refused."""
        self.connections: list[Stream] = []
        self.accepted = 0

    def of(self, *topics: str) -> list[Stream]:
        """Return the connections that listen to one of these topics."""
        return [stream for stream in self.connections if stream.topics.intersection(topics)]

    async def subscribed(self, topic: str, seconds: float = 30) -> None:
        """Wait until a connection listens to a topic."""
        async with asyncio.timeout(seconds):
            while not self.of(topic):  # noqa: ASYNC110  it is for tests
                await asyncio.sleep(0.005)

    def cut(self) -> None:
        """End all connections without a word."""
        for stream in list(self.connections):
            stream.abort()

    async def serve(
        self,
        request: web.Request,
        path: str,
        on_open: Callable[[Stream], None],
        on_message: Callable[[Stream, object], None],
    ) -> web.StreamResponse:
        """Serve a new connection until it ends."""
        if self.refusing:
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        stream = Stream(self, request, socket, path)
        self.connections.append(stream)
        self.accepted += 1
        try:
            on_open(stream)
            await stream.run(on_message)
        finally:
            self.connections.remove(stream)
        return socket
