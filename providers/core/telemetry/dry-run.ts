import { AsyncLocalStorage } from "node:async_hooks";

/** Set by `datadip plan`: the clouds are asked what they would say of what a preview is about to send, and nothing is saved. */
export const DRY_RUN = "DATADIP_DRY_RUN";

export function isDryRun(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[DRY_RUN] === "true";
}

const rehearsing = new AsyncLocalStorage<true>();

/** Does work that a run will not do again, so that its calls are told apart. */
export function rehearse<T>(work: () => Promise<T>): Promise<T> {
  return isDryRun() ? rehearsing.run(true, work) : work();
}

export function isRehearsal(): boolean {
  return rehearsing.getStore() === true;
}
