import type { Context, Handler, Hono } from "hono";
import { z } from "zod";
import type { Core, Env, Vendor } from "./vendor";

/** A vendor whose code is loaded by the first call to it. Most programs use one cloud and need not load the other. */
export interface LateVendor {
  readonly name: string;
  /** Paths of the vendor's own admin routes, relative to `/sandbox`. */
  readonly adminPaths: readonly string[];
  /**
   * Paths that also work at the root of the host, for clients that keep only the host of an address. For such a vendor doubled
   * slashes count as one.
   */
  readonly rootPaths: readonly string[];
  /** Loads the vendor's code; called once. */
  readonly load: () => Vendor;
}

/** A vendor's tenant in a directory. */
export interface Cloud extends Omit<LateVendor, "load"> {
  /** The loaded vendor, with its tenant seeded. Call this before anything reads the tenant. */
  readonly vendor: () => Vendor;
  /** Whether the tenant has been seeded, by any process. */
  readonly isFilled: () => boolean;
}

export function cloudIn(core: Core, { name, adminPaths, rootPaths, load }: LateVendor): Cloud {
  const { store } = core;
  const place = ["seeded", name] as const;
  const isFilled = (): boolean => store.get(place, z.literal(true)) === true;
  let vendor: Vendor | undefined;
  return {
    name,
    adminPaths,
    rootPaths,
    isFilled,
    vendor: () => {
      const loaded = (vendor ??= load());
      if (isFilled()) return loaded;
      store.transaction(() => {
        // Another process may have seeded it in the meantime.
        if (isFilled()) return;
        loaded.seed(core);
        store.put(place, true);
      });
      return loaded;
    },
  };
}

/** A handler whose application is made at the first call. */
export function lazyHandler(make: () => Hono<Env>): Handler<Env> {
  let app: Hono<Env> | undefined;
  return (c: Context<Env>) => (app ??= make()).fetch(c.req.raw, c.env);
}
