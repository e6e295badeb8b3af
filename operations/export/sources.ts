import { loadKinds } from "../../providers/clouds";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { type Export, facetOf } from "../../providers/core/resource/facets";
import { allKinds } from "../../providers/core/resource/registry";
import type { WebexApi } from "../../providers/webex/client/api";

loadKinds("webex");

/** An object from a list: enough to name it, but not its full content. */
export interface Listed {
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Whether it is a system object, which nobody can change. */
  readonly isSystem: boolean;
  /** The object that contains it, for a unique logical name. */
  readonly owner?: string;
  /** The value of the input that distinguishes objects of the same name. */
  readonly apart?: string;
}

/** How to read a kind's objects and write them as a program. */
export interface Source {
  readonly kind: string;
  readonly facet: Export<WebexApi>;
  readonly isPart: boolean;
  readonly isAdoptable: boolean;
  /** The look-up that finds such an object by name. Undefined where nothing refers to one. */
  readonly lookUp?: string;
  /** The input that distinguishes objects of the same name. */
  readonly apart?: string;
  list(api: WebexApi): Promise<readonly Listed[]>;
}

/** Every kind of Webex in the registry that can be exported or referred to. */
export const sources = (): readonly Source[] => allKinds().flatMap((descriptor) => sourceOf(descriptor) ?? []);

export function sourceOf(descriptor: Descriptor): Source | undefined {
  const facet = facetOf<Export<WebexApi>>(descriptor.export);
  if (facet === undefined) return undefined;
  const { kind, naturalKey, notAdoptable } = descriptor;
  const lookUp = facetOf(descriptor.lookUp);
  const [apart] = naturalKey.slice(0, -1);
  return {
    kind,
    facet,
    isPart: facet.isPart ?? false,
    isAdoptable: notAdoptable === undefined,
    ...(lookUp === undefined ? {} : { lookUp }),
    ...(apart === undefined ? {} : { apart }),
    list: (api) => listedIn(descriptor, facet, api),
  };
}

async function listedIn(
  { kind, naturalKey, store }: Pick<Descriptor<never, never, WebexApi>, "kind" | "naturalKey" | "store">,
  facet: Export<WebexApi>,
  api: WebexApi,
): Promise<readonly Listed[]> {
  const found = await (facet.list?.(api) ?? store.list?.(api));
  if (found === undefined) throw new Error(`${kind} is exported but has no list: this is a defect of datadip.`);
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const [by = "", ...others] = [...naturalKey].reverse() as readonly string[];
  return found.map(({ id, values, isSystem, name, owner }) => ({
    id,
    isSystem,
    name: name ?? text(values[by]),
    ...(owner === undefined ? {} : { owner }),
    ...(others[0] === undefined ? {} : { apart: text(values[others[0]]) }),
  }));
}
