import type { Flow } from "../model";
import type { ActivityDefinition } from "../definitions";
import type { SalesforceSchema } from "../soql";
import type { Severity } from "./rule";

/** A finding that somebody has looked at and accepts. */
export interface Suppression {
  readonly rule: string;
  /** Why it is accepted; never empty. */
  readonly reason: string;
  /** Each of these, where given, must fit the finding exactly. */
  readonly flow?: string;
  readonly process?: string;
  readonly activity?: string;
  readonly path?: string;
}

export interface LintOptions {
  /** Objects and fields of the Salesforce org, for names in queries. */
  readonly schema?: SalesforceSchema;
  /** What the organisation's flow service says of its activities: `GET v2/activities`. */
  readonly activities?: readonly ActivityDefinition[];
  /** Per rule: switched off, or another severity. */
  readonly rules?: Readonly<Record<string, "off" | Severity>>;
  /** Other flows of the same organisation, to follow calls of subflows through. */
  readonly siblings?: readonly Flow[];
  readonly suppressions?: readonly Suppression[];
  /** Ids that exist in the organisation the flow is meant for; every other id is then foreign. */
  readonly knownIds?: readonly string[];
  /** What will be given to `bindFlow`: keys or old ids that it replaces are not foreign. */
  readonly bindings?: Readonly<Record<string, unknown>>;
}
