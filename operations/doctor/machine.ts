import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { isUntried, NEWEST_TRIED_CLI, OLDEST_CLI, UNTRIED } from "../../providers/core/settings/pulumi-versions";
import { runPulumi, lackingParts, reasonIn, TAKE_ENGINE } from "../pulumi-cli";
import { type Check, failed, ok, warning } from "./check";

/** The numbers of `20.19.4`; 0.0 for a text that is not a version. */
function parts(version: string): readonly [major: number, minor: number] {
  const found = /(\d+)\.(\d+)/.exec(version);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}

function isBelow(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has, hasMinor] = parts(version);
  return has < major || (has === major && hasMinor < minor);
}

/** The oldest Node.js in `engines` of package.json. */
const OLDEST_NODE = [20, 19] as const;

/** Pure. */
export function nodeCheck(version: string): Check {
  const name = "Node.js";
  if (!isBelow(version, OLDEST_NODE)) return ok(name, version);
  return failed(name, `${version} is too old`, `install Node.js ${OLDEST_NODE.join(".")} or newer`);
}

/** Whether this CLI works with the SDK of the project; `lack` names a missing part of the CLI. Pure. */
export function engineCheck(cli: string, sdk: string | undefined, lack?: string): Check {
  const name = "Pulumi engine";
  const mend = `take the engine that suits: ${TAKE_ENGINE}`;
  if (lack !== undefined) return failed(name, `${cli}: ${lack}`, mend);
  if (sdk === undefined)
    return failed(
      name,
      `${cli}, and @pulumi/pulumi is not installed here`,
      "npm install, in the folder of the project",
    );
  const both = `${cli}, SDK ${sdk}`;
  if (isBelow(cli, parts(OLDEST_CLI)))
    return warning(name, `${both}: imports of existing objects need ${OLDEST_CLI}`, mend);
  if (isUntried(cli))
    return warning(name, `${both}: ${UNTRIED}`, `if a run fails unexpectedly, use ${NEWEST_TRIED_CLI}`);
  return ok(name, both);
}

const manifest = z.looseObject({ version: z.string() });

/** Version of the SDK for programs in this folder; undefined where there is none. */
function sdkVersion(folder: string): string | undefined {
  const load = createRequire(join(folder, "_"));
  try {
    return manifest.parse(load("@pulumi/pulumi/package.json")).version;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Checks of this machine. `version` is that of Node.js. @throws Error where there is no pulumi. */
export function machineChecks(folder: string, version: string): readonly Check[] {
  const { code, stdout, stderr } = runPulumi(["version"]);
  const engine =
    code === 0
      ? engineCheck(stdout.trim().replace(/^v/, ""), sdkVersion(folder), lackingParts())
      : failed("Pulumi engine", reasonIn(stderr));
  return [nodeCheck(version.replace(/^v/, "")), engine];
}
