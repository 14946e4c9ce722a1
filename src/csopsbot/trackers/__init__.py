"""One folder per issue tracker; each holds an adapter that fits `csopsbot.app.tracker`."""
