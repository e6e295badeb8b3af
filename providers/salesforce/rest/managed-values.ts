import type { z } from "zod";
import { managedKeys } from "../../core/engine/state";
import type { Values } from "../../core/resource/types";

/**
 * What a read adds to state. A write says nothing of inputs that the program leaves to Salesforce, so a refresh must not show those as
 * new; and inputs that Salesforce never says, such as a secret, are as they were.
 */
export function known(
  {
    inputs,
    outputs,
    unsaid = [],
  }: { readonly inputs: z.ZodObject; readonly outputs: z.ZodObject; readonly unsaid?: readonly string[] },
  said: Values,
  state: Values,
): Values {
  const managed = managedKeys(state);
  const wanted = (key: string): boolean =>
    key in outputs.shape || (key in inputs.shape && (managed.length === 0 || managed.includes(key)));
  const told = Object.entries(said).filter(([key]) => wanted(key) && !unsaid.includes(key));
  const kept = unsaid.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key]] as const]));
  return Object.fromEntries([...told, ...kept]);
}
