import { z } from "zod";
import type { Store } from "./store";

const milliseconds = z.number().int().min(0).max(3_600_000);

/** 300 calls a minute and tokens of 14 and 90 days are what Webex documents for service apps. https://developer.webex.com/docs/rate-limiting */
const settingsSchema = z.strictObject({
  /** Added to every call of a vendor's API, in milliseconds. */
  latencyMs: milliseconds.default(0),
  /** Calls a client id may make in a window of 60 s; 0 switches the quota off. */
  quotaPerMinute: z.number().int().min(0).default(300),
  /** Life of access tokens issued from now on. */
  tokenTtlSeconds: z.number().int().min(1).default(1_209_600),
  /** Life of refresh tokens, extended by use. */
  refreshTokenTtlSeconds: z.number().int().min(1).default(7_776_000),
  /** Answers each refresh with a new refresh token and refuses the old one from then on. */
  rollRefreshTokens: z.boolean().default(false),
  /** How far the tenant's clock runs ahead of the real one. */
  clockOffsetMs: z.number().int().default(0),
  /** For this long after a write, lists and look-ups by other services still see what was there before. */
  readsAfterMs: milliseconds.default(0),
  /** Larger pages are cut to this size without an error. Webex publishes no number. */
  maxPageSize: z.number().int().min(1).default(1000),
  /**
   * The prefix under which Webex's flow routes answer: `published` as Cisco publishes each of them, `flow-store` all of them under that
   * prefix only, `both` under either.
   */
  flowLayout: z.enum(["both", "published", "flow-store"]).default("both"),
  /** Whether Webex's lists of business hours, holidays and overrides carry their arrays, as described, or leave them out. */
  listArrays: z.enum(["described", "omitted"]).default("described"),
});

/** What a test or a person can change in a running tenant. */
export type Settings = z.output<typeof settingsSchema>;

/** Any of the settings; the others keep their value. A misspelt setting is an error. */
export type SettingsPatch = Partial<Settings>;

/** Settings under a key of the store, the same for every process on the directory. The schema has a default for each. */
export function settingsIn<T extends object>(key: readonly [string], schema: z.ZodType<T>) {
  const defaults = schema.parse({});
  const read = (store: Store): T => store.get(key, schema) ?? defaults;
  /** Changes some settings and returns all of them. Throws a ZodError that names the wrong one. */
  const change = (store: Store, changes: unknown): T =>
    store.transaction(() => {
      const given = Object.entries(z.looseObject({}).parse(changes)).filter(([, value]) => value !== undefined);
      const next = schema.parse({ ...read(store), ...Object.fromEntries(given) });
      store.put(key, next);
      return next;
    });
  return { read, change };
}

export const { read: readSettings, change: changeSettings } = settingsIn(["settings"], settingsSchema);
