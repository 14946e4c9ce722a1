"""Service credits: what is given back for promises to customers that were broken."""

from csopsbot.domain.sla.credits.rules import Attainment, CreditRules, PerBreach, problems

__all__ = ["Attainment", "CreditRules", "PerBreach", "problems"]
