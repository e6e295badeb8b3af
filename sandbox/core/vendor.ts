import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "./clock";
import type { Ids } from "./ids";
import type { Json, JsonObject } from "./json";
import type { Settings } from "./settings";
import type { Store } from "./store";
import type { Tokens } from "./tokens";

/** What every vendor's emulation points to. All of it is shared by the processes on one directory. */
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
    /** Where the call came in: `/salesforce`, or nothing for a call at the root of the host. */
    mount: string;
    /** Path without the mount. */
    vendorPath: string;
    /** How long what this call writes stays hidden from every read; 0 unless a fault says so. */
    hideWritesMs: number;
    /** Who calls, where known. A vendor sets it when the caller shows itself elsewhere than in a bearer token. */
    clientId: string | undefined;
  };
}

/** A failure that the vendor's service would have answered before any of its handlers ran. */
export interface Refusal {
  readonly status: number;
  /** Without the mount. */
  readonly path: string;
  /** The tracking id that the caller sent. */
  readonly trackingId: string | undefined;
  readonly cause: "fault" | "quota";
}

/** A door past all rules to what a vendor's tenant holds, for tests and for playing a person in the vendor's own UI. */
export interface StateDoor {
  readonly kinds: () => readonly string[];
  /** Whether {@link kinds} has this one. */
  readonly has: (kind: string) => boolean;
  readonly list: (kind: string) => readonly Json[];
  readonly get: (kind: string, id: string) => JsonObject | undefined;
  /** Stores a new object as if made by hand; an id is made when the body has none. */
  readonly create: (kind: string, body: JsonObject) => JsonObject;
  /** Lays the body over the object; a member that is null is removed. Undefined when there is no such object. */
  readonly merge: (kind: string, id: string, body: JsonObject) => JsonObject | undefined;
  /** False when there was no such object. */
  readonly remove: (kind: string, id: string) => boolean;
}

/** The plug-in point: one cloud that the sandbox emulates under `/{name}`. */
export interface Vendor {
  readonly name: string;
  /** Fills a fresh tenant. Runs in a transaction, when it is first asked for and again on a reset. */
  readonly seed: (core: Core) => void;
  /** Adds the vendor's routes; paths are relative to the mount. */
  readonly mount: (app: Hono<Env>, core: Core) => void;
  /** Adds routes to the sandbox's own admin API; paths are relative to `/sandbox`. */
  readonly mountAdmin?: (app: Hono<Env>, core: Core) => void;
  /** Which quota window a call counts against; undefined for calls without a quota. */
  readonly quotaOf: (path: string, clientId: string) => string | undefined;
  /** The error body of a refusal, in the vendor's own shape. */
  readonly refuse: (refusal: Refusal, core: Core) => Response;
  readonly state: (core: Core) => StateDoor;
}
