import type * as pulumi from "@pulumi/pulumi";
import { BusinessHours, getBusinessHoursOutput, getQueueOutput, Queue } from "../../webex";
import type { DataDipQueue, Hours, SalesforceDataDipArgs } from "./args";
import { symbolOf, type ComponentContext } from "./names";

/** A queue beside the main one, for urgent calls. */
export interface Lane {
  /** Its key in the flow. */
  readonly key: string;
  readonly upTo: NonNullable<DataDipQueue["upTo"]>;
  readonly hoursId: pulumi.Output<string> | undefined;
}

/** The queues of a line. */
export interface Queues {
  /** Ids by name. */
  readonly ids: ReadonlyMap<string, pulumi.Output<string>>;
  readonly main: pulumi.Output<string>;
  readonly fallback: pulumi.Output<string>;
  /** In the flow's order, the most urgent first. */
  readonly lanes: readonly (Lane & { readonly queueId: pulumi.Output<string> })[];
}

export function queues(
  made: ComponentContext,
  args: SalesforceDataDipArgs,
  teams: ReadonlyMap<string, pulumi.Output<string>>,
  musicId: pulumi.Output<string>,
): Queues {
  const ids = new Map(args.queues.map((queue) => [queue.name, queueId(made, queue, teams, musicId)]));
  const lanes = args.queues.flatMap(({ name, upTo, hours }) => {
    const queue = ids.get(name);
    if (upTo === undefined || queue === undefined) return [];
    return [{ key: symbolOf(name), upTo, hoursId: hoursId(made, name, hours), queueId: queue }];
  });
  const mainId = idNamed(ids, args.queues.find(({ upTo }) => upTo === undefined)?.name);
  return {
    ids,
    main: mainId,
    fallback: args.fallbackQueue === undefined ? mainId : idNamed(ids, args.fallbackQueue),
    lanes: lanes.sort((a, b) => a.upTo - b.upTo),
  };
}

/** The id of business hours; undefined where it is always open. */
export function hoursId(
  made: ComponentContext,
  name: string,
  hours: Hours | undefined,
): pulumi.Output<string> | undefined {
  if (hours === undefined) return undefined;
  if ("existing" in hours) return getBusinessHoursOutput(hours.existing).id;
  // The service accepts hyphens, but no other punctuation.
  const title = made.names.of(`${symbolOf(name).replaceAll("_", " ")} hours`);
  return made.keep(new BusinessHours(`${name} hours`, { ...hours, name: title }, made.child)).id;
}

function queueId(
  made: ComponentContext,
  queue: DataDipQueue,
  teams: ReadonlyMap<string, pulumi.Output<string>>,
  musicId: pulumi.Output<string>,
): pulumi.Output<string> {
  const { name, existing, teams: first, later = [], serviceLevelSeconds = 20, maxTimeInQueueSeconds } = queue;
  if (existing === true) return getQueueOutput(name).id;
  const group = (names: readonly string[], afterSeconds: number) => ({
    teamIds: names.map((team) => idNamed(teams, team)),
    afterSeconds,
  });
  return made.keep(
    new Queue(
      name,
      {
        name: made.names.of(name),
        serviceLevelSeconds,
        ...(maxTimeInQueueSeconds === undefined ? {} : { maxTimeInQueueSeconds }),
        defaultMusicInQueueMediaFileId: musicId,
        callDistributionGroups: [
          group(first ?? [...teams.keys()], 0),
          ...later.map((one) => group(one.teams, one.afterSeconds)),
        ],
      },
      made.child,
    ),
  ).id;
}

/** The id of a named object, whose existence `wrongArguments` has checked. */
function idNamed(all: ReadonlyMap<string, pulumi.Output<string>>, name: string | undefined): pulumi.Output<string> {
  const found = all.get(name ?? "");
  if (found === undefined) throw new Error(`there is no ${name ?? "queue for all other calls"}`);
  return found;
}
