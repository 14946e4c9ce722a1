"""Every command there is: a file of this folder, or a folder with a registry of its own."""

COMMANDS = {
    "check": "Say what is wrong with the settings and the desk file.",
    "demo": "Play the main job on this machine, then stay up to be tried.",
    "doctor": "Ask Slack, the trackers and the database whether all is well.",
    "migrate": "Bring the database up to date.",
    "outbox": "Show what could not be delivered, and send it again.",
    "sandbox": "Run the local Slack alone, for an app of your own to talk to.",
    "serve": "Run the bot.",
    "sla": "Count open time, and show what was counted.",
}
