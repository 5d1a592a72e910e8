"""The panel: its place in the sidebar, websocket commands, subscriptions and rows."""
