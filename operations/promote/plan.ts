import { diffFlows, type FlowChange, sameFlow } from "../../flow";
import { isDeepStrictEqual } from "node:util";
import { suggestion } from "../../providers/core/resource/check-inputs";
import { findUnique } from "../../providers/core/resource/find-unique";
import type { WebexApi } from "../../providers/webex/client/api";
import { documentToImport } from "../../providers/webex/flow/flow-content";
import { draftInWords, refuseLocked } from "../../providers/webex/flow/flow-guard";
import { type BasicFlow, flowRows, tagVersions } from "../../providers/webex/flow/flow-wire";
import { TAGS } from "../../providers/webex/limits";
import { type AffectedEntryPoint, affectedEntryPoints } from "./affected-entry-points";
import { FLOW, type Version, versionBefore, versionNamed, versionOf } from "./version";

/** A planned move of a tag. */
export interface Move {
  readonly row: BasicFlow;
  readonly tag: string;
  /** The version that the tag points to; absent where the tag was never used. */
  readonly current?: Version;
  /** The version that it will point to. */
  readonly wanted: Version;
  /** The tag that `wanted` was tested under, for a promotion. */
  readonly testedUnder?: string;
  /** Changes from `current` to `wanted`; absent without a current version. */
  readonly changes?: readonly FlowChange[];
  readonly hears: readonly AffectedEntryPoint[];
  /** Whether the draft is `wanted` already, word for word. */
  readonly isDraftReady: boolean;
  /** The draft that will be lost, in words. */
  readonly discards?: string;
}

/** No move, as the tag's version already has this meaning. */
export interface Nothing {
  readonly row: BasicFlow;
  readonly tag: string;
  readonly current: Version;
  readonly wanted: Version;
  readonly testedUnder?: string;
}

export type Planned = { readonly move: Move } | { readonly nothing: Nothing };

interface Common {
  readonly flow: string;
  readonly discardDraft: boolean;
}

/**
 * The plan of `promote`: puts the version under `from` also under `to`.
 * @throws Error for an unknown flow or tag, nothing under `from`, a lock, or a draft that would be lost.
 */
export async function planPromotion(
  api: WebexApi,
  { flow, from, to, discardDraft }: Common & { readonly from: string; readonly to: string },
): Promise<Planned> {
  refuseUnknownTags([from, to]);
  if (from === to)
    throw new Error(`--from and --to both name ${from}: name the tag that was tested and the one that moves.`);
  const row = await flowNamed(api, flow);
  const wanted = await versionOf(api, row, standsOn(row, from));
  const before = tagVersions(row).get(to);
  const current = before === undefined ? undefined : await versionOf(api, row, before);
  return plan(api, { row, tag: to, wanted, testedUnder: from, ...(current && { current }) }, discardDraft);
}

/**
 * The plan of `rollback`: puts the tag's earlier version under it, or a version by number or id.
 * @throws Error for an unknown flow, tag or version, no earlier version, a lock, or a draft that would be lost.
 */
export async function planRollback(
  api: WebexApi,
  { flow, tag, to, discardDraft }: Common & { readonly tag: string; readonly to?: string | undefined },
): Promise<Planned> {
  refuseUnknownTags([tag]);
  const row = await flowNamed(api, flow);
  const now = standsOn(row, tag);
  const wanted = await (to === undefined ? versionBefore(api, row, tag, now) : versionNamed(api, row, to));
  return plan(api, { row, tag, wanted, current: await versionOf(api, row, now) }, discardDraft);
}

type Aim = Pick<Move, "row" | "tag" | "current" | "wanted" | "testedUnder">;

async function plan(api: WebexApi, aim: Aim, discardDraft: boolean): Promise<Planned> {
  const { row, tag, current, wanted } = aim;
  if (current !== undefined && sameFlow(current.flow, wanted.flow)) return { nothing: { ...aim, current } };
  refuseLocked(row);
  const draft = await versionOf(api, row, "draft");
  const isDraftReady = isDeepStrictEqual(documentOf(draft, row), documentOf(wanted, row));
  const discards = isDraftReady ? undefined : await lostDraft(api, row, draft, [wanted, ...(current ? [current] : [])]);
  if (discards !== undefined && !discardDraft) {
    throw new Error(
      `${row.name} has ${discards} that is not published, and that ${tag} cannot move without losing: nothing was changed. Publish or revert it in Flow Designer, or give --discard-draft.`,
    );
  }
  const hears = await affectedEntryPoints(api, row.id, tag);
  const changes = current === undefined ? undefined : diffFlows(current.flow, wanted.flow);
  return { move: { ...aim, hears, isDraftReady, ...(changes && { changes }), ...(discards && { discards }) } };
}

/** The draft in words, where it equals no known version and so would be lost. */
async function lostDraft(
  api: WebexApi,
  row: BasicFlow,
  draft: Version,
  kept: readonly Version[],
): Promise<string | undefined> {
  if (kept.some(({ flow }) => sameFlow(flow, draft.flow))) return undefined;
  const latest = await versionOf(api, row, "latest");
  return sameFlow(latest.flow, draft.flow) ? undefined : draftInWords(row);
}

const documentOf = ({ document }: Version, { name }: BasicFlow): unknown => ({
  ...(JSON.parse(documentToImport(document, name)) as object),
  comment: "",
  version: 0,
});

async function flowNamed(api: WebexApi, name: string): Promise<BasicFlow> {
  const rows = [...(await flowRows(api, FLOW)).values()];
  return findUnique("flow", name, rows, "Check the name in Control Hub, Contact Center, Flows.");
}

/** @throws Error where the flow has no version under the tag. */
function standsOn(row: BasicFlow, tag: string): string {
  const id = tagVersions(row).get(tag);
  if (id !== undefined) return id;
  const others = (row.tags ?? []).flatMap(({ id: key, displayName, versionNumber }) => {
    const name = displayName ?? key;
    return name === undefined ? [] : [`${name} (version ${versionNumber ?? "unknown"})`];
  });
  throw new Error(
    `${row.name} has no version under ${tag}: nothing was changed. ${others.length === 0 ? "It was never published." : `It has ${others.join(", ")}.`}`,
  );
}

function refuseUnknownTags(tags: readonly string[]): void {
  const unknown = tags.find((tag) => !TAGS.some((known) => known === tag));
  if (unknown === undefined) return;
  throw new Error(`There is no tag ${unknown}${suggestion(unknown, TAGS) || "."} Tags are ${TAGS.join(", ")}.`);
}
