import type * as pulumi from "@pulumi/pulumi";
import type { DataDipOptions } from "../../../flow";
import type { BusinessHours } from "../../webex";

/** What may be said of the flow besides the component's own arguments. */
export type SalesforceDataDipFlowOptions = Omit<
  DataDipOptions,
  "name" | "salesforceUrl" | "defaultCountry" | "queues" | "hours" | keyof DataDipConveniences
>;

/** What a line may do besides, off unless said: `dataDipFlow` describes each. */
export type DataDipConveniences = Pick<
  DataDipOptions,
  "screenPop" | "closed" | "askCaseNumber" | "newCase" | "routeToOwner" | "callback" | "handOver"
>;

/** When it is open: what `webex.BusinessHours` takes, or the name of business hours that exist. */
export type Hours = Omit<ConstructorParameters<typeof BusinessHours>[1], "name"> | { readonly existing: string };

/** A site that is made, or one that exists. */
export interface DataDipSite {
  /** Its name. */
  readonly name: string;
  /** Whether it exists already and only its name is used. Default: false. */
  readonly existing?: boolean | undefined;
}

/** A team that is made, or one that exists, and who works in it. */
export interface DataDipTeam {
  /** Its name, by which queues refer to it. */
  readonly name: string;
  /** Whether it exists already; it must belong to the site. Default: false. */
  readonly existing?: boolean | undefined;
  /** E-mail addresses of users whom Contact Center knows. They get the site, the team and the desktop profile. Default: none. */
  readonly members?: readonly string[] | undefined;
}

/** A queue that is made, or one that exists. */
export interface DataDipQueue {
  /** Its name. */
  readonly name: string;
  /** Whether it exists already; then only name, `upTo` and `hours` count. Default: false. */
  readonly existing?: boolean | undefined;
  /** Names of the teams that are offered its calls at once. Default: all teams. */
  readonly teams?: readonly string[] | undefined;
  /** Further teams by name, each after so many seconds of waiting. Default: none. */
  readonly later?: readonly { readonly teams: readonly string[]; readonly afterSeconds: number }[] | undefined;
  /** Calls of this priority or a more urgent one go here: 1 to 9. The one queue without takes all others. */
  readonly upTo?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | undefined;
  /** When this queue is open; outside, its calls go to the queue without `upTo`. Default: always. */
  readonly hours?: Hours | undefined;
  /** Service-level target in seconds. Default: 20. */
  readonly serviceLevelSeconds?: number | undefined;
  /** Longest wait in seconds, 1 to 86,400. Default: 3,600. */
  readonly maxTimeInQueueSeconds?: number | undefined;
}

/** How Webex signs in to Salesforce. */
export interface DataDipSalesforce {
  /** User name that Webex acts as: shaped like an e-mail address, unique in all of Salesforce. The user is made. */
  readonly username: string;
  /** Whom Salesforce writes to about user and app. */
  readonly contactEmail: string;
  /** What people see of app and connector. Default: the component's name. */
  readonly label?: string | undefined;
  /** `salesforce`: Webex's own connector; `custom`: a custom connector with client credentials. Default: `salesforce`. */
  readonly connectorKind?: "salesforce" | "custom" | undefined;
  /** The switch for a new key, see `WebexConnectorApp`. Default: `["a"]`. */
  readonly generations?: readonly string[] | undefined;
  /** API name of a field of Case, made here, that receives the id of the call; false for none. Default: `WebexInteractionId__c`. */
  readonly interactionField?: string | false | undefined;
}

export interface SalesforceDataDipArgs extends DataDipConveniences {
  /** Numbers that customers dial, in E.164. Each must be in Webex Calling's inventory and free. */
  readonly numbers: readonly pulumi.Input<string>[];
  /** Who answers. */
  readonly teams: readonly DataDipTeam[];
  /** Where calls wait; exactly one without `upTo`. */
  readonly queues: readonly DataDipQueue[];
  /** Country that callers' numbers without a country code belong to, such as `US`. */
  readonly country: DataDipOptions["defaultCountry"];
  /** Where agents work. Default: a site of the component's name. */
  readonly site?: DataDipSite | undefined;
  /** When the line is open; outside, callers hear so and the call ends. Default: always. */
  readonly hours?: Hours | undefined;
  /** Languages that callers hear, the first for everybody else. Default: American English. */
  readonly languages?: DataDipOptions["languages"] | undefined;
  /** The first sentence callers hear, in the first language. Default: the built-in one. */
  readonly greeting?: string | undefined;
  /** What is written to Salesforce when a call with a case ends. Default: `comment`. */
  readonly postCall?: DataDipOptions["postCall"] | undefined;
  /** Name of the queue for calls that another one refuses or that something fails on; must be staffed. Default: the queue without `upTo`. */
  readonly fallbackQueue?: string | undefined;
  /** How Webex signs in to Salesforce, or the name of a connector that exists. */
  readonly salesforce: DataDipSalesforce | { readonly existingConnector: string };
  /** Numbers that agents may show when they dial out, by name, the first by default. Default: agents do not dial out. */
  readonly outdial?: readonly { readonly name: string; readonly number: string }[] | undefined;
  /** Further arguments of the flow, such as priorities and fields. Default: none. */
  readonly flow?: SalesforceDataDipFlowOptions | undefined;
  /** Version label that the flow is published under and the line bound to. Default: `Live`. */
  readonly tag?: "Live" | "Latest" | "Test" | "Dev" | undefined;
  /**
   * Whether every name in Webex, and the Salesforce user's, gets the same random suffix, so that several can live in one Webex organisation.
   * App, permission set and field of a Salesforce org keep theirs: each needs an org of its own. Default: false.
   */
  readonly throwAway?: boolean | undefined;
}
