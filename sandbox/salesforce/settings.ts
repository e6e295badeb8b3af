import { z } from "zod";
import { settingsIn } from "../core/settings";

const milliseconds = z.number().int().min(0).max(3_600_000);

const switchesSchema = z.strictObject({
  /** New connected apps may be made. Off in most orgs since Spring '26. */
  allowConnectedApps: z.boolean(),
  /** The kind of org. It decides which login host a JWT assertion may have as `aud`, and some fields of the Organization record. */
  orgKind: z.enum(["developer", "sandbox", "production"]),
  /** Whether `aud` of an external client app's JWT may be a login host. Many orgs accept only their own address since Spring '26. */
  ecaGenericHost: z.enum(["refuse", "accept"]),
  /** PKCE stays on for external client apps, whatever is deployed; some orgs behave so. */
  forcePkce: z.boolean(),
  /** The key of a deleted app may be used again. Whether real orgs allow it is not known. */
  reuseDeletedConsumerKeys: z.boolean(),
  /** For this long after a write to an app, the token endpoint does not know it. */
  appPropagationSeconds: z.number().int().min(0),
  /** Life of a session, from its last use. */
  sessionTimeoutSeconds: z.number().int().min(1),
  /** API calls allowed in 24 hours. */
  dailyApiRequests: z.number().int().min(0),
  /** How long a deploy is in the queue. */
  deployQueueMs: milliseconds,
  /** How long a deploy then runs. Deploys run one at a time. */
  deployRunMs: milliseconds,
  /** The answer to a SOAP message with elements out of order: a fault, or the elements are dropped without an error. */
  soapElementOrder: z.enum(["refuse", "drop"]),
  /** The same for a file of a deploy. The real service has been seen to drop the elements. */
  fileElementOrder: z.enum(["refuse", "drop"]),
  /** Which fields need a field permission: custom ones only, or all that can be restricted, as in a real org. */
  fieldLevelSecurity: z.enum(["custom", "all"]),
  /** Every call gets the maintenance page. */
  maintenance: z.boolean(),
});

/** What a person or a test can change in the org. */
export type Switches = z.output<typeof switchesSchema>;

const DEFAULTS: Switches = {
  allowConnectedApps: false,
  orgKind: "developer",
  ecaGenericHost: "refuse",
  forcePkce: true,
  reuseDeletedConsumerKeys: false,
  appPropagationSeconds: 0,
  sessionTimeoutSeconds: 7200,
  // The limit of a Developer Edition. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta
  dailyApiRequests: 15_000,
  deployQueueMs: 100,
  deployRunMs: 400,
  soapElementOrder: "refuse",
  fileElementOrder: "drop",
  fieldLevelSecurity: "custom",
  maintenance: false,
};

/** Any of the switches; the others keep their value. A misspelt one is an error. */
export type SwitchesPatch = Partial<Switches>;

export const { read: readSwitches, change: changeSwitches } = settingsIn(["sf-switches"], switchesSchema, DEFAULTS);
