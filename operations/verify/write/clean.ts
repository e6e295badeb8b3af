import { cloudOf, type Sessions } from "../../../providers/clouds";
import { CLOCKS_DIFFER_MS } from "../../../providers/core/engine/claim";
import { type Journal, type Note, recordsOf } from "../../../providers/core/engine/journal";
import type { RemoteObject } from "../../../providers/core/resource/types";
import { asError } from "../../../providers/http/http-errors";
import { type Asked, type Made, planOf, type Planned, programOf, UNKNOWN } from "./plan";
import { placeOf } from "./run";

export interface Cleaned {
  readonly deleted: readonly string[];
  /** Objects that were not deleted, with the reason. */
  readonly kept: readonly { readonly what: string; readonly why: string }[];
}

/**
 * Deletes what a run left: objects whose ids are in its journal, and others only where a person confirms each one. Never an object that is
 * older than the run.
 *
 * @param agrees asks a person; throws without a terminal.
 */
export async function cleanUp(
  sessions: Pick<Sessions, "of">,
  { prefix, clouds, number }: Pick<Asked, "prefix" | "clouds" | "number">,
  folder: string,
  journal: Journal,
  agrees: (question: string) => Promise<boolean>,
): Promise<Cleaned> {
  const place = placeOf(prefix);
  const records = new Map((await recordsOf(folder, place)).map((record) => [record.kind, record]));
  const unknown = records.has("webex.DialNumber") ? UNKNOWN : undefined;
  const asked: Asked = { prefix, clouds, number: number ?? unknown, app: true };
  const { made: plan } = planOf(asked);
  const since =
    records.size === 0 ? -Infinity : Math.min(...[...records.values()].map((one) => one.since)) - CLOCKS_DIFFER_MS;
  const { made, byName } = await whatIsLeft(sessions, plan, asked, records);
  const deleted: string[] = [];
  const kept: { what: string; why: string }[] = [];
  for (const { descriptor } of [...plan].reverse()) {
    const { kind, noun, store } = descriptor;
    const object = made.get(kind);
    if (object === undefined) continue;
    const what = `${noun} ${object.id}`;
    try {
      const found = byName.get(kind);
      const doubt = found && (await doubtOf(found, what, since, agrees));
      if (doubt !== undefined) kept.push({ what, why: doubt });
      else {
        await store.remove((await sessions.of(cloudOf(kind))).api as never, object.id, object.outs);
        deleted.push(what);
      }
    } catch (error) {
      kept.push({ what, why: asError(error).message });
    }
  }
  if (kept.length === 0) for (const { tenant } of records.values()) await journal.forget({ ...place, tenant });
  return { deleted, kept };
}

interface Left {
  readonly made: ReadonlyMap<string, Made>;
  /** The objects of a kind that were found by name, as the journal has no id of one. */
  readonly byName: ReadonlyMap<string, readonly RemoteObject[]>;
}

/** The objects of a run that still exist. @throws Error where the settings lead to another tenant than the run's. */
async function whatIsLeft(
  sessions: Pick<Sessions, "of">,
  plan: readonly Planned[],
  asked: Asked,
  records: ReadonlyMap<string, Note>,
): Promise<Left> {
  const made = new Map<string, Made>();
  const byName = new Map<string, readonly RemoteObject[]>();
  for (const planned of plan) {
    const { kind, noun } = planned.descriptor;
    const { api, tenant } = await sessions.of(cloudOf(kind));
    const outs = programOf(planned, asked, made);
    const record = records.get(kind);
    if (record !== undefined && record.tenant !== tenant)
      throw new Error(
        `The run ${asked.prefix} made its ${noun} in ${record.tenant}, but the stack config leads to ${tenant}. Nothing was changed: give the stack of that run by --stack.`,
      );
    const found = record?.id === undefined ? await named(planned, api, outs) : undefined;
    if (found !== undefined) byName.set(kind, found);
    const id = record?.id ?? found?.[0]?.id;
    if (id !== undefined) made.set(kind, { id, outs });
  }
  return { made, byName };
}

/** Objects with the run's natural key. Not searched: entries of an unknown object, and kinds that are in no cloud. */
async function named({ descriptor }: Planned, api: unknown, outs: Made["outs"]): Promise<readonly RemoteObject[]> {
  const { naturalKey, store, inputs } = descriptor;
  const key = JSON.stringify(naturalKey.map((part) => outs[part]));
  const parsed = inputs.safeParse(outs);
  if (key.includes(JSON.stringify(UNKNOWN)) || store.cost.delete === 0 || !parsed.success) return [];
  return store.find(api as never, descriptor.prepare?.(parsed.data, {}).inputs ?? parsed.data, naturalKey);
}

/** Why an object that was found by name only is not deleted; undefined where a person allows it. */
async function doubtOf(
  found: readonly RemoteObject[],
  what: string,
  since: number,
  agrees: (question: string) => Promise<boolean>,
): Promise<string | undefined> {
  const [one] = found;
  if (one === undefined || found.length > 1) return `${found.length} objects have its name`;
  const { createdAt } = one;
  if (createdAt !== undefined && createdAt < since) return "it is older than the run";
  const age = createdAt === undefined ? "" : `, made ${new Date(createdAt).toISOString()}`;
  const question = `Only its name says that the run made the ${what}${age}, the journal does not. Delete it?`;
  return (await agrees(question)) ? undefined : "nobody confirmed the deletion";
}
