"""The real server, asked over its websocket: what reaches a browser, and what never does."""
