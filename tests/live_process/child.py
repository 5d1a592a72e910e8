"""The process that is killed: its entry point, which must cost nothing to import."""

from .plan import Plan


def run(plan: Plan) -> None:
    """Run an account until somebody kills it."""
    import asyncio

    from .account import serve

    asyncio.run(serve(plan))


def nothing() -> None:
    """Be there, and no more."""
