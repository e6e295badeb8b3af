import { join, resolve } from "node:path";
import { projectRoot } from "./project";
import { type Settings, SettingsError } from "./settings";
import { localJson } from "../../http/client";
import { isRecord } from "../resource/types";

/** A running sandbox. */
export interface SandboxConnection {
  /** Base address, without a trailing slash; each cloud is mounted below it under its own name. */
  readonly url: string;
  /** Configuration of one cloud's client, from the sandbox's path `sandbox/credentials`. */
  credentials(path: string): Promise<Readonly<Record<string, unknown>>>;
}

let embedded: Promise<SandboxConnection> | undefined;

/**
 * The only way to reach the sandbox: the server at `datadip:sandboxUrl`, else a server inside this process. Both then work like a live
 * tenant. No sandbox code is loaded before this is called.
 */
export function connectSandbox(settings: Settings): Promise<SandboxConnection> {
  const server = settings.address("datadip:sandboxUrl")?.replace(/\/+$/, "");
  return server === undefined ? (embedded ??= embed(settings)) : Promise.resolve(connectionAt(server));
}

async function embed(settings: Settings): Promise<SandboxConnection> {
  const { startSandbox } = await import("../../../sandbox/index.js");
  const dir = resolve(projectRoot(), settings.address("datadip:sandboxDir") ?? join(".datadip", "sandbox"));
  const sandbox = await startSandbox({ dir, unref: true });
  return connectionAt(sandbox.url);
}

const connectionAt = (url: string): SandboxConnection => ({ url, credentials: (path) => credentialsAt(url, path) });

async function credentialsAt(url: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  const credentials = await localJson(`${url}/${path}`).catch((error: unknown) => {
    throw new SettingsError(
      `No sandbox answers at ${url} (datadip:sandboxUrl): start it with npx datadip sandbox, or remove the setting to use the built-in one. ${String(error)}`,
    );
  });
  if (isRecord(credentials)) return credentials;
  throw new SettingsError(
    `What answers at ${url} (datadip:sandboxUrl) is not a sandbox of datadip: start one with npx datadip sandbox, or remove the setting to use the built-in one.`,
  );
}
