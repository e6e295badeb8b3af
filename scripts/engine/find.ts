/** Whether a `pulumi` found on PATH may be used. Pure. */

import { isUntried, NEWEST_TRIED_CLI, OLDEST_CLI, UNTRIED } from "../../providers/core/settings/pulumi-versions";
import { lt, major, valid } from "./semver";

/** What Node.js 20 gets, whose last SDK is 3.248, and who has a Go that is too old for the newest. */
const MODEST_CLI = "3.259.0";
/** The newest that was tried. */
const NEWEST_CLI = `${NEWEST_TRIED_CLI}.0`;
const FIRST_NODE_OF_NEWEST = "22.0.0";

/** The versions that are downloaded or built when PATH has none that fits, the best first; the next one where Go is too old for it. */
export function versionsToMake(node: string): readonly [string, ...string[]] {
  return lt(node, FIRST_NODE_OF_NEWEST) ? [MODEST_CLI] : [NEWEST_CLI, MODEST_CLI];
}

/** What was found at one place of PATH. */
export interface Candidate {
  readonly bin: string;
  /** As `pulumi version` prints it, with or without `v`; undefined when it printed none. */
  readonly version: string | undefined;
  /** Whether `pulumi-language-nodejs` lies beside it or on PATH. */
  readonly languageHost: boolean;
  /** Whether `pulumi-resource-pulumi-nodejs` lies beside it or on PATH. */
  readonly dynamicProvider: boolean;
}

/** The verdict, with a clause for a person either way. */
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
