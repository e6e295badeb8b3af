import * as pulumi from "@pulumi/pulumi";
import { DialNumber, EntryPoint, getAudioFileOutput } from "../../webex";
import type { SalesforceDataDipArgs } from "./args";
import { wrongArguments } from "./check";
import { callCenterSettings, flow, rights } from "./flow";
import { Names, ComponentContext } from "./names";
import { people } from "./people";
import { hoursId, queues } from "./queues";
import { connector, interactionFieldOf } from "./salesforce";

export type { DataDipQueue, DataDipSalesforce, DataDipSite, DataDipTeam, Hours, SalesforceDataDipArgs } from "./args";
export type { SalesforceDataDipFlowOptions } from "./args";

const MUSIC = "defaultmusic_on_hold.wav";

/**
 * A whole contact centre that knows its callers: teams, queues, the app through which Webex signs in to Salesforce, the flow that looks
 * the caller up, greets by name, queues by priority, opens the record and notes the call, and the numbers that lead to it.
 *
 * The first `pulumi up` stops at the connector, which only a person can make, and prints what to enter where; the next one continues.
 *
 * @example
 * const line = new SalesforceDataDip("Acme Support", {
 *   numbers: ["+13125550100"], country: "US",
 *   teams: [{ name: "Tier 1", members: ["ana@acme.example"] }],
 *   queues: [{ name: "Support" }, { name: "Urgent", upTo: 2 }],
 *   salesforce: { username: "webex@acme.example", contactEmail: "it@acme.example" },
 * });
 */
export class SalesforceDataDip extends pulumi.ComponentResource {
  /** Numbers that customers dial. */
  readonly numbers: pulumi.Output<string[]>;
  /** The entry point that the numbers lead to. */
  readonly entryPointId: pulumi.Output<string>;
  /** The flow that answers. */
  readonly flowId: pulumi.Output<string>;
  /** Name of the flow in Flow Designer. */
  readonly flowName: pulumi.Output<string>;
  /** Ids by name. */
  readonly queueIds: pulumi.Output<Record<string, string>>;
  /** Id of the connector, for the bindings of flows. */
  readonly connectorId: pulumi.Output<string>;
  /** Id of the agents' desktop profile. */
  readonly desktopProfileId: pulumi.Output<string>;
  /** With `handOver`: the argument `settings` of `salesforce.webexCallCenter`. */
  readonly callCenterSettings: Readonly<Record<string, string>>;

  constructor(name: string, args: SalesforceDataDipArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("datadip:index:SalesforceDataDip", name, {}, options);
    const wrong = wrongArguments(name, args);
    if (wrong !== undefined) throw new pulumi.RunError(wrong);
    const child = { parent: this };
    const made = new ComponentContext(child, new Names(name, args.throwAway ?? false, child));
    const music = getAudioFileOutput(args.flow?.music?.file ?? MUSIC);
    const staff = people(made, name, args, music.id);
    const waiting = queues(made, args, staff.teams, music.id);
    const lineHours = hoursId(made, name, args.hours);
    const shape = { queues: waiting, hoursId: lineHours, interactionField: interactionFieldOf(args) };
    const connectorId = connector(made, name, args, rights(name, args, shape));
    const answer = flow(made, name, args, shape, connectorId);
    const entryPoint = new EntryPoint(
      name,
      {
        name: made.names.of(entryPointName(name)),
        flowId: answer.id,
        flowTagId: args.tag ?? "Live",
        musicOnHoldId: music.id,
      },
      child,
    );
    const mappings = args.numbers.map(
      (number, i) => new DialNumber(`${name} ${i + 1}`, { dialledNumber: number, entryPointId: entryPoint.id }, child),
    );
    this.numbers = pulumi.all(mappings.map(({ dialledNumber }) => dialledNumber));
    this.entryPointId = entryPoint.id;
    this.flowId = answer.id;
    this.flowName = answer.name;
    this.queueIds = pulumi.all(Object.fromEntries(waiting.ids));
    this.connectorId = connectorId;
    this.callCenterSettings = callCenterSettings(name, args, shape);
    this.desktopProfileId = staff.desktopProfileId;
    this.registerOutputs({ numbers: this.numbers, entryPointId: this.entryPointId, flowId: this.flowId });
  }
}

/** Replaces characters that names of entry points may not have. */
function entryPointName(name: string): string {
  return name.replace(/[^a-zA-Z0-9&_\-\s]/g, "-");
}
