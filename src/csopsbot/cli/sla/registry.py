"""Every command of `csopsbot sla`. A command is a file of this folder."""

COMMANDS = {
    "batch": "Count open time for machines, in lines of JSON.",
    "breaches": "List the promises that were not kept, with the reasons given.",
    "explain": "Explain why the clocks of an escalation stand where they do.",
    "credits": "List what customers are credited for promises that were broken.",
    "simulate": "Show what another policy would have made of the history, beside what was.",
}
