import { z } from "zod";
import type { Store } from "./store";

const milliseconds = z.number().int().min(0).max(3_600_000);

const settingsSchema = z.strictObject({
  /** Added to every call of a vendor's API, in milliseconds. */
  latencyMs: milliseconds,
  /** Calls a client id may make in a window of 60 s; 0 switches the quota off. */
  quotaPerMinute: z.number().int().min(0),
  /** Life of access tokens issued from now on. */
  tokenTtlSeconds: z.number().int().min(1),
  /** Life of refresh tokens, extended by use. */
  refreshTokenTtlSeconds: z.number().int().min(1),
  /** Answers each refresh with a new refresh token and refuses the old one from then on. */
  rollRefreshTokens: z.boolean(),
  /** How far the tenant's clock runs ahead of the real one. */
  clockOffsetMs: z.number().int(),
  /** For this long after a write, lists and look-ups by other services still see what was there before. */
  readsAfterMs: milliseconds,
  /** Larger pages are cut to this size without an error. Webex publishes no number. */
  maxPageSize: z.number().int().min(1),
  /**
   * The prefix under which Webex's flow routes answer: `published` as Cisco publishes each of them, `flow-store` all of them under that
   * prefix only, `both` under either.
   */
  flowLayout: z.enum(["both", "published", "flow-store"]),
  /** Whether Webex's lists of business hours, holidays and overrides carry their arrays, as described, or leave them out. */
  listArrays: z.enum(["described", "omitted"]),
});

/** What a test or a person can change in a running tenant. */
export type Settings = z.output<typeof settingsSchema>;

/** 300 calls a minute and tokens of 14 and 90 days are what Webex documents for service apps. https://developer.webex.com/docs/rate-limiting */
const DEFAULTS: Settings = {
  latencyMs: 0,
  quotaPerMinute: 300,
  tokenTtlSeconds: 1_209_600,
  refreshTokenTtlSeconds: 7_776_000,
  rollRefreshTokens: false,
  clockOffsetMs: 0,
  readsAfterMs: 0,
  maxPageSize: 1000,
  flowLayout: "both",
  listArrays: "described",
};

/** Any of the settings; the others keep their value. A misspelt setting is an error. */
export type SettingsPatch = Partial<Settings>;

/** Settings under a key of the store, the same for every process on the directory. */
export const settingsIn = <T extends object>(
  key: readonly [string],
  schema: z.ZodType<T> & { readonly partial: () => z.ZodType<object> },
  defaults: T,
) => {
  const read = (store: Store): T => store.get(key, schema) ?? defaults;
  const patch = schema.partial();
  /** Changes some settings and returns all of them. Throws a ZodError that names the wrong one. */
  const change = (store: Store, changes: unknown): T =>
    store.transaction(() => {
      const given = Object.entries(patch.parse(changes)).filter(([, value]) => value !== undefined);
      const next = schema.parse({ ...read(store), ...Object.fromEntries(given) });
      store.put(key, next);
      return next;
    });
  return { read, change };
};

export const { read: readSettings, change: changeSettings } = settingsIn(["settings"], settingsSchema, DEFAULTS);
