import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { ask, reasonIn } from "../pulumi-cli";
import { type Check, failed, ok, warning } from "./check";

/** `20.19.4` as numbers; anything that is no version is 0.0. */
function parts(version: string): readonly [major: number, minor: number] {
  const found = /(\d+)\.(\d+)/.exec(version);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}

function isBelow(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has, hasMinor] = parts(version);
  return has < major || (has === major && hasMinor < minor);
}

/** By `engines` of the package. */
const OLDEST_NODE = [20, 19] as const;

/** Pure. */
export function nodeCheck(version: string): Check {
  const name = "Node.js";
  if (!isBelow(version, OLDEST_NODE)) return ok(name, version);
  return failed(name, `${version} is too old`, `install Node.js ${OLDEST_NODE.join(".")} or newer`);
}

/** From there on `pulumi import --file` takes outputs, which adoption needs. */
const OLDEST_CLI = [3, 254] as const;
/** From there on the engine no longer sends `properties` to a read, which older SDKs rely on: https://github.com/pulumi/pulumi */
const SPLIT = [3, 268] as const;

/** Whether this CLI and SDK work, and work together. Pure. */
export function engineCheck(cli: string, sdk: string | undefined): Check {
  const name = "Pulumi engine";
  const both = sdk === undefined ? cli : `${cli}, SDK ${sdk}`;
  const mend = 'take the engine that suits: eval "$(npm run -s engine -- --env)"';
  if (isBelow(cli, OLDEST_CLI)) return warning(name, `${both}: imports of existing objects need 3.254`, mend);
  if (sdk !== undefined && !isBelow(cli, SPLIT) && isBelow(sdk, SPLIT))
    return failed(name, `${both}: an engine from 3.268 on does not refresh resources of an older SDK`, mend);
  return ok(name, both);
}

const manifest = z.looseObject({ version: z.string() });

/** The SDK that programs of this folder use; undefined where there is none. */
function sdkVersion(folder: string): string | undefined {
  const load = createRequire(join(folder, "_"));
  try {
    return manifest.parse(load("@pulumi/pulumi/package.json")).version;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** What this machine must have. `version` is Node's. @throws Error where there is no pulumi. */
export function machineChecks(folder: string, version: string): readonly Check[] {
  const { code, stdout, stderr } = ask(["version"]);
  const engine =
    code === 0
      ? engineCheck(stdout.trim().replace(/^v/, ""), sdkVersion(folder))
      : failed("Pulumi engine", reasonIn(stderr));
  return [nodeCheck(version.replace(/^v/, "")), engine];
}
