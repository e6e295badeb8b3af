import { createRequire } from "node:module";
import "./settings-keys";
import type { SalesforceApi } from "./salesforce/rest/api";
import type { WebexApi } from "./webex/client/api";
import type { Session } from "./core/engine/kind-engine";
import type { SettingsSource } from "./core/settings/settings";

/** The clients of both clouds, by the prefix of the kinds that use them. */
export interface Apis {
  readonly webex: WebexApi;
  readonly salesforce: SalesforceApi;
}

export type Cloud = keyof Apis;

export const CLOUDS: readonly Cloud[] = ["webex", "salesforce"];

/** The exports of a cloud's `connect.ts`: sign in with these settings and check the tenant. */
interface ConnectModule<C extends Cloud> {
  connect(source: SettingsSource): Promise<Session<Apis[C]>>;
}

/** Each cloud is loaded when it is first used, so that a stack of one cloud does not load the other. */
const load = createRequire(__filename);

// `require` returns no types; these are the modules' types.
const connectModules: { readonly [C in Cloud]: () => ConnectModule<C> } = {
  webex: () => load("./webex/client/connect") as ConnectModule<"webex">,
  salesforce: () => load("./salesforce/auth/connect") as ConnectModule<"salesforce">,
};

const indexes: Readonly<Record<Cloud, () => object>> = {
  webex: () => load("./webex") as object,
  salesforce: () => load("./salesforce") as object,
};

/** The cloud of a kind: `webex` for `webex.Queue`. @throws Error for a kind of neither cloud. */
export function cloudOf(kind: string): Cloud {
  const cloud = CLOUDS.find((name) => kind.startsWith(`${name}.`));
  if (cloud === undefined)
    throw new Error(`${kind} is not a resource kind of datadip: kinds are called ${CLOUDS.join(".Noun or ")}.Noun.`);
  return cloud;
}

/** Registers every kind of a cloud. */
export function loadKinds(cloud: Cloud): void {
  // The index loads each kind when it is read, and loading registers the kind.
  Object.values(indexes[cloud]());
}

/** Registers one kind, from `webex/resources/outdial-ani` for `webex.OutdialAni`. @throws Error for a kind of neither cloud. */
export function loadKind(kind: string): void {
  const cloud = cloudOf(kind);
  const name = kind
    .slice(cloud.length + 1)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
  const path = `./${cloud}/resources/${name}`;
  // State may hold an older name of a kind, which only the whole registry knows.
  if (isModule(path)) load(path);
  else loadKinds(cloud);
}

function isModule(path: string): boolean {
  try {
    load.resolve(path);
    return true;
  } catch {
    return false; // resolving fails only for a missing file
  }
}

/** Connects to a cloud with these settings. Providers, look-ups and commands each connect in their own process. */
export const openCloud = <C extends Cloud>(cloud: C, source: SettingsSource): Promise<Session<Apis[C]>> =>
  connectModules[cloud]().connect(source);

/** One connection for each cloud in use, made when it is first needed. */
export class Sessions {
  private readonly opened: { [C in Cloud]?: Promise<Session<Apis[C]>> } = {};

  constructor(private readonly source: () => SettingsSource) {}

  of<C extends Cloud>(cloud: C): Promise<Session<Apis[C]>> {
    const known: Promise<Session<Apis[C]>> | undefined = this.opened[cloud];
    if (known !== undefined) return known;
    const opening = openCloud(cloud, this.source());
    this.opened[cloud] = opening as (typeof this.opened)[C];
    return opening;
  }
}
