import type { z } from "zod";
import { managedKeys } from "../../core/engine/state";
import type { Values } from "../../core/resource/types";

/**
 * The values of a read for the state. Inputs that the program does not manage are left out, so that a refresh does not show them as new;
 * inputs that Salesforce never returns, such as a secret, keep their values.
 */
export function stateValues(
  {
    inputs,
    outputs,
    unsaid = [],
  }: { readonly inputs: z.ZodObject; readonly outputs?: z.ZodObject; readonly unsaid?: readonly string[] },
  said: Values,
  state: Values,
): Values {
  const managed = managedKeys(state);
  const wanted = (key: string): boolean =>
    key in (outputs?.shape ?? {}) || (key in inputs.shape && (managed.length === 0 || managed.includes(key)));
  const told = Object.entries(said).filter(([key]) => wanted(key) && !unsaid.includes(key));
  const kept = unsaid.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key]] as const]));
  return Object.fromEntries([...told, ...kept]);
}
