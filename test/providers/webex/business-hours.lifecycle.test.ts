import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.BusinessHours", "business-hours", async (tenant) => {
  const holidays = await tenant.make("holiday-list", {
    name: "France",
    holidays: [{ name: "Christmas", startDate: "2026-12-25", endDate: "2026-12-25" }],
  });
  const weekdays = {
    name: "Weekdays",
    days: ["MON", "TUE", "WED", "THU", "FRI"],
    startTime: "08:00",
    endTime: "16:59",
  };
  const saturday = { name: "Saturday", days: ["SAT"], startTime: "09:00", endTime: "11:59" };
  return {
    inputs: {
      name: "Office hours",
      timezone: "Europe/Paris",
      workingHours: [weekdays, saturday],
      holidaysId: holidays.id,
    },
    wire: {
      name: "Office hours",
      timezone: "Europe/Paris",
      workingHours: [weekdays, saturday],
      holidaysId: holidays.id,
    },
    update: {
      inputs: { timezone: "UTC", workingHours: [{ ...weekdays, days: ["MON"] }] },
      wire: { timezone: "UTC", workingHours: [{ ...weekdays, days: ["MON"] }], holidaysId: holidays.id },
    },
    removal: { input: "holidaysId", wire: { holidaysId: null } },
    drift: { by: (id) => tenant.edit("business-hours", id, { timezone: "UTC" }), input: "timezone", shown: "UTC" },
    rename: { name: "Office hours 2" },
    references: ["holidaysId", "overridesId"],
    refused: [
      [{ name: "Office  hours" }, "name", "may hold only letters, digits, - and _, with single spaces between"],
      [{ name: "Office.hours" }, "name", "may hold only letters, digits, - and _, with single spaces between"],
      [{ name: " Office" }, "name", "may hold only letters, digits, - and _, with single spaces between"],
      // The published pattern needs seconds to say no to this.
      [{ name: `${"a".repeat(60)}!` }, "name", "may hold only letters, digits, - and _, with single spaces between"],
      [{ timezone: undefined }, "timezone", "is required"],
      [{ timezone: "Paris" }, "timezone", /^is not an IANA time zone/],
      [{ workingHours: [] }, "workingHours", "needs at least one entry"],
      [{ workingHours: [weekdays, weekdays] }, "workingHours", "has Weekdays twice"],
      [{ workingHours: [{ ...weekdays, days: [] }] }, "workingHours[0].days", "needs at least one day"],
      [{ workingHours: [{ ...weekdays, days: ["MONDAY"] }] }, "workingHours[0].days[0]", /"MON"/],
      [
        { workingHours: [{ ...weekdays, startTime: "8:00" }] },
        "workingHours[0].startTime",
        "must be a time such as 08:00, up to 23:59",
      ],
      [
        { workingHours: [{ ...weekdays, endTime: "24:00" }] },
        "workingHours[0].endTime",
        "must be a time such as 08:00, up to 23:59",
      ],
    ],
    requests: {
      create: ["POST business-hours"],
      update: ["GET business-hours/:id", "PUT business-hours/:id"],
      delete: ["DELETE business-hours/:id"],
      gone: ["DELETE business-hours/:id"],
    },
  };
});
