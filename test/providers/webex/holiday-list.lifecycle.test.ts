import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.HolidayList", "holiday-list", (tenant) => {
  const christmas = {
    name: "Christmas",
    startDate: "2026-12-25",
    endDate: "2026-12-26",
    frequency: "Yearly",
    recurrence: { interval: 1, specificMonth: "DEC", specificDayOfMonth: 25 },
  };
  const strike = {
    name: "Strike",
    startDate: "2026-11-03",
    endDate: "2026-11-03",
    startTime: "12:00",
    endTime: "18:00",
  };
  const repeated = (change: object) => ({ holidays: [{ ...strike, ...change }] });
  return Promise.resolve({
    inputs: { name: "France", description: "Public ones", holidays: [christmas, strike] },
    wire: { name: "France", description: "Public ones", holidays: [christmas, strike] },
    update: {
      inputs: { holidays: [strike, { ...christmas, endDate: "2026-12-25" }] },
      wire: { holidays: [strike, { ...christmas, endDate: "2026-12-25" }] },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("holiday-list", id, { holidays: [strike] }),
      input: "holidays",
      shown: [strike],
    },
    rename: { name: "France 2" },
    references: [],
    refused: [
      [{ name: "France & Spain" }, "name", /^may hold only letters/],
      [{ holidays: [] }, "holidays", "needs at least one holiday"],
      [{ holidays: [strike, strike] }, "holidays", "has Strike twice"],
      [repeated({ startDate: "03.11.2026" }), "holidays[0].startDate", "must be a date such as 2026-12-25"],
      [repeated({ endDate: "2026-02-30" }), "holidays[0].endDate", "is not a day of the calendar"],
      [repeated({ startTime: "noon" }), "holidays[0].startTime", "must be a time such as 08:00, up to 23:59"],
      // The service cannot read it.
      [repeated({ frequency: "None" }), "holidays[0].frequency", /DontRepeat/],
      [repeated({ frequency: "Weekly" }), "holidays[0].recurrence.daysOfWeek", "is required for Weekly"],
      [
        repeated({ frequency: "Monthly", recurrence: {} }),
        "holidays[0].recurrence.specificDayOfMonth",
        "or occurrenceInTheMonth is required for Monthly",
      ],
      [
        repeated({ frequency: "Yearly", recurrence: { specificDayOfMonth: 3 } }),
        "holidays[0].recurrence.specificMonth",
        "is required for Yearly",
      ],
      [
        repeated({ recurrence: { specificMonth: "MAY" } }),
        "holidays[0].recurrence",
        "needs a frequency other than DontRepeat",
      ],
      [
        repeated({ frequency: "Daily", recurrence: { interval: 0 } }),
        "holidays[0].recurrence.interval",
        "must be at least 1",
      ],
      [
        repeated({ frequency: "Monthly", recurrence: { specificDayOfMonth: 32 } }),
        "holidays[0].recurrence.specificDayOfMonth",
        "may be at most 31",
      ],
    ],
    requests: {
      create: ["POST holiday-list"],
      update: ["GET holiday-list/:id", "PUT holiday-list/:id"],
      delete: ["DELETE holiday-list/:id"],
      gone: ["DELETE holiday-list/:id"],
    },
  });
});
