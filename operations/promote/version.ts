import { z } from "zod";
import { type Flow, readFlow } from "../../flow";
import type { WebexApi } from "../../providers/webex/client/api";
import { type BasicFlow, exportFlow, flowRows, forgetFlows, tagVersions } from "../../providers/webex/flow/flow-wire";

/** Only flows are promoted: numbers lead to flows, and a subflow belongs to the flows that call it. */
export const FLOW = "FLOW";

const audit = z.looseObject({
  id: z.string().nullish(),
  version: z.number().nullish(),
  comment: z.string().nullish(),
  createdBy: z.string().nullish(),
  createdDate: z.union([z.string(), z.number()]).nullish(),
  lastModifiedBy: z.string().nullish(),
  lastModifiedDate: z.union([z.string(), z.number()]).nullish(),
});

/** One version of a flow. */
export interface Version {
  readonly id: string;
  /** Number in Flow Designer; absent where the export has none. */
  readonly number?: number;
  readonly by?: string;
  /** Time in ISO 8601. */
  readonly at?: string;
  readonly comment: string;
  /** The unchanged export. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The parsed flow, under its present name. */
  readonly flow: Flow;
}

/** The version with this id; `draft` and `latest` are allowed too. */
export async function versionOf(api: WebexApi, row: BasicFlow, id: string): Promise<Version> {
  const document = audit.parse(await exportFlow(api, row.id, FLOW, id));
  const by = document.lastModifiedBy ?? document.createdBy ?? undefined;
  const at = document.lastModifiedDate ?? document.createdDate ?? undefined;
  const isDraft = id === "draft";
  return {
    id: document.id ?? id,
    ...(typeof document.version === "number" && !isDraft ? { number: document.version } : {}),
    ...(by === undefined ? {} : { by }),
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    comment: document.comment ?? "",
    document,
    flow: readFlow({ ...document, name: row.name }),
  };
}

/** The flow's row, read anew. Undefined where it is gone. */
export async function freshRow(api: WebexApi, id: string): Promise<BasicFlow | undefined> {
  forgetFlows(api);
  return (await flowRows(api, FLOW)).get(id);
}

const histories = z.record(z.string(), z.array(z.looseObject({ fvId: z.string() })));

/** Ids of the versions that a tag pointed to, in the service's undocumented order. Empty where it keeps none. */
function historyOf(row: BasicFlow, tag: string): readonly string[] {
  const parsed = histories.safeParse(row.tagHistories);
  return parsed.success ? (parsed.data[tag] ?? []).map(({ fvId }) => fvId) : [];
}

/**
 * The version that the tag pointed to before this one. Versions are numbered in the order of publishing, so of the first and last entry of
 * the history, the one with the higher number is the one before, in either order.
 * @throws Error where the tag has no earlier version, or the service keeps no history.
 */
export async function versionBefore(api: WebexApi, row: BasicFlow, tag: string, now: string): Promise<Version> {
  const earlier = historyOf(row, tag).filter((id) => id !== now);
  const ends = [...new Set([earlier.at(0), earlier.at(-1)])].filter((id) => id !== undefined);
  const versions = await Promise.all(ends.map((id) => versionOf(api, row, id)));
  const [before] = versions.sort((one, other) => (other.number ?? 0) - (one.number ?? 0));
  if (before !== undefined) return before;
  throw new Error(
    `${tag} of ${row.name} has pointed to no other version, so there is nothing to go back to. Name one with --to VERSION.`,
  );
}

/**
 * The version with this number in Flow Designer, or with this id.
 * @throws Error with the existing numbers.
 */
export async function versionNamed(api: WebexApi, row: BasicFlow, wanted: string): Promise<Version> {
  const all = historyOf(row, "Latest");
  const known = [...new Set([...tagVersions(row).values(), ...all])];
  if (/^[0-9a-f]{24}$/i.test(wanted)) {
    const id = known.find((one) => one === wanted.toLowerCase());
    if (id !== undefined) return versionOf(api, row, id);
    throw new Error(noSuchVersion(row, wanted));
  }
  const number = /^[1-9]\d{0,8}$/.test(wanted) ? Number(wanted) : undefined;
  if (number === undefined || number > newest(row)) throw new Error(noSuchVersion(row, wanted));
  const likely = [all[number - 1], all.at(-number)].filter((id) => id !== undefined);
  for (const id of new Set([...likely, ...known])) {
    const version = await versionOf(api, row, id);
    if (version.number === number) return version;
  }
  throw new Error(noSuchVersion(row, wanted));
}

const newest = (row: BasicFlow): number =>
  (row.tags ?? []).reduce((most, { versionNumber }) => Math.max(most, versionNumber ?? 0), 0);

function noSuchVersion(row: BasicFlow, wanted: string): string {
  const last = newest(row);
  const there =
    last === 0 ? "It was never published." : `Its versions are 1 to ${last}, as Flow Designer numbers them.`;
  return `${row.name} has no version ${wanted}. ${there}`;
}
