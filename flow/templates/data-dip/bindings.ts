import { openBindings } from "../../bindings";
import { FlowDefinitionError } from "../../build";
import type { Flow } from "../../model";
import { callbackName, infoName, laneHoursName, laneName } from "./queue-rules";

/** Values for the open bindings of `dataDipFlow`: ids, or outputs of other resources. */
export interface DataDipValues<T> {
  readonly queue: T;
  /** Queue for calls that the main queue refuses; the main queue itself by default. */
  readonly fallbackQueue?: T;
  /** Queue for calls after a failure, which must be staffed; the fallback queue by default. */
  readonly errorQueue?: T;
  /** HTTP connector with the credentials for Salesforce. */
  readonly connector: T;
  /** Business hours of the line, for flows with `hours`. */
  readonly hours?: T;
  /** The queue of each entry of `queues`, by its key. */
  readonly queues?: Readonly<Record<string, T>>;
  /** Business hours of each entry of `queues` with `hours`, by its key. */
  readonly laneHours?: Readonly<Record<string, T>>;
}

/**
 * The bindings of a flow from `dataDipFlow`: one for each open queue, connector and business hours, by the key that `bindFlow` takes.
 * @throws FlowDefinitionError for a missing value, and for one that the flow does not use.
 */
export function dataDipBindings<T>(flow: Flow, values: DataDipValues<T>): Readonly<Record<string, T>> {
  const open = openBindings(flow);
  const byActivity = valuesByActivity(values);
  const activities = new Set(open.map(({ activity }) => activity));
  for (const [activity, { name, isOptional }] of byActivity)
    if (!activities.has(activity) && !isOptional)
      throw new FlowDefinitionError(
        `dataDipBindings: ${name} is given, but ${flow.name} has no activity "${activity}" that it is for; take it out, or name it in the arguments of dataDipFlow.`,
      );
  return Object.fromEntries(
    open.map(({ key, kind, activity }) => {
      if (kind === "connector") return [key, values.connector];
      const found = byActivity.get(activity);
      if (found === undefined)
        throw new FlowDefinitionError(
          `dataDipBindings: ${valueFor(activity)} is missing, which "${key}" of ${flow.name} needs; give its id.`,
        );
      return [key, found.value];
    }),
  );
}

interface Given<T> {
  /** As the caller wrote it. */
  readonly name: string;
  readonly value: T;
  /** Whether a flow may have no such binding. */
  readonly isOptional: boolean;
}

function valuesByActivity<T>(values: DataDipValues<T>): ReadonlyMap<string, Given<T>> {
  const { queue, fallbackQueue = queue, errorQueue = fallbackQueue, hours, queues = {}, laneHours = {} } = values;
  const given = (name: string, value: T, isOptional = false): Given<T> => ({ name, value, isOptional });
  return new Map<string, Given<T>>([
    ["QueueContact", given("queue", queue, true)],
    ["FallbackQueue", given("fallbackQueue", fallbackQueue, true)],
    ["ErrorQueue", given("errorQueue", errorQueue, true)],
    ...["QueueToOwner", "ClosedCallback", infoName(), callbackName()].map(
      (activity) => [activity, given("queue", queue, true)] as const,
    ),
    ...(hours === undefined ? [] : [["BusinessHours", given("hours", hours)] as const]),
    ...Object.entries(queues).flatMap(([key, value]) => [
      [laneName(key), given(`queues.${key}`, value)] as const,
      ...[infoName(key), callbackName(key)].map((activity) => [activity, given(`queues.${key}`, value, true)] as const),
    ]),
    ...Object.entries(laneHours).map(([key, value]) => [laneHoursName(key), given(`laneHours.${key}`, value)] as const),
  ]);
}

const valueFor = (activity: string): string =>
  activity === "BusinessHours"
    ? "hours"
    : activity.replace(/^(Queue|QueueInfo|Callback)_/, "queues.").replace(/^Hours_/, "laneHours.");
