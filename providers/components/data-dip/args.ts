import type * as pulumi from "@pulumi/pulumi";
import type { DataDipOptions } from "../../../flow";
import type { BusinessHours } from "../../webex";

/** Options of the flow that are not arguments of the component. */
export type SalesforceDataDipFlowOptions = Omit<
  DataDipOptions,
  "name" | "salesforceUrl" | "defaultCountry" | "queues" | "hours" | keyof DataDipConveniences
>;

/** Further features of a line, off by default: `dataDipFlow` describes each. */
export type DataDipConveniences = Pick<
  DataDipOptions,
  "screenPop" | "closed" | "askCaseNumber" | "newCase" | "routeToOwner" | "callback" | "handOver"
>;

/** Opening times: the arguments of `webex.BusinessHours`, or the name of existing business hours. */
export type Hours = Omit<ConstructorParameters<typeof BusinessHours>[1], "name"> | { readonly existing: string };

/** A new or an existing site. */
export interface DataDipSite {
  /** Its name. */
  readonly name: string;
  /** Whether it exists already; then it is looked up by name. Default: false. */
  readonly existing?: boolean | undefined;
}

/** A new or an existing team, and its members. */
export interface DataDipTeam {
  /** Its name, by which queues refer to it. */
  readonly name: string;
  /** Whether it exists already; it must belong to the site. Default: false. */
  readonly existing?: boolean | undefined;
  /** E-mail addresses of existing Contact Center users. They get the site, the team and the desktop profile. Default: none. */
  readonly members?: readonly string[] | undefined;
}

/** A new or an existing queue. */
export interface DataDipQueue {
  /** Its name. */
  readonly name: string;
  /** Whether it exists already; then only name, `upTo` and `hours` are used. Default: false. */
  readonly existing?: boolean | undefined;
  /** Names of the teams that are offered its calls at once. Default: all teams. */
  readonly teams?: readonly string[] | undefined;
  /** Further teams by name, which join after `afterSeconds` seconds of waiting. Default: none. */
  readonly later?: readonly { readonly teams: readonly string[]; readonly afterSeconds: number }[] | undefined;
  /** Calls of this priority or a more urgent one go here: 1 (most urgent) to 9. Exactly one queue has no `upTo`, and gets all others. */
  readonly upTo?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | undefined;
  /** When this queue is open; at other times its calls go to the queue without `upTo`. Default: always. */
  readonly hours?: Hours | undefined;
  /** Service-level target in seconds. Default: 20. */
  readonly serviceLevelSeconds?: number | undefined;
  /** Longest wait in seconds, 1 to 86,400. Default: 3,600. */
  readonly maxTimeInQueueSeconds?: number | undefined;
}

/** Settings for Webex's sign-in to Salesforce. */
export interface DataDipSalesforce {
  /** User name of the Salesforce user that Webex acts as, which is made: in the form of an e-mail address, unique in all of Salesforce. */
  readonly username: string;
  /** E-mail address for Salesforce's messages about user and app. */
  readonly contactEmail: string;
  /** Label of app and connector. Default: the component's name. */
  readonly label?: string | undefined;
  /** `salesforce`: Webex's own connector; `custom`: a custom connector with client credentials. Default: `salesforce`. */
  readonly connectorKind?: "salesforce" | "custom" | undefined;
  /** Names of key generations, see `WebexConnectorApp`. Default: `["a"]`. */
  readonly generations?: readonly string[] | undefined;
  /** API name of a field of Case, made here, that receives the id of the call; false for none. Default: `WebexInteractionId__c`. */
  readonly interactionField?: string | false | undefined;
}

export interface SalesforceDataDipArgs extends DataDipConveniences {
  /** Numbers that customers dial, in E.164. Each must be in Webex Calling's inventory and free. */
  readonly numbers: readonly pulumi.Input<string>[];
  /** Teams that answer. */
  readonly teams: readonly DataDipTeam[];
  /** Queues; exactly one has no `upTo`. */
  readonly queues: readonly DataDipQueue[];
  /** Country of callers' numbers without a country code, such as `US`. */
  readonly country: DataDipOptions["defaultCountry"];
  /** Site of the agents. Default: a new site with the component's name. */
  readonly site?: DataDipSite | undefined;
  /** When the line is open; at other times callers hear that it is closed, and the call ends. Default: always. */
  readonly hours?: Hours | undefined;
  /** Languages of the prompts; the first is for callers of all other countries. Default: American English. */
  readonly languages?: DataDipOptions["languages"] | undefined;
  /** The first sentence that callers hear, in the first language. Default: the built-in one. */
  readonly greeting?: string | undefined;
  /** What is written to Salesforce when a call with a case ends. Default: `comment`. */
  readonly postCall?: DataDipOptions["postCall"] | undefined;
  /** Name of the queue for calls that another queue refuses or that meet a failure; must be staffed. Default: the queue without `upTo`. */
  readonly fallbackQueue?: string | undefined;
  /** Settings for Webex's sign-in to Salesforce, or the name of an existing connector. */
  readonly salesforce: DataDipSalesforce | { readonly existingConnector: string };
  /** Numbers that agents may show when they dial out, with names; the first is the default. Default: agents do not dial out. */
  readonly outdial?: readonly { readonly name: string; readonly number: string }[] | undefined;
  /** Further arguments of the flow, such as priorities and fields. Default: none. */
  readonly flow?: SalesforceDataDipFlowOptions | undefined;
  /** Version label of the published flow, which the line is bound to. Default: `Live`. */
  readonly tag?: "Live" | "Latest" | "Test" | "Dev" | undefined;
  /**
   * Whether every name in Webex, and the Salesforce user's, gets the same random suffix, so that several environments can be in one Webex
   * organisation. App, permission set and field in Salesforce get no suffix: each environment needs a separate org. Default: false.
   */
  readonly throwAway?: boolean | undefined;
}
