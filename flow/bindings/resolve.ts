import type { JsonPath } from "../json-path";
import type { Flow } from "../model";
import { placeKeys } from "./list";
import { isIdShaped, placeOfProperty, type Place } from "./places";

/** A binding that could not be applied, with the keys that may have been meant. */
export interface BindingProblem {
  readonly code: "unknown" | "ambiguous" | "empty" | "conflict";
  readonly key: string;
  readonly candidates: readonly string[];
  readonly message: string;
}

/** A property that a binding will write. */
export interface Resolved {
  readonly place: Place;
  readonly path: JsonPath;
  readonly isLabel: boolean;
  /** Found through the old id, not through its name. */
  readonly byId: boolean;
}

interface Outcome {
  readonly targets: readonly Resolved[];
  readonly problems: readonly BindingProblem[];
}

const MAX_CANDIDATES = 8;

/** Finds the properties that the binding `key` writes. */
export function resolveBinding(flow: Flow, places: readonly Place[], key: string, value: string): Outcome {
  if (value === "")
    return failed("empty", key, [], `The binding "${key}" has no value; give the id or name to put there.`);
  const label = /^(.+)([:_]name)$/.exec(key);
  if (label?.[1] !== undefined) {
    const base = matching(flow, places, label[1]);
    if (base.length > 0)
      return exactlyOne(
        places,
        key,
        base.map((place) => labelTargets(place)),
      );
  }
  const named = matching(flow, places, key);
  if (named.length > 0)
    return exactlyOne(
      places,
      key,
      named.map((place) => [target(place, place.path)]),
    );
  const byId = places.filter((place) => place.value === key && (place.kind !== "variableDefault" || isIdShaped(key)));
  if (byId.length > 0)
    return { targets: byId.map((place) => ({ ...target(place, place.path), byId: true })), problems: [] };
  return unknown(places, key);
}

const target = (place: Place, path: JsonPath): Resolved => ({ place, path, isLabel: false, byId: false });

const labelTargets = (place: Place): readonly Resolved[] =>
  place.labels
    .filter((path) => /([:_]name|^name)$/.test(String(path.at(-1))))
    .map((path) => ({ place, path, isLabel: true, byId: false }));

function matching(flow: Flow, places: readonly Place[], key: string): readonly Place[] {
  const listed = places.filter(({ process, activity, property, alias }) =>
    [property, ...(alias === undefined ? [] : [alias])].some(
      (name) => key === `${activity}.${name}` || key === `${process}/${activity}.${name}`,
    ),
  );
  if (listed.length > 0) return listed;
  return flow.processes.flatMap((process) =>
    process.nodes.flatMap((node) => {
      const rest = [`${node.name}.`, `${process.key}/${node.name}.`].find((prefix) => key.startsWith(prefix));
      const place = rest === undefined ? undefined : placeOfProperty(process, node, key.slice(rest.length));
      return place === undefined ? [] : [place];
    }),
  );
}

function exactlyOne(places: readonly Place[], key: string, found: readonly (readonly Resolved[])[]): Outcome {
  const [first, ...more] = found;
  if (first !== undefined && more.length === 0) return { targets: first, problems: [] };
  const keys = placeKeys(places);
  const candidates = found.flatMap(([resolved]) => {
    if (resolved === undefined) return [];
    return [keys.get(resolved.place) ?? `${resolved.place.process}/${key}`];
  });
  return failed(
    "ambiguous",
    key,
    candidates,
    `"${key}" fits ${found.length} activities; say which: ${candidates.join(", ")}.`,
  );
}

function unknown(places: readonly Place[], key: string): Outcome {
  const keys = [...placeKeys(places).values()];
  const activity = key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : key;
  const near = keys.filter((candidate) => candidate.startsWith(`${activity}.`) || candidate.includes(`/${activity}.`));
  const slips = keys.filter((candidate) => candidate.toLowerCase() === key.toLowerCase());
  const candidates = slips.length > 0 ? slips : near.length > 0 ? near : keys;
  const shown =
    candidates.slice(0, MAX_CANDIDATES).join(", ") + (candidates.length > MAX_CANDIDATES ? " and more" : "");
  const hint = candidates.length === 0 ? "The flow holds nothing that can be bound." : `It can bind ${shown}.`;
  return failed("unknown", key, candidates, `"${key}" is neither a property nor an id in this flow. ${hint}`);
}

const failed = (
  code: BindingProblem["code"],
  key: string,
  candidates: readonly string[],
  message: string,
): Outcome => ({
  targets: [],
  problems: [{ code, key, candidates, message }],
});
