import { AsyncLocalStorage } from "node:async_hooks";

/** Set by `datadip plan`: a preview asks the clouds for a dry run of what `up` would send; nothing is saved. */
export const DRY_RUN = "DATADIP_DRY_RUN";

export const isDryRun = (env: NodeJS.ProcessEnv = process.env): boolean => env[DRY_RUN] === "true";

const rehearsing = new AsyncLocalStorage<true>();

/** Runs work that an `up` does not do, and marks its calls as dry. */
export const rehearse = <T>(work: () => Promise<T>): Promise<T> => (isDryRun() ? rehearsing.run(true, work) : work());

export const isRehearsal = (): boolean => rehearsing.getStore() === true;
