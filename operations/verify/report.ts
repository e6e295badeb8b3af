import { z } from "zod";
import { type FaultRule } from "../../sandbox";
import { findingSchema, line, type Seen, seenSchema } from "./findings";
import { differences, type Shape, type typeOf } from "./shape";

/** Increased where a reader of the version before would misunderstand a report. */
export const VERSION = 2;

const MAX_REPORT_BYTES = 5_000_000;

/** Replaces ids, numbers and addresses by `id-1`, `number-2` in the order of appearance. Hashes could be guessed. */
export class Placeholders {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  of(kind: string, value: string): string {
    const before = this.known.get(value);
    if (before !== undefined) return before;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const made = `${kind}-${count}`;
    this.known.set(value, made);
    return made;
  }

  /** A path with placeholders for the parts that have braces in the check's path. */
  path(template: string, sent: string): string {
    const names = template.split("/");
    return sent
      .split("/")
      .map((part, i) => ((names[i] ?? "").includes("{") ? this.of("id", part) : part))
      .join("/");
  }
}

const report = z.strictObject({
  format: z.literal("datadip-verify"),
  version: z.literal(VERSION),
  requests: z.int().min(0),
  seconds: z.number().min(0),
  answers: z
    .array(seenSchema.extend({ path: line }))
    .max(1_000)
    .readonly(),
  skipped: z.array(line).max(1_000).readonly(),
  findings: z.array(findingSchema).max(10_000).readonly(),
  /** Those of Salesforce. */
  salesforce: z.array(findingSchema).max(1_000).readonly(),
});

/** The report of a run. It does not identify the tenant, so strangers may see it. */
export type Report = Readonly<z.output<typeof report>>;

/**
 * Parses a report from somebody else. Only its statuses, names of members and types are used, never as a path, an address or code.
 * @throws Error with one sentence for a text that is not a report.
 */
export function readReport(text: string): Report {
  if (text.length > MAX_REPORT_BYTES)
    throw new Error(`The report is larger than ${MAX_REPORT_BYTES / 1e6} MB: no report is.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("The report is not JSON: give the verify-report.json as datadip verify wrote it.");
  }
  const version = z.looseObject({ format: z.literal("datadip-verify"), version: z.number() }).safeParse(value);
  if (!version.success) throw new Error("This is not a report of datadip verify.");
  const told = version.data.version;
  if (told !== VERSION)
    throw new Error(
      `The report has version ${told}; this datadip reads version ${VERSION}. ${told < VERSION ? "Make it again by this datadip" : "Update this datadip"}.`,
    );
  const parsed = parsedOrTooDeep(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`The report is damaged at ${issue?.path.join(".") ?? "its start"}: ${issue?.message ?? ""}`);
}

/** Parses shapes, which are nested; a hostile report may be nested too deeply. */
function parsedOrTooDeep(value: unknown): ReturnType<typeof report.safeParse> {
  try {
    return report.safeParse(value);
  } catch (error) {
    if (error instanceof RangeError)
      throw new Error("The report is nested deeper than any that datadip verify writes.", { cause: error });
    throw error;
  }
}

type Rule = Omit<FaultRule, "times">;

/** Rules that make an emulator answer like a report's tenant; `emulated` are its own answers to the same checks. Pure. */
export function rulesOf(
  answers: Report["answers"],
  emulated: readonly (Seen & { readonly path: string })[],
): readonly Rule[] {
  const byId = new Map(emulated.map((one) => [one.id, one]));
  return answers.flatMap((told) => {
    const own = byId.get(told.id);
    if (own === undefined) return [];
    // The path comes from our checks, never from the report.
    const where = { vendor: "webex", method: "GET", path: patternOf(own.path) };
    if (told.status !== own.status) return [{ ...where, ...refusal(told.status) }];
    const rule = alterations(told, own);
    return Object.keys(rule).length === 0 ? [] : [{ ...where, ...rule }];
  });
}

/** The path as a pattern, in which an id fits any text. */
const patternOf = (path: string): string =>
  path
    .split("/")
    .map((part) => (/^id-\d+$/.test(part) ? "*" : part))
    .join("/");

function refusal(status: number): Partial<Rule> {
  if (status === 0) return { reset: true };
  // A gateway's answer for an unknown route.
  return status === 404 ? { status, body: { message: "no Route matched with those values" } } : { status };
}

function alterations(told: Seen, own: Seen): Partial<Rule> {
  const found = differences(own.shape, told.shape);
  const last = (at: string): string => at.split(".").at(-1)?.replaceAll("[]", "") ?? "";
  const owner = (at: string): string => at.slice(0, at.lastIndexOf(last(at)));
  const extra = found.filter(({ kind }) => kind === "extra");
  const missing = found.filter(({ kind }) => kind === "missing");
  // A missing member and a new one of the same type count as renamed.
  const renamed = missing.flatMap((one) => {
    const other = extra.filter((two) => owner(two.at) === owner(one.at) && two.found === one.expected);
    return other.length === 1 && other[0] !== undefined ? [[last(one.at), last(other[0].at)] as const] : [];
  });
  const omitted = missing.map(({ at }) => last(at)).filter((name) => !renamed.some(([from]) => from === name));
  const retyped = found
    .filter(({ kind }) => kind === "type")
    .map(({ at, found: type }) => [last(at), EXAMPLE[type] ?? null] as const);
  const headers = own.headers.filter((name) => !told.headers.includes(name));
  return {
    ...(omitted.length === 0 ? {} : { omit: omitted }),
    ...(renamed.length === 0 ? {} : { rename: Object.fromEntries(renamed) }),
    ...(retyped.length === 0 ? {} : { replace: Object.fromEntries(retyped) }),
    ...(headers.length === 0 ? {} : { withoutHeaders: headers }),
  };
}

/** An object of this shape, with an id and name made from its kind. */
export function exampleOf(kind: string, told: Shape): unknown {
  const value = exampleValue(told);
  // Ids must have the form of an id to be recognised.
  const id = `00000000-0000-4000-8000-${Buffer.from(kind).toString("hex").padEnd(12, "0").slice(0, 12)}`;
  return isRecord(value) && "id" in value
    ? { ...value, id, ...("name" in value ? { name: `Example ${kind}` } : {}) }
    : value;
}

function exampleValue(told: Shape): unknown {
  if (typeof told === "string") return told === "null" ? null : EXAMPLE[told];
  if ("list" in told) return told.list === undefined ? [] : [exampleValue(told.list)];
  return Object.fromEntries(Object.entries(told.members).map(([name, member]) => [name, exampleValue(member)]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const EXAMPLE: Readonly<Record<ReturnType<typeof typeOf>, Exclude<FaultRule["body"], undefined>>> = {
  text: "text",
  number: 1,
  boolean: true,
  list: [],
  object: {},
};
