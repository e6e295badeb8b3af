import { z } from "zod";
import type { Store } from "../core/store";

const milliseconds = z.number().int().min(0).max(3_600_000);

const switchesSchema = z.strictObject({
  /** New connected apps may be made. Off in most orgs since Spring '26. */
  allowConnectedApps: z.boolean(),
  /** What kind of org it is; it decides which login host's `aud` a JWT assertion may name and what the Organization record says. */
  orgKind: z.enum(["developer", "sandbox", "production"]),
  /** Whether a JWT of an external client app may be for a login host instead of the org's own address. Many orgs refuse since Spring '26. */
  ecaGenericHost: z.enum(["refuse", "accept"]),
  /** PKCE stays on for external client apps, whatever is deployed; some orgs do so. */
  forcePkce: z.boolean(),
  /** The key of an app that was deleted may be used again. Whether real ones may is not known. */
  reuseDeletedConsumerKeys: z.boolean(),
  /** For this long after a write to an app, the token endpoint does not know it. */
  appPropagationSeconds: z.number().int().min(0),
  /** Life of a session, from its last use. */
  sessionTimeoutSeconds: z.number().int().min(1),
  /** API calls that 24 hours may hold. */
  dailyApiRequests: z.number().int().min(0),
  /** How long a deploy is in the queue. */
  deployQueueMs: milliseconds,
  /** How long a deploy then runs. Deploys run one at a time. */
  deployRunMs: milliseconds,
  /** What a SOAP message with elements out of order gets: a fault, or those elements silently dropped. */
  soapElementOrder: z.enum(["refuse", "drop"]),
  /** What a file of a deploy with elements out of order gets. The real service is seen to drop them. */
  fileElementOrder: z.enum(["refuse", "drop"]),
  /** Which fields need a field permission: custom ones, or all that can be restricted, as in a real org. */
  fieldLevelSecurity: z.enum(["custom", "all"]),
  /** Every call is answered with the maintenance page. */
  maintenance: z.boolean(),
});

/** What a person or a test may turn in the org. */
export type Switches = z.output<typeof switchesSchema>;

const DEFAULTS: Switches = {
  allowConnectedApps: false,
  orgKind: "developer",
  ecaGenericHost: "refuse",
  forcePkce: true,
  reuseDeletedConsumerKeys: false,
  appPropagationSeconds: 0,
  sessionTimeoutSeconds: 7200,
  // A Developer Edition's share. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta
  dailyApiRequests: 15_000,
  deployQueueMs: 100,
  deployRunMs: 400,
  soapElementOrder: "refuse",
  fileElementOrder: "drop",
  fieldLevelSecurity: "custom",
  maintenance: false,
};

const patchSchema = switchesSchema.partial();
/** Any of the switches; the others stay as they are. A misspelt one is an error. */
export type SwitchesPatch = z.input<typeof patchSchema>;

const PLACE = ["sf-switches"] as const;

/** The switches now in force, for every process on the directory. */
export const readSwitches = (store: Store): Switches => store.get(PLACE, switchesSchema) ?? DEFAULTS;

/** Changes some switches and returns all of them. Throws a ZodError that names the wrong one. */
export const changeSwitches = (store: Store, patch: unknown): Switches =>
  store.transaction(() => {
    const given = Object.entries(patchSchema.parse(patch)).filter(([, value]) => value !== undefined);
    const next = switchesSchema.parse({ ...readSwitches(store), ...Object.fromEntries(given) });
    store.put(PLACE, next);
    return next;
  });
