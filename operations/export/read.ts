import { adopted } from "../../providers/core/engine/adopt";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { checkInputs } from "../../providers/core/resource/check-inputs";
import { KindEngine, type Session } from "../../providers/core/engine/kind-engine";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import { type Listed, type Source, sources } from "./sources";

/** An object that becomes a resource. */
export interface Taken extends Listed {
  readonly kind: string;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Content of the file next to the program, where the kind has one. */
  readonly document?: unknown;
}

/** An object that does not become a resource, and why. */
export interface Left {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

/** An object that the look-up of its kind can find. */
export interface Known extends Listed {
  readonly kind: string;
  readonly source: Source;
}

export interface Snapshot {
  readonly taken: readonly Taken[];
  readonly left: readonly Left[];
  /** Objects that others may refer to, by id. */
  readonly known: ReadonlyMap<string, Known>;
}

export interface Wanted {
  kind(kind: string): boolean;
  name(name: string): boolean;
  /** Why an object is left out although its kind and name are wanted; undefined where it is exported. Default: all are. */
  outside?(kind: string, id: string): string | undefined;
}

const SYSTEM = "made by Webex, which lets nobody change or delete it; the program refers to it by name";

/** Reads the wanted objects of a tenant in full, and of the others what references need. */
export async function readTenant(
  session: Session<WebexApi>,
  wanted: Wanted,
  progress: (said: string) => void,
): Promise<Snapshot> {
  const known = new Map<string, Known>();
  const taken: Taken[] = [];
  const left: Left[] = [];
  for (const source of sources()) {
    const listed = await source.list(session.api);
    // A part or an assignment has the id of its object, and nothing refers to entries.
    if (source.lookUp !== undefined) for (const one of listed) known.set(one.id, { ...one, kind: source.kind, source });
    if (!wanted.kind(source.kind)) continue;
    const chosen = listed.filter(({ name }) => wanted.name(name));
    const reasonOf = (one: Listed): string | undefined =>
      one.isSystem ? SYSTEM : (source.facet.never ?? wanted.outside?.(source.kind, one.id));
    const inside = chosen.filter((one) => reasonOf(one) === undefined);
    const outside = chosen.filter((one) => !inside.includes(one));
    left.push(...outside.map((one) => leave(source, one, reasonOf(one) ?? "")));
    if (inside.length > 0) progress(`${source.kind}: ${inside.length}`);
    // All at once, as one by one would take an hour in a large tenant; the client keeps to the quota.
    const read = await Promise.all(inside.map((one) => take(session, source, one)));
    taken.push(...read.filter((one) => one !== undefined && "inputs" in one));
    left.push(...read.filter((one) => one !== undefined && "reason" in one));
  }
  return { taken, left, known };
}

const leave = ({ kind }: Source, { id, name }: Listed, reason: string): Left => ({ kind, id, name, reason });

async function take(session: Session<WebexApi>, source: Source, listed: Listed): Promise<Taken | Left | undefined> {
  const { kind } = source;
  const descriptor = descriptorOf(kind);
  try {
    const { inputs, outputs } = await adopted(
      descriptor,
      listed.id,
      new KindEngine<WebexApi>(descriptor, () => Promise.resolve(session)),
    );
    if (source.isPart && isEmpty(descriptor, inputs)) return undefined;
    const { file } = source.facet;
    const document = await file?.content(session.api, listed.id, { inputs, outputs });
    if (file !== undefined && document === undefined)
      return leave(
        source,
        listed,
        "this organisation does not give its content back: keep the file with the program and adopt it",
      );
    const { problems } = checkInputs(
      descriptor,
      file === undefined ? inputs : { [file.input]: file.folder, ...inputs },
    );
    if (problems.length > 0) {
      const told = problems.map(({ property, reason }) => `${property} ${reason}`).join("; ");
      return leave(source, listed, `this version cannot manage it as it is: ${told}`);
    }
    return { ...listed, kind, inputs, outputs, ...(document === undefined ? {} : { document }) };
  } catch (error) {
    return leave(source, listed, asError(error).message);
  }
}

/** Whether a part is empty: parts are read for every object that can have some. */
function isEmpty({ naturalKey }: Descriptor, inputs: Values): boolean {
  const content = Object.entries(inputs).filter(([key]) => !naturalKey.includes(key));
  return content.every(([, value]) => Array.isArray(value) && value.length === 0);
}
