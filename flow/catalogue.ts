import { ACTIVITY_TABLE, type PortRow, type Profile } from "./activity-table";
import type { JsonObject } from "./json";
import { arrayAt } from "./json";
import type { Port } from "./port";
import { REFERENCES, type Reference } from "./references";

export type { Profile };
export const DEFAULT_PROFILE: Profile = "v1-2026";
export const PROFILES: readonly Profile[] = ["v1-2022", "v1-2026", "v2-toolkit-2026-07", "v2-flowkit-2026-10"];

/** One row of the activity table: what an activity type is called, drawn as and left by. */
export interface ActivityRow {
  readonly kind: KnownKind;
  readonly palette: string;
  /** Spellings of `activityName`, the one to write in v1 first. */
  readonly names: readonly [string, ...string[]];
  readonly activityId: string;
  /** `group` of the activity, `type` of its widget. */
  readonly group: string;
  /** Property that lists further ports, drawn before the fixed ones. */
  readonly rows?: "menuLinks" | "allocations";
  readonly ports: readonly PortRow[];
  /** measured: seen in real exports; reported: other public sources. */
  readonly evidence: "measured" | "reported";
  /** Properties that hold names or ids of the organisation's objects. */
  readonly references: readonly Reference[];
}

export type KnownKind = keyof typeof ACTIVITY_TABLE;
export type ActivityKind = KnownKind | "unknown";

const REPORTED: ReadonlySet<string> = new Set([
  "business-hours",
  "percent-allocation",
  "blind-transfer",
  "bridged-transfer",
  "SetCallerID",
  "hand-off",
  "wait-activity",
]);

type TableRow = readonly [
  palette: string,
  names: readonly [string, ...string[]],
  activityId: string,
  group: string,
  ports: readonly PortRow[],
  rows?: "menuLinks" | "allocations",
];

const row = (kind: KnownKind): ActivityRow => {
  const [palette, names, activityId, group, ports, rows]: TableRow = ACTIVITY_TABLE[kind];
  return Object.freeze({
    kind,
    palette,
    names,
    activityId,
    group,
    ports,
    ...(rows && { rows }),
    evidence: REPORTED.has(kind) ? "reported" : "measured",
    references: REFERENCES[kind] ?? [],
  });
};

/** Every activity type of the format page, in its order. Object.keys forgets that the keys are kinds. */
export const CATALOGUE: readonly ActivityRow[] = Object.freeze((Object.keys(ACTIVITY_TABLE) as KnownKind[]).map(row));

/** Activity types that Flow Designer has but whose ports no public export shows. */
export const REGISTRY_ONLY: ReadonlySet<string> = new Set([
  "advanced-queue-info",
  "set-contact-priority",
  "escalate-cdg",
  "scheduled-callback",
  "record",
  "RecordingControl",
  "send-digits",
  "set-announcement",
  "set-whisperannouncement",
  "call-progress-analysis",
  "upload-audio",
  "cryptographic-hash",
  "generate-otp",
  "verify-otp",
  "ReceiveMessage",
  "SendCustomMessage",
  "Feedback",
  "Feedback-V2",
  "bre-request",
  "fn-activity",
  "http-request",
]);

const BY_KIND = new Map<ActivityKind, ActivityRow>(CATALOGUE.map((entry) => [entry.kind, entry]));
const BY_NAME = new Map(CATALOGUE.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

/** The row of a kind; undefined for "unknown". */
export const activityRow = (kind: ActivityKind): ActivityRow | undefined => BY_KIND.get(kind);

/** The kind behind an `activityName`, in any spelling that exports use. */
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
