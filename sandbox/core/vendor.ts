import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "./clock";
import type { Ids } from "./ids";
import type { Json, JsonObject } from "./json";
import type { Settings } from "./settings";
import type { Store } from "./store";
import type { Tokens } from "./tokens";

/** What every vendor's emulation uses. All processes on one directory share it. */
export interface Core {
  readonly store: Store;
  /** The tenant's clock: the given one plus the setting `clockOffsetMs`. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: Tokens;
  readonly settings: () => Settings;
  /** Organisation id of the Webex side, a UUID; the seed of all ids. */
  readonly orgId: string;
}

/** What a vendor's handlers find on Hono's context. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** The prefix of the call: `/salesforce`, or empty for a call at the root of the host. */
    mount: string;
    vendorPath: string;
    /** How long what this call writes stays hidden from every read; 0 unless a fault says so. */
    hideWritesMs: number;
    /** The caller, where known. A vendor sets it when the caller is identified by something other than a bearer token. */
    clientId: string | undefined;
  };
}

/** A failure that the vendor's service answers before any handler runs. */
export interface Refusal {
  readonly status: number;
  /** Without the mount. */
  readonly path: string;
  readonly trackingId: string | undefined;
  readonly cause: "fault" | "quota";
}

/** Reads and writes a vendor's tenant past all rules, for tests and for playing a person in the vendor's own UI. */
export interface StateDoor {
  readonly kinds: () => readonly string[];
  readonly has: (kind: string) => boolean;
  readonly list: (kind: string) => readonly Json[];
  readonly get: (kind: string, id: string) => JsonObject | undefined;
  /** Stores a new object as if made by hand; an id is made when the body has none. */
  readonly create: (kind: string, body: JsonObject) => JsonObject;
  /** Merges the body into the object; a member that is null is removed. Undefined when the object does not exist. */
  readonly merge: (kind: string, id: string, body: JsonObject) => JsonObject | undefined;
  /** False when the object did not exist. */
  readonly remove: (kind: string, id: string) => boolean;
}

/** One cloud that the sandbox emulates under `/{name}`. */
export interface Vendor {
  readonly name: string;
  /** Fills a fresh tenant, in a transaction: at the first call for the tenant and again on a reset. */
  readonly seed: (core: Core) => void;
  /** Adds the vendor's routes; paths are relative to the mount. */
  readonly mount: (app: Hono<Env>, core: Core) => void;
  /** Adds routes to the sandbox's own admin API; paths are relative to `/sandbox`. */
  readonly mountAdmin?: (app: Hono<Env>, core: Core) => void;
  /** The quota window of a call; undefined for calls without a quota. */
  readonly quotaOf: (path: string, clientId: string) => string | undefined;
  /** The error body of a refusal, in the vendor's own shape. */
  readonly refuse: (refusal: Refusal, core: Core) => Response;
  readonly state: (core: Core) => StateDoor;
}
