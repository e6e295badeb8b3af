import { createRequire } from "node:module";
import type { Cloud, LateVendor } from "./core/cloud";
import { addFault, type FaultRule } from "./core/faults";
import { textOf } from "./core/json";
import { emptyLog, readLog, type LoggedRequest } from "./core/log";
import { changeSettings, type Settings, type SettingsPatch } from "./core/settings";
import { restoreSnapshot, takeSnapshot, type Snapshot } from "./core/snapshot";
import type { Core } from "./core/vendor";
import type * as Salesforce from "./salesforce";
import type { Switches, SwitchesPatch } from "./salesforce/settings";
import type { Credentials as SalesforceCredentials } from "./salesforce/tenant";
import type * as Webex from "./webex";
import type { ConnectRequest, PlainConnectRequest } from "./webex/connect";
import type { Credentials } from "./webex/tenant";

export const load = createRequire(__filename);

// A require has no type; these are the exports of the modules named here.
const loadWebex = () => load("./webex") as typeof Webex;
const loadSalesforce = () => load("./salesforce") as typeof Salesforce;

export const WEBEX: LateVendor = {
  name: "webex",
  adminPaths: ["/credentials", "/connect", "/connectors/*", "/tokens"],
  rootPaths: [],
  load: () => loadWebex().webex,
};
export const SALESFORCE: LateVendor = {
  name: "salesforce",
  adminPaths: ["/salesforce/*"],
  rootPaths: ["/services", "/id"],
  load: () => loadSalesforce().salesforce,
};

export interface Clouds {
  readonly webex: Cloud;
  readonly salesforce: Cloud;
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

export function sandboxOf(
  core: Core,
  clouds: Clouds,
  listening: { readonly url: string; readonly close: () => Promise<void> },
  reset: () => void,
  closing: AbortController,
): Sandbox {
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
}

function connecting(core: Core, cloud: Cloud, salesforceUrl: string): Sandbox["connect"] {
  function connector(request: ConnectRequest): Promise<string>;
  function connector(request: PlainConnectRequest): string;
  function connector(request: PlainConnectRequest | ConnectRequest): string | Promise<string> {
    cloud.vendor();
    const { connect, connectAndTry, entitiesOf } = loadWebex();
    return "credentials" in request
      ? connectAndTry(entitiesOf(core), request, salesforceUrl).then(({ id }) => textOf(id))
      : textOf(connect(entitiesOf(core), request).id);
  }
  return connector;
}

function salesforceOf(core: Core, cloud: Cloud, url: string, fresh: <T>(read: () => T) => T): SalesforceSandbox {
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
}
