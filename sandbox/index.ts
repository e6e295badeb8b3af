import { createRequire } from "node:module";
import { validate as isUuid } from "uuid";
import { z } from "zod";
import { shifted, systemClock, type Clock } from "./core/clock";
import { cloudIn, type Cloud, type LateVendor } from "./core/cloud";
import { addFault, type FaultRule } from "./core/faults";
import { textOf } from "./core/json";
import { createIds } from "./core/ids";
import { emptyLog, readLog, type LoggedRequest } from "./core/log";
import { createApp, listen } from "./core/server";
import { changeSettings, readSettings, type Settings, type SettingsPatch } from "./core/settings";
import { resetOf, restoreSnapshot, takeSnapshot, type Snapshot } from "./core/snapshot";
import { openStore, type Store } from "./core/store";
import { createTokens } from "./core/tokens";
import type { Core } from "./core/vendor";
import type * as Colleague from "./colleague";
import type * as Salesforce from "./salesforce";
import type { Switches, SwitchesPatch } from "./salesforce/settings";
import type { Credentials as SalesforceCredentials } from "./salesforce/tenant";
import type * as Webex from "./webex";
import type { ConnectRequest, PlainConnectRequest } from "./webex/connect";
import type { Credentials } from "./webex/tenant";

export { connectRequestOf } from "./webex/connector-form";
export type { Clock, ConnectRequest, Credentials, FaultRule, LoggedRequest, Settings, SettingsPatch, Snapshot };
export type { SalesforceCredentials, Switches as SalesforceSettings, SwitchesPatch as SalesforceSettingsPatch };

/** The organisation of a sandbox directory that was made without one. */
export const DEFAULT_ORG_ID = "0d1d2d3d-4d5d-4d6d-8d7d-8d9dadbdcddd";

const load = createRequire(__filename);

// A require has no type; these are the exports of the modules named here.
const loadWebex = () => load("./webex") as typeof Webex;
const loadSalesforce = () => load("./salesforce") as typeof Salesforce;

const WEBEX: LateVendor = {
  name: "webex",
  adminPaths: ["/credentials", "/connect", "/connectors/*", "/tokens"],
  rootPaths: [],
  load: () => loadWebex().webex,
};
const SALESFORCE: LateVendor = {
  name: "salesforce",
  adminPaths: ["/salesforce/*"],
  rootPaths: ["/services", "/id"],
  load: () => loadSalesforce().salesforce,
};

/** Edits one Webex object over HTTP as a second person would, see colleague.ts. */
export const changeByHand: typeof Colleague.changeByHand = (...call) =>
  (load("./colleague") as typeof Colleague).changeByHand(...call);

interface Clouds {
  readonly webex: Cloud;
  readonly salesforce: Cloud;
}

export interface SandboxOptions {
  /** Directory of the tenant's state; made and seeded when absent. Any number of processes may use it at once. */
  readonly dir: string;
  /** Port on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number;
  /** The source of time; the machine's clock when absent. The setting `clockOffsetMs` is added to it. */
  readonly clock?: Clock;
  /** UUID of the organisation, used when the directory is fresh. */
  readonly orgId?: string;
  /** Sets the setting of the same name. */
  readonly latencyMs?: number;
  /** Answers every path that neither a cloud nor the admin API has, such as a page at `/`. Requests from other sites never reach it. */
  readonly page?: (request: Request) => Promise<Response>;
  /** Lets the process end while the sandbox still listens. */
  readonly unref?: boolean;
}

/** A running sandbox. All methods act on the directory, so they affect every process that uses it. */
export interface Sandbox {
  /** `http://127.0.0.1:{port}`; Webex is at `{url}/webex`, the admin API at `{url}/sandbox`. */
  readonly url: string;
  /** The credentials of the tenant's service app; the refresh token is the one that is valid now. */
  readonly credentials: Credentials;
  /** Makes the tenant fresh again: objects, settings, faults, quota and log. Issued tokens stay valid. */
  readonly reset: () => void;
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: Snapshot) => void;
  /** Calls so far, oldest first. */
  readonly requests: () => readonly LoggedRequest[];
  readonly clearRequests: () => void;
  /** Adds a fault. Throws a ZodError when a member of the rule is wrong. */
  readonly fail: (rule: FaultRule) => void;
  /** Changes some settings and returns all of them. */
  readonly settings: (patch?: SettingsPatch) => Settings;
  /** Members that Webex objects of a kind can have, as far as emulated. */
  readonly membersOf: (kind: string) => readonly string[] | undefined;
  /**
   * Plays the person who creates an HTTP connector in Control Hub; returns its id. With credentials it signs in to Salesforce first, as
   * Control Hub does on saving, and rejects with Salesforce's message. For a name that exists, other credentials edit that connector.
   */
  readonly connect: { (request: ConnectRequest): Promise<string>; (request: PlainConnectRequest): string };
  readonly salesforce: SalesforceSandbox;
  readonly close: () => Promise<void>;
}

export interface SalesforceSandbox {
  /** The instance URL: `{url}/salesforce`. */
  readonly instanceUrl: string;
  /** Three ways to sign in as an administrator, all valid now. */
  readonly credentials: SalesforceCredentials;
  /** Changes some switches of the org and returns all of them. Throws a ZodError for a misspelt one. */
  readonly settings: (patch?: SwitchesPatch) => Switches;
  /** Ends every session, as after a night without use. */
  readonly expireSessions: () => void;
}

