import * as pulumi from "@pulumi/pulumi";
import {
  dataDipBindings,
  dataDipCallCenterSettings,
  dataDipFlow,
  type DataDipOptions,
  type DataDipRights,
  dataDipRights,
  FlowDefinitionError,
  stringifyFlow,
} from "../../../flow";
import { getOrganizationOutput } from "../../salesforce";
import { Flow } from "../../webex";
import type { SalesforceDataDipArgs } from "./args";
import { symbolOf, type ComponentContext } from "./names";
import type { Queues } from "./queues";

const CONVENIENCES = [
  "screenPop",
  "closed",
  "askCaseNumber",
  "newCase",
  "routeToOwner",
  "callback",
  "handOver",
] as const;

/** Values that determine the flow's activities. */
export interface Shape {
  readonly queues: Queues;
  readonly hoursId: pulumi.Output<string> | undefined;
  /** API name of the field of Case that receives the id of the call. */
  readonly interactionField: string | undefined;
}

/** Placeholder for the org's address where the address does not matter. */
const ANY_ORG = "https://example.lightning.force.com";

/** Permissions in Salesforce that the flow's user needs. */
export function rights(name: string, args: SalesforceDataDipArgs, shape: Shape): DataDipRights {
  try {
    return dataDipRights(optionsOf(name, args, shape, ANY_ORG));
  } catch (error) {
    // The flow's arguments are the component's, so the user gets one sentence without a stack trace.
    if (error instanceof FlowDefinitionError) throw new pulumi.RunError(`${name}: ${error.message}`);
    throw error;
  }
}

/** Settings of Cisco's call center in Salesforce; empty without `handOver`. */
export const callCenterSettings = (name: string, args: SalesforceDataDipArgs, shape: Shape): Record<string, string> =>
  args.handOver === undefined ? {} : { ...dataDipCallCenterSettings(optionsOf(name, args, shape, ANY_ORG)) };

/** Makes and publishes the flow. */
export function flow(
  made: ComponentContext,
  name: string,
  args: SalesforceDataDipArgs,
  shape: Shape,
  connectorId: pulumi.Output<string>,
): Flow {
  const options = (salesforceUrl: string): DataDipOptions => optionsOf(name, args, shape, salesforceUrl);
  const content = getOrganizationOutput().lightningUrl.apply((url) => stringifyFlow(dataDipFlow(options(url))));
  const { queues, hoursId } = shape;
  const laneHours = queues.lanes.flatMap(({ key, hoursId: hours }) => (hours === undefined ? [] : [[key, hours]]));
  // The open bindings do not depend on the org, so previews can name them before the org has answered.
  const bindings = dataDipBindings<pulumi.Input<string>>(dataDipFlow(options(ANY_ORG)), {
    queue: queues.main,
    fallbackQueue: queues.fallback,
    connector: connectorId,
    queues: Object.fromEntries(queues.lanes.map(({ key, queueId }) => [key, queueId])),
    ...(hoursId === undefined ? {} : { hours: hoursId }),
    laneHours: Object.fromEntries(laneHours) as Readonly<Record<string, pulumi.Input<string>>>,
  });
  return made.keep(
    new Flow(
      symbolOf(name),
      { name: made.names.symbol(name), content, bindings, tags: [args.tag ?? "Live"] },
      made.child,
    ),
  );
}

function optionsOf(
  name: string,
  args: SalesforceDataDipArgs,
  { queues, hoursId, interactionField }: Shape,
  salesforceUrl: string,
): DataDipOptions {
  const { country, languages, greeting, postCall, flow: more = {} } = args;
  const [first = { locale: "en-US" }, ...others] = languages ?? more.languages ?? [];
  const texts = greeting === undefined ? first.texts : { ...first.texts, greeting };
  return {
    ...(interactionField === undefined ? {} : { interactionField }),
    ...more,
    ...Object.fromEntries(CONVENIENCES.flatMap((key) => (args[key] === undefined ? [] : [[key, args[key]]]))),
    name: symbolOf(name),
    salesforceUrl,
    defaultCountry: country,
    languages: [{ ...first, ...(texts === undefined ? {} : { texts }) }, ...others],
    ...(postCall === undefined ? {} : { postCall }),
    hours: hoursId !== undefined,
    queues: queues.lanes.map(({ key, upTo, hoursId: hours }) => ({ key, upTo, hours: hours !== undefined })),
  };
}
