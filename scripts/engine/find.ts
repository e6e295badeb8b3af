/** Decides whether a `pulumi` found on PATH may be used. Pure. */

import { isUntried, NEWEST_TRIED_CLI, OLDEST_CLI, UNTRIED } from "../../providers/core/settings/pulumi-versions";
import { lt, major, valid } from "./semver";

/** For Node.js 20, whose last SDK is 3.248, and for a Go that is too old for the newest version. */
const MODEST_CLI = "3.259.0";
/** The newest version that was tried. */
const NEWEST_CLI = `${NEWEST_TRIED_CLI}.0`;
const FIRST_NODE_OF_NEWEST = "22.0.0";

/** The versions to download or build when PATH has no suitable one, best first. The next one is used only when Go is too old for it. */
export const versionsToMake = (node: string): readonly [string, ...string[]] =>
  lt(node, FIRST_NODE_OF_NEWEST) ? [MODEST_CLI] : [NEWEST_CLI, MODEST_CLI];

/** A `pulumi` found on PATH. */
export interface Candidate {
  readonly bin: string;
  /** As `pulumi version` prints it, with or without `v`; undefined when it printed none. */
  readonly version: string | undefined;
  /** Whether `pulumi-language-nodejs` is next to it or on PATH. */
  readonly languageHost: boolean;
  /** Whether `pulumi-resource-pulumi-nodejs` is next to it or on PATH. */
  readonly dynamicProvider: boolean;
}

/** The decision, with a clause that explains it. */
export type Verdict =
  | { readonly use: true; readonly bin: string; readonly version: string; readonly reason: string }
  | { readonly use: false; readonly reason: string };

/** Decides about the `pulumi` on PATH; undefined means there is none. */
export function judge(candidate: Candidate | undefined): Verdict {
  if (candidate === undefined) return { use: false, reason: "there is no pulumi on PATH" };
  const { bin } = candidate;
  const version = valid(candidate.version ?? null);
  if (version === null) return { use: false, reason: `${bin} does not say its version, so it is not used` };
  if (lt(version, OLDEST_CLI)) {
    const cause = `too old: imports of existing objects need ${OLDEST_CLI}`;
    return { use: false, reason: `${bin} is ${version} and not used, as it is ${cause}` };
  }
  if (major(version) > major(OLDEST_CLI)) {
    return { use: false, reason: `${bin} is ${version} and not used, as a new major version may differ in anything` };
  }
  const missing = [
    ...(candidate.languageHost ? [] : ["pulumi-language-nodejs"]),
    ...(candidate.dynamicProvider ? [] : ["pulumi-resource-pulumi-nodejs"]),
  ];
  if (missing.length > 0) {
    return {
      use: false,
      reason: `${bin} is ${version} and not used, as ${missing.join(" and ")} is missing beside it`,
    };
  }
  const suits = isUntried(version) ? UNTRIED : "which suits";
  return { use: true, bin, version, reason: `${bin} on PATH is ${version}, ${suits}` };
}
