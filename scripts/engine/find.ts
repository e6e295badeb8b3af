/** Whether a `pulumi` found on PATH may be used. Pure. */

import { satisfies, valid, lt } from "semver";

/** The version that is downloaded or built when PATH has none that fits. */
export const CLI_VERSION = "3.259.0";

/**
 * 3.254 is the first whose `pulumi import --file` takes outputs, which adoption needs; from 3.268 the engine no longer sends `properties`
 * to a read, which this project's SDK (3.248) relies on.
 */
const SUITABLE_RANGE = ">=3.254.0 <3.268.0";

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
  if (!satisfies(version, SUITABLE_RANGE, { includePrerelease: true })) {
    const cause = lt(version, CLI_VERSION)
      ? "too old: imports of existing objects need 3.254"
      : "too new: from 3.268 it does not work with this project's SDK 3.248";
    return { use: false, reason: `${bin} is ${version} and not used, as it is ${cause}` };
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
  return { use: true, bin, version, reason: `${bin} on PATH is ${version}, which suits` };
}
