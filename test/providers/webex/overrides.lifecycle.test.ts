import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.Overrides", "overrides", (tenant) => {
  const sale = {
    name: "Sale",
    startDateTime: "2026-12-01T18:00",
    endDateTime: "2026-12-01T21:59",
    workingHours: true,
    frequency: "Weekly",
    recurrence: { interval: 2, daysOfWeek: ["TUE"], endDate: "2026-12-31" },
  };
  const party = {
    name: "Party",
    startDateTime: "2026-12-18T16:00",
    endDateTime: "2026-12-18T23:59",
    workingHours: false,
  };
  const changed = (change: object) => ({ overrides: [{ ...party, ...change }] });
  return Promise.resolve({
    inputs: { name: "December", description: "Busy", timezone: "Europe/Paris", overrides: [sale, party] },
    wire: { name: "December", description: "Busy", timezone: "Europe/Paris", overrides: [sale, party] },
    update: { inputs: changed({ workingHours: true }), wire: changed({ workingHours: true }) },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("overrides", id, { overrides: [sale] }), input: "overrides", shown: [sale] },
    rename: { name: "December 2" },
    references: [],
    refused: [
      [{ name: "Dec.ember" }, "name", /^may hold only letters/],
      [{ timezone: undefined }, "timezone", "is required"],
      [{ overrides: [] }, "overrides", "needs at least one override"],
      [{ overrides: [party, party] }, "overrides", "has Party twice"],
      [
        changed({ startDateTime: "2026-12-18" }),
        "overrides[0].startDateTime",
        "must be a date and time such as 2026-12-24T14:00",
      ],
      [
        changed({ endDateTime: "2026-12-18T16:00:00Z" }),
        "overrides[0].endDateTime",
        "must be a date and time such as 2026-12-24T14:00",
      ],
      [changed({ endDateTime: "2026-13-18T16:00" }), "overrides[0].endDateTime", "is not a day of the calendar"],
      [changed({ workingHours: undefined }), "overrides[0].workingHours", "is required"],
      [changed({ frequency: "Weekly" }), "overrides[0].recurrence.daysOfWeek", "is required for Weekly"],
    ],
    requests: {
      create: ["POST overrides"],
      update: ["GET overrides/:id", "PUT overrides/:id"],
      delete: ["DELETE overrides/:id"],
      gone: ["DELETE overrides/:id"],
    },
  });
});
