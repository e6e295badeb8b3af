import { z } from "zod";
import type { Flow } from "../../flow";
import type { Schedule } from "../../flow/simulate";
import type { Tenant } from "./tenant";

const repetition = {
  name: z.string(),
  frequency: z.string().optional(),
  recurrence: z
    .looseObject({
      interval: z.number().optional(),
      occurrenceInTheMonth: z.string().optional(),
      daysOfWeek: z.array(z.string()).optional(),
      specificDayOfMonth: z.number().optional(),
      specificMonth: z.string().optional(),
      endDate: z.string().optional(),
    })
    .optional(),
};

const hours = z.looseObject({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  workingHours: z.array(
    z.looseObject({ name: z.string(), days: z.array(z.string()), startTime: z.string(), endTime: z.string() }),
  ),
  holidaysId: z.string().optional(),
  overridesId: z.string().optional(),
});

/** A holiday without times lasts whole days; one without a first day is ignored. */
const holidays = z.looseObject({
  holidays: z.array(
    z
      .looseObject({
        ...repetition,
        startDate: z.string().optional(),
        endDate: z.string().optional(),
        startTime: z.string().optional(),
        endTime: z.string().optional(),
      })
      .transform(
        ({ startDate = "9999-12-31", endDate = startDate, startTime = "00:00", endTime = "23:59", ...rest }) => ({
          ...rest,
          first: `${startDate}T${startTime}`,
          last: `${endDate}T${endTime}`,
        }),
      ),
  ),
});

const overrides = z.looseObject({
  timezone: z.string(),
  overrides: z.array(
    z
      .looseObject({
        ...repetition,
        startDateTime: z.string().default("9999-12-31T00:00"),
        endDateTime: z.string().default("9999-12-31T00:00"),
        workingHours: z.boolean(),
      })
      .transform(({ startDateTime: first, endDateTime: last, workingHours: isOpen, ...rest }) => ({
        ...rest,
        first,
        last,
        isOpen,
      })),
  ),
});

/** The business hours that a call may use, by id: first those in the flows, then all others, as variables may name them. */
export async function schedulesOf(tenant: Tenant, flows: readonly Flow[]): Promise<Readonly<Record<string, Schedule>>> {
  const nodes = flows.flatMap(({ processes }) => processes.flatMap((process) => process.nodes));
  const asking = nodes.filter(({ kind }) => kind === "business-hours");
  if (asking.length === 0) return {};
  const named = new Set(asking.map(({ properties }) => properties.businessHoursId));
  const all = await tenant.rows("business-hours");
  const rows = [...all.filter(({ id }) => named.has(id)), ...all.filter(({ id }) => !named.has(id))];
  const read = await Promise.all(rows.map(async ({ id }) => [id, await scheduleOf(tenant, id)] as const));
  return Object.fromEntries(read.flatMap(([id, schedule]) => (schedule === undefined ? [] : [[id, schedule]])));
}

async function scheduleOf(tenant: Tenant, id: string): Promise<Schedule | undefined> {
  const row = hours.safeParse(await tenant.item("business-hours", id)).data;
  if (row === undefined) return undefined;
  const { name, timezone: timeZone, workingHours, holidaysId, overridesId } = row;
  const list = holidaysId === undefined ? undefined : await tenant.item("holiday-list", holidaysId);
  const exceptions = overridesId === undefined ? undefined : await tenant.item("overrides", overridesId);
  const other = exceptions === undefined ? undefined : overrides.parse(exceptions);
  return {
    name,
    timeZone,
    workingHours,
    holidays: list === undefined ? [] : holidays.parse(list).holidays,
    overrides: other?.overrides ?? [],
    overridesZone: other?.timezone ?? timeZone,
  };
}
