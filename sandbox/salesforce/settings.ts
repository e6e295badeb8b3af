import { z } from "zod";
import { settingsIn } from "../core/settings";

const milliseconds = z.number().int().min(0).max(3_600_000);

const switchesSchema = z.strictObject({
  /** New connected apps may be made. Off in most orgs since Spring '26. */
  allowConnectedApps: z.boolean().default(false),
  /** The kind of org. It decides which login host a JWT assertion may have as `aud`, and some fields of the Organization record. */
  orgKind: z.enum(["developer", "sandbox", "production"]).default("developer"),
  /** Whether `aud` of an external client app's JWT may be a login host. Many orgs accept only their own address since Spring '26. */
  ecaGenericHost: z.enum(["refuse", "accept"]).default("refuse"),
  /** PKCE stays on for external client apps, whatever is deployed; some orgs behave so. */
  forcePkce: z.boolean().default(true),
  /** The key of a deleted app may be used again. Whether real orgs allow it is not known. */
  reuseDeletedConsumerKeys: z.boolean().default(false),
  /** For this long after a write to an app, the token endpoint does not know it. */
  appPropagationSeconds: z.number().int().min(0).default(0),
  /** Life of a session, from its last use. */
  sessionTimeoutSeconds: z.number().int().min(1).default(7200),
  /** API calls allowed in 24 hours. A Developer Edition has 15,000. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta */
  dailyApiRequests: z.number().int().min(0).default(15_000),
  /** How long a deploy is in the queue. */
  deployQueueMs: milliseconds.default(100),
  /** How long a deploy then runs. Deploys run one at a time. */
  deployRunMs: milliseconds.default(400),
  /** The answer to a SOAP message with elements out of order: a fault, or the elements are dropped without an error. */
  soapElementOrder: z.enum(["refuse", "drop"]).default("refuse"),
  /** The same for a file of a deploy. The real service has been seen to drop the elements. */
  fileElementOrder: z.enum(["refuse", "drop"]).default("drop"),
  /** Which fields need a field permission: custom ones only, or all that can be restricted, as in a real org. */
  fieldLevelSecurity: z.enum(["custom", "all"]).default("custom"),
  /** Every call gets the maintenance page. */
  maintenance: z.boolean().default(false),
});

/** What a person or a test can change in the org. */
export type Switches = z.output<typeof switchesSchema>;

/** Any of the switches; the others keep their value. A misspelt one is an error. */
export type SwitchesPatch = Partial<Switches>;

export const { read: readSwitches, change: changeSwitches } = settingsIn(["sf-switches"], switchesSchema);
