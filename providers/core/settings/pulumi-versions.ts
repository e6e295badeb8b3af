/** The first Pulumi CLI whose `pulumi import --file` accepts outputs, which adoption needs. */
export const OLDEST_CLI = "3.254.0";

/** The newest CLI that create, refresh, drift and destroy were tried with, on SDK 3.248 with Node 20 and on SDK 3.276 with Node 24. */
export const NEWEST_TRIED_CLI = "3.276";

/** Warning about a CLI that is newer than any that was tried: a clause without a full stop. */
export const UNTRIED = `newer than what was tried (up to ${NEWEST_TRIED_CLI})`;

/** Whether a CLI, such as 3.277.0, is newer than any that was tried; the patch does not count. */
export function isUntried(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [tried = 0, triedMinor = 0] = NEWEST_TRIED_CLI.split(".").map(Number);
  return major > tried || (major === tried && minor > triedMinor);
}
