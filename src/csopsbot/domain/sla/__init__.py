"""SLA arithmetic: calendars, and open time counted on them."""
