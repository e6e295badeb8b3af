import { isTemplate } from "../template";
import { valueAt } from "../json-path";
import type { Flow } from "../model";
import { BIND_MARK } from "./mark";
import type { ReferenceKind } from "../references";
import { isIdShaped, placesOf, VARIABLES, type Place } from "./places";

/** An organisation-bound value of a flow and the key to replace it by. */
export interface Binding {
  /** "Activity.property", with "PROCESS/" in front where the same name is in two processes. Accepted by `bindFlow`. */
  readonly key: string;
  readonly process: string;
  readonly activity: string;
  readonly activityType: string;
  readonly property: string;
  readonly kind: ReferenceKind;
  readonly value: string;
  /** The name that the file shows beside the value, if it has one. */
  readonly label?: string;
}

/** Every organisation-bound value of `flow`: queues, connectors, audio files, numbers, ids, variable defaults ... Templates are not values. */
export function listBindings(flow: Flow): readonly Binding[] {
  const places = placesOf(flow);
  const keys = placeKeys(places);
  return places.flatMap((place) => {
    const { value } = place;
    if (typeof value !== "string" || value === "" || (place.kind !== "variableDefault" && isTemplate(value))) return [];
    const label = labelOf(place);
    return [
      {
        key: keys.get(place) ?? "",
        process: place.process,
        activity: place.activity,
        activityType: place.activityType,
        property: place.property,
        kind: place.kind,
        value,
        ...(label !== undefined && label !== value && { label }),
      },
    ];
  });
}

/**
 * Values that a flow written with `defineFlow` leaves open and the deployment must supply. Webex imports such a flow, but does not publish it.
 */
export function openBindings(flow: Flow): readonly Omit<Binding, "value" | "label">[] {
  const places = placesOf(flow);
  const keys = placeKeys(places);
  return places.flatMap((place) => {
    const isOpen = (place.value === null || place.value === undefined) && labelOf(place)?.startsWith(BIND_MARK);
    if (!isOpen) return [];
    const { process, activity, activityType, property, kind } = place;
    return [{ key: keys.get(place) ?? "", process, activity, activityType, property, kind }];
  });
}

/**
 * References by id to objects of another organisation: UUIDs and object ids that are neither in `known` nor replaced by `bindings`.
 * The import does not check ids, so each of these references would fail on the first call.
 * @param bindings the bindings that `bindFlow` will get, by key or by old id.
 * @param known ids that do exist in the target organisation.
 */
export function unboundForeignIds(
  flow: Flow,
  bindings: Readonly<Record<string, unknown>> = {},
  known: Iterable<string> = [],
): readonly Binding[] {
  const ids = new Set(known);
  const bound = (key: string): boolean => Object.hasOwn(bindings, key);
  return listBindings(flow).filter(
    ({ key, process, activity, property, value }) =>
      isIdShaped(value) &&
      !ids.has(value) &&
      !bound(key) &&
      !bound(value) &&
      !bound(`${activity}.${property}`) &&
      !bound(`${process}/${activity}.${property}`),
  );
}

/** The shortest unambiguous key of each place. */
export function placeKeys(places: readonly Place[]): ReadonlyMap<Place, string> {
  const short = (place: Place): string => `${place.activity}.${place.property}`;
  const counts = new Map<string, number>();
  for (const place of places) counts.set(short(place), (counts.get(short(place)) ?? 0) + 1);
  return new Map(
    places.map((place) => [
      place,
      counts.get(short(place)) === 1 || place.activity === VARIABLES
        ? short(place)
        : `${place.process}/${short(place)}`,
    ]),
  );
}

const labelOf = ({ bag, labels }: Place): string | undefined =>
  labels
    .filter((path) => !/[:_]type$/.test(String(path.at(-1))))
    .map((path) => valueAt(bag, path))
    .find((value): value is string => typeof value === "string" && value !== "");
