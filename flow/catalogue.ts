import { z } from "zod";
import activityKinds from "./activity-kinds.json";
import { type JsonObject, arrayAt } from "./json";
import { REFERENCES, type Reference } from "./references";

/** An output port of an activity. */
export interface Port {
  readonly name: string;
  /** Flow Designer does not publish a flow while this port has no link. */
  readonly mandatory: boolean;
  /** Used on a system error. Without a link the error goes to GlobalErrorHandling. */
  readonly error: boolean;
  /** Whether the file's diagram shows this port. Exports of 2022 show no error ports. */
  readonly drawn: boolean;
}

/** Where the port names come from: Flow Designer exports of 2022 and of 2026, and FlowV2 as two communities measured it. */
export const PROFILES = ["v1-2022", "v1-2026", "v2-toolkit-2026-07", "v2-flowkit-2026-10"] as const;
export type Profile = (typeof PROFILES)[number];

export const DEFAULT_PROFILE: Profile = "v1-2026";

/** Every activity type of the format page, in its order. */
const KNOWN_KINDS = [
  "start",
  "event",
  "end",
  "set-variable",
  "http-request-v2",
  "parse-activity",
  "condition-activity",
  "case-statement",
  "business-hours",
  "percent-allocation",
  "play-message",
  "play-music",
  "ivr-menu",
  "ivr-collectdigits",
  "queue-contact",
  "queue-to-agent",
  "queue-lookup",
  "callback",
  "screen-pop",
  "disconnect-contact",
  "blind-transfer",
  "bridged-transfer",
  "SetCallerID",
  "ivr-virtualassistantvoice",
  "ivr-virtualassistant",
  "start-media-stream",
  "subflow-handoff",
  "hand-off",
  "wait-activity",
  "start-subflow",
  "end-subflow",
] as const;
export type KnownKind = (typeof KNOWN_KINDS)[number];
export type ActivityKind = KnownKind | "unknown";

/** Activities that need a caller on the line to do their work. */
export const NEEDS_CALLER: readonly ActivityKind[] = [
  "play-message",
  "play-music",
  "ivr-menu",
  "ivr-collectdigits",
  "queue-contact",
  "queue-to-agent",
  "callback",
  "ivr-virtualassistantvoice",
  "ivr-virtualassistant",
  "blind-transfer",
  "bridged-transfer",
];

const CHANGE_CLASSES = ["routing", "caller-facing", "data", "desktop", "cosmetic"] as const;

const flag = z.boolean().default(false);
const portSchema = z.strictObject({
  mandatory: flag,
  error: flag,
  /** By profile, the name of the port where it differs; null where the profile does not have the port. */
  as: z.partialRecord(z.enum(PROFILES), z.string().nullable()).optional(),
});
/** Section 1.3 of the format page. Where `names` or `activityId` is left out, the kind is used. */
const rowSchema = z.strictObject({
  palette: z.string(),
  names: z.tuple([z.string()], z.string()).optional(),
  activityId: z.string().optional(),
  group: z.string(),
  rows: z.enum(["menuLinks", "allocations"]).optional(),
  reported: flag,
  change: z.enum(CHANGE_CLASSES),
  ports: z.record(z.string(), portSchema),
});
const table = z
  .strictObject({ kinds: z.record(z.enum(KNOWN_KINDS), rowSchema), registryOnly: z.array(z.string()) })
  .parse(activityKinds);

/** Who should review a change: the queue planner, the author of the prompts, the integrator, the agents' supervisor, or nobody. */
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** A port of an activity type. */
interface PortRow extends z.output<typeof portSchema> {
  readonly name: string;
}

/** One row of the activity table: names, drawing and ports of an activity type. */
export interface ActivityRow {
  readonly kind: KnownKind;
  readonly palette: string;
  /** Spellings of `activityName`, the one to write in v1 first. */
  readonly names: readonly [string, ...string[]];
  readonly activityId: string;
  /** `group` of the activity, `type` of its widget. */
  readonly group: string;
  /** Property that lists further ports, drawn before the fixed ones. */
  readonly rows?: "menuLinks" | "allocations" | undefined;
  readonly ports: readonly PortRow[];
  readonly change: ChangeClass;
  /** measured: seen in real exports; reported: other public sources. */
  readonly evidence: "measured" | "reported";
  /** Properties that hold names or ids of the organisation's objects. */
  readonly references: readonly Reference[];
}

function row(kind: KnownKind): ActivityRow {
  const { names = [kind], activityId = kind, reported, ports, ...rest } = table.kinds[kind];
  return Object.freeze({
    kind,
    ...rest,
    names,
    activityId,
    ports: Object.entries(ports).map(([name, port]) => ({ name, ...port })),
    evidence: reported ? "reported" : "measured",
    references: REFERENCES[kind] ?? [],
  });
}

export const CATALOGUE: readonly ActivityRow[] = Object.freeze(KNOWN_KINDS.map(row));

/** Activity types that Flow Designer has but whose ports no public export shows. */
export const REGISTRY_ONLY: ReadonlySet<string> = new Set(table.registryOnly);

const BY_KIND = new Map<ActivityKind, ActivityRow>(CATALOGUE.map((entry) => [entry.kind, entry]));
const BY_NAME = new Map(CATALOGUE.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

/** The row of a kind; undefined for "unknown". */
export const activityRow = (kind: ActivityKind): ActivityRow | undefined => BY_KIND.get(kind);

/** The kind for an `activityName`, in any spelling that exports use. */
export const kindOf = (activityName: string): ActivityKind => BY_NAME.get(activityName)?.kind ?? "unknown";

/** Output ports that an activity of this kind has under `profile`, rows of menus and cases included. */
export function catalogPorts(
  kind: ActivityKind,
  properties: JsonObject,
  profile: Profile = DEFAULT_PROFILE,
): readonly Omit<Port, "drawn">[] {
  const entry = BY_KIND.get(kind);
  if (entry === undefined) return [];
  const rows =
    entry.rows === undefined
      ? []
      : arrayAt(properties, entry.rows)
          .filter((row) => typeof row !== "object")
          .map(String);
  const fixed = entry.ports.flatMap((port) => {
    const spelling = port.as?.[profile];
    if (spelling === null) return [];
    return [{ name: spelling ?? port.name, mandatory: port.mandatory, error: port.error }];
  });
  return [...rows.map((name) => ({ name, mandatory: true, error: false })), ...fixed];
}
