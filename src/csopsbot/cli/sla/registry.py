"""Every command of `csopsbot sla`. A command is a file of this folder."""

COMMANDS = {
    "batch": "Count open time for machines, in lines of JSON.",
    "breaches": "List the promises that were not kept, with the reasons given.",
    "simulate": "Show what another policy would have made of the history, beside what was.",
}
