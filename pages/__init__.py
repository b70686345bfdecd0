"""One screen each: reads input, asks board/, draws with charts/. Only definitions; nothing runs on import."""
