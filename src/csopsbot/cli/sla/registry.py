"""Every command of `csopsbot sla`. A command is a file of this folder."""

COMMANDS = {
    "batch": "Count open time for machines, in lines of JSON.",
}
