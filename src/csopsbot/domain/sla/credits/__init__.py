"""Service credits: what is given back for promises to customers that were broken.

`statements` goes from cycles that are over, of customers' clocks only, to amounts of money with
their evidence; `restated` gives the lines by which an earlier statement becomes a later one.
"""

from csopsbot.domain.sla.credits.cycles import Broken, Cycle
from csopsbot.domain.sla.credits.lines import Cause, Line, Share, Statement
from csopsbot.domain.sla.credits.month import Month, NoMonth, month
from csopsbot.domain.sla.credits.restating import Issued, restated, restatements
from csopsbot.domain.sla.credits.rules import Attainment, CreditRules, PerBreach, problems
from csopsbot.domain.sla.credits.stating import statements

__all__ = [
    "Attainment",
    "Broken",
    "Cause",
    "CreditRules",
    "Cycle",
    "Issued",
    "Line",
    "Month",
    "NoMonth",
    "PerBreach",
    "Share",
    "Statement",
    "month",
    "problems",
    "restated",
    "restatements",
    "statements",
]
