import { validate as isUuid } from "uuid";
import { z } from "zod";
import { shifted, systemClock, type Clock } from "./core/clock";
import { cloudIn } from "./core/cloud";
import type { FaultRule } from "./core/faults";
import { createIds } from "./core/ids";
import { emptyLog, type LoggedRequest } from "./core/log";
import { listen } from "./core/listen";
import { createApp } from "./core/server";
import { changeSettings, readSettings, type Settings, type SettingsPatch } from "./core/settings";
import { resetOf, type Snapshot } from "./core/snapshot";
import { openStore, type Store } from "./core/store";
import { createTokens } from "./core/tokens";
import type { Core } from "./core/vendor";
import type * as Colleague from "./colleague";
import type { Switches, SwitchesPatch } from "./salesforce/settings";
import type { Credentials as SalesforceCredentials } from "./salesforce/tenant";
import type { ConnectRequest } from "./webex/connect";
import type { Credentials } from "./webex/tenant";
import { load, WEBEX, SALESFORCE, type Clouds, type Sandbox, sandboxOf } from "./running";

export { connectRequestOf } from "./webex/connector-form";
export type { SalesforceSandbox, Sandbox } from "./running";
export type { Clock, ConnectRequest, Credentials, FaultRule, LoggedRequest, Settings, SettingsPatch, Snapshot };
export type { SalesforceCredentials, Switches as SalesforceSettings, SwitchesPatch as SalesforceSettingsPatch };

/** The organisation of a sandbox directory that was made without one. */
export const DEFAULT_ORG_ID = "0d1d2d3d-4d5d-4d6d-8d7d-8d9dadbdcddd";

/** Edits one Webex object over HTTP as a second person would, see colleague.ts. */
export const changeByHand: typeof Colleague.changeByHand = (...call) =>
  (load("./colleague") as typeof Colleague).changeByHand(...call);

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
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
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
      createApp(core, all, reset, closing.signal, options.page).fetch,
      options.port ?? 0,
      options.unref ?? false,
    );
    return sandboxOf(core, clouds, listening, reset, closing);
  } catch (error) {
    await store.close();
    throw error;
  }
}
