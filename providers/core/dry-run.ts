/** Set by `datadip plan`: the clouds are asked what they would say of what a preview is about to send, and nothing is saved. */
export const DRY_RUN = "DATADIP_DRY_RUN";

export function isDryRun(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[DRY_RUN] === "true";
}
