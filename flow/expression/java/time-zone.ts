import { z } from "zod";
import zoneNames from "./zone-names.json";

/** Time zones by the ids that `java.util.TimeZone` knows. Offsets are in minutes east of UTC. */
export interface JavaZone {
  readonly id: string;
  readonly offsetAt: (epochMs: number) => number;
}

/** January and July of a year for which Intl has the names of every current zone. */
const SAMPLES = [Date.UTC(2024, 0, 15), Date.UTC(2024, 6, 15)] as const;
const MINUTE_MS = 60_000;

const offsets = z.record(z.string(), z.number());
const {
  shortIds: SHORT_IDS,
  fixedIds: FIXED_IDS,
  abbreviations: ABBREVIATIONS,
} = z
  .strictObject({
    /** Three-letter ids that Java accepts and Intl does not, or reads differently. */
    shortIds: z.record(z.string(), z.string()),
    /** Zones without summer time, in minutes east of UTC. */
    fixedIds: offsets,
    /** Zone names in date texts, in hours east of UTC. */
    abbreviations: offsets,
  })
  .parse(zoneNames);

export const fixedZone = (offset: number, id = "GMT"): JavaZone => ({ id, offsetAt: () => offset });

/** The zone of an abbreviation in a date text; undefined for unknown ones. */
export function zoneByAbbreviation(name: string): JavaZone | undefined {
  const key = name.toUpperCase();
  const hours = Object.hasOwn(ABBREVIATIONS, key) ? ABBREVIATIONS[key] : undefined;
  return hours === undefined ? undefined : fixedZone(hours * 60, key);
}

const partsFormats = new Map<string, Intl.DateTimeFormat>();

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  const known = partsFormats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  partsFormats.set(timeZone, made);
  return made;
}

/** Java's zone data begin in 1900; before that today's standard time is used. */
const FIRST_TRANSITION = Date.UTC(1900, 0, 1);

function namedOffset(timeZone: string, epochMs: number): number {
  if (epochMs < FIRST_TRANSITION) return Math.min(...SAMPLES.map((sample) => namedOffset(timeZone, sample)));
  const name = offsetFormat(timeZone)
    .formatToParts(epochMs)
    .find((part) => part.type === "timeZoneName")?.value;
  const match = /^GMT(?:([+-])(\d+):(\d+))?/.exec(name ?? "GMT");
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return match?.[1] === "-" ? -minutes : minutes;
}

/** The zone with this id; undefined when there is none. */
export function findZone(id: string): JavaZone | undefined {
  const fixed = Object.hasOwn(FIXED_IDS, id) ? FIXED_IDS[id] : undefined;
  if (fixed !== undefined) return fixedZone(fixed, id);
  const custom = /^(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(id);
  if (custom !== null) {
    const minutes = Number(custom[2]) * 60 + Number(custom[3] ?? 0);
    const normal = `GMT${custom[1]}${(custom[2] ?? "").padStart(2, "0")}:${custom[3] ?? "00"}`;
    return fixedZone(custom[1] === "-" ? -minutes : minutes, normal);
  }
  const timeZone = (Object.hasOwn(SHORT_IDS, id) ? SHORT_IDS[id] : undefined) ?? id;
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    offsetFormat(timeZone);
  } catch {
    return undefined; // Intl reports an unknown id by a RangeError only
  }
  return { id: timeZone, offsetAt: (epochMs) => namedOffset(timeZone, epochMs) };
}

/** `TimeZone.getTimeZone`: an unknown id means GMT. */
export const zoneOrGmt = (id: string): JavaZone => findZone(id) ?? fixedZone(0);

/** The instant at which this zone's clocks show the given local time (as if it were UTC); in a gap, the later one. */
export function localToEpoch(localMs: number, zone: JavaZone): number {
  const first = localMs - zone.offsetAt(localMs) * MINUTE_MS;
  const second = localMs - zone.offsetAt(first) * MINUTE_MS;
  return zone.offsetAt(second) === zone.offsetAt(first) ? second : Math.max(first, second);
}

const LOCALES = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-CA", "en-ZA"] as const;
const LONG_NAMES: Readonly<Record<string, string>> = { UTC: "Coordinated Universal Time", GMT: "Greenwich Mean Time" };

function nameAt(timeZone: string, epochMs: number, timeZoneName: "long" | "short"): string | undefined {
  for (const locale of LOCALES) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(epochMs);
    const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
    if (name !== "" && !/^(?:GMT|UTC)[+-]/.test(name)) return name;
  }
  return undefined;
}

/** The zone's name in English at that instant: `CET`, or `Central European Standard Time`. */
export function zoneName(zone: JavaZone, epochMs: number, long: boolean): string {
  if (Object.hasOwn(FIXED_IDS, zone.id)) return (long ? LONG_NAMES[zone.id] : undefined) ?? zone.id;
  if (/^GMT[+-]/.test(zone.id)) return zone.id;
  const style = long ? "long" : "short";
  // Intl has no names for early years. Java prints today's name with the same offset.
  const twin = SAMPLES.find((sample) => zone.offsetAt(sample) === zone.offsetAt(epochMs));
  return nameAt(zone.id, epochMs, style) ?? (twin === undefined ? undefined : nameAt(zone.id, twin, style)) ?? zone.id;
}
