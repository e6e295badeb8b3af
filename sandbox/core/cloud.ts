import type { Context, Handler, Hono } from "hono";
import { z } from "zod";
import type { Core, Env, Vendor } from "./vendor";

/** A vendor that is loaded by the first call for it: most programs know one cloud, and neither should pay for the other. */
export interface LateVendor {
  readonly name: string;
  /** Where the vendor's own admin routes are, relative to `/sandbox`. */
  readonly adminPaths: readonly string[];
  /**
   * Paths that are the vendor's at the root of the host too, for clients that keep the host of an address alone. Such a vendor reads
   * doubled slashes as one, wherever it is asked.
   */
  readonly rootPaths: readonly string[];
  /** Loads the vendor's code, the first time that it is called. */
  readonly load: () => Vendor;
}

/** A vendor's tenant in a directory. */
export interface Cloud extends Omit<LateVendor, "load"> {
  /** The vendor, loaded, with a tenant that is filled: whatever looks at the tenant asks for the vendor here first. */
  readonly vendor: () => Vendor;
  /** Whether somebody, in whatever process, has asked for the tenant yet. */
  readonly isFilled: () => boolean;
}

export const cloudIn = (core: Core, { name, adminPaths, rootPaths, load }: LateVendor): Cloud => {
  const { store } = core;
  const place = ["seeded", name] as const;
  const isFilled = (): boolean => store.get(place, z.literal(true)) === true;
  return {
    name,
    adminPaths,
    rootPaths,
    isFilled,
    vendor: () => {
      const vendor = load();
      if (isFilled()) return vendor;
      store.transaction(() => {
        // Another process may have been quicker.
        if (isFilled()) return;
        vendor.seed(core);
        store.put(place, true);
      });
      return vendor;
    },
  };
};

/** Leaves a call to an application that is made for the first one. */
export const late = (make: () => Hono<Env>): Handler<Env> => {
  let app: Hono<Env> | undefined;
  return (c: Context<Env>) => (app ??= make()).fetch(c.req.raw, c.env);
};
