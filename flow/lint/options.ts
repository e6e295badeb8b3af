import type { Flow } from "../model";
import type { ActivityDefinition } from "../definitions";
import type { SalesforceSchema } from "../soql";
import type { Severity } from "./rule";

/** A finding that was reviewed and accepted. */
export interface Suppression {
  readonly rule: string;
  /** Reason for accepting it; never empty. */
  readonly reason: string;
  /** Each of these fields, where given, must equal the finding's. */
  readonly flow?: string;
  readonly process?: string;
  readonly activity?: string;
  readonly path?: string;
}

export interface LintOptions {
  /** Objects and fields of the Salesforce org, for names in queries. */
  readonly schema?: SalesforceSchema;
  /** Activity definitions of the organisation's flow service, from `GET v2/activities`. */
  readonly activities?: readonly ActivityDefinition[];
  /** By rule id, "off" or another severity. */
  readonly rules?: Readonly<Record<string, "off" | Severity>>;
  /** Other flows of the same organisation, to follow calls of subflows through. */
  readonly siblings?: readonly Flow[];
  readonly suppressions?: readonly Suppression[];
  /** All ids that exist in the flow's target organisation. Other ids are reported as foreign. */
  readonly knownIds?: readonly string[];
  /** The bindings that `bindFlow` will get. The keys and old ids that they replace are not foreign. */
  readonly bindings?: Readonly<Record<string, unknown>>;
}