const metaSchema = z.object({ orgId: z.uuid() });

/** The organisation for which the directory was made. */
const orgIdOf = (store: Store, wanted: string | undefined, dir: string): string =>
  store.transaction(() => {
    const known = store.get(["meta", "tenant"], metaSchema)?.orgId;
    if (known !== undefined && wanted !== undefined && known !== wanted) {
      throw new Error(
        `The sandbox in ${dir} belongs to organisation ${known}, not ${wanted}; choose another directory.`,
      );
    }
    const orgId = known ?? wanted ?? DEFAULT_ORG_ID;
    if (known === undefined) store.put(["meta", "tenant"], { orgId });
    return orgId;
  });

/**
 * Serves the tenant of a directory on the loopback.
 * Throws when the port is taken, the organisation id is not a UUID, or the directory belongs to another organisation.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { dir, orgId: wanted } = options;
  if (wanted !== undefined && !isUuid(wanted)) {
    throw new Error(`The organisation id ${wanted} is not a UUID; leave it out to get the sandbox's own.`);
  }
  const store = openStore(dir);
  try {
    const orgId = orgIdOf(store, wanted?.toLowerCase(), dir);
    const settings = (): Settings => readSettings(store);
    const clock = shifted(options.clock ?? systemClock, () => settings().clockOffsetMs);
    const ids = createIds(store, orgId);
    const core: Core = { store, clock, ids, tokens: createTokens(store, clock, ids), settings, orgId };
    const clouds: Clouds = { webex: cloudIn(core, WEBEX), salesforce: cloudIn(core, SALESFORCE) };
    const all = [clouds.webex, clouds.salesforce];
    const resetTenants = resetOf(store, all);
    const reset = (): void =>
      store.transaction(() => {
        resetTenants();
        emptyLog(store);
      });
    const closing = new AbortController();
    if (options.latencyMs !== undefined) changeSettings(store, { latencyMs: options.latencyMs });
    const listening = await listen(
      createApp(core, all, reset, closing.signal, options.page),
      options.port ?? 0,
      options.unref ?? false,
    );
    return sandboxOf(core, clouds, listening, reset, closing);
  } catch (error) {
    await store.close();
    throw error;
  }
};

const sandboxOf = (
  core: Core,
  clouds: Clouds,
  listening: { readonly url: string; readonly close: () => Promise<void> },
  reset: () => void,
  closing: AbortController,
): Sandbox => {
  const { store } = core;
  const fresh = <T>(read: () => T): T => {
    store.refresh();
    return read();
  };
  return {
    url: listening.url,
    get credentials() {
      return fresh(() => {
        clouds.webex.vendor();
        return loadWebex().credentialsOf(core);
      });
    },
    reset,
    snapshot: () => takeSnapshot(store, [clouds.webex, clouds.salesforce]),
    restore: (snapshot) => restoreSnapshot(store, snapshot, [clouds.webex, clouds.salesforce]),
    requests: () => fresh(() => readLog(store)),
    clearRequests: () => emptyLog(store),
    membersOf: (kind) => loadWebex().membersOf(kind),
    fail: (rule) => void addFault(store, core.ids, rule),
    settings: (patch = {}) => changeSettings(store, patch),
    connect: connecting(core, clouds.webex, `${listening.url}/salesforce`),
    salesforce: salesforceOf(core, clouds.salesforce, listening.url, fresh),
    close: async () => {
      closing.abort();
      await listening.close();
      await store.close();
    },
  };
};

const connecting = (core: Core, cloud: Cloud, salesforceUrl: string): Sandbox["connect"] => {
  function connector(request: ConnectRequest): Promise<string>;
  function connector(request: PlainConnectRequest): string;
  function connector(request: PlainConnectRequest | ConnectRequest): string | Promise<string> {
    cloud.vendor();
    const { connect, connectAndTry, entitiesOf } = loadWebex();
    return "credentials" in request
      ? connectAndTry(entitiesOf(core), request, salesforceUrl).then(({ id }) => textOf(id))
      : textOf(connect(entitiesOf(core), request)["id"]);
  }
  return connector;
};

const salesforceOf = (core: Core, cloud: Cloud, url: string, fresh: <T>(read: () => T) => T): SalesforceSandbox => {
  /** The functions of the Salesforce module that act on the org. */
  const use = <T>(act: (module: typeof Salesforce, org: Salesforce.Org) => T): T => {
    cloud.vendor();
    const module = loadSalesforce();
    return act(module, module.orgOf(core));
  };
  return {
    instanceUrl: `${url}/salesforce`,
    get credentials() {
      return fresh(() => use(({ credentialsOf }, org) => credentialsOf(org)));
    },
    settings: (patch) =>
      patch === undefined
        ? fresh(() => use(({ readSwitches }) => readSwitches(core.store)))
        : use(({ switchOrg }, org) => switchOrg(org, patch)),
    expireSessions: () => core.store.transaction(() => use(({ expireSessions }, org) => expireSessions(org))),
  };
};
