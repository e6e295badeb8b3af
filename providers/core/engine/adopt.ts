import { z } from "zod";
import type { Descriptor } from "../resource/descriptor";
import type { KindEngine } from "./kind-engine";
import { tokenOf, providerText } from "../resource/type-token";
import type { Values } from "../resource/types";

/** An existing object as a resource that manages all its inputs. */
export interface Adopted {
  readonly inputs: Values;
  readonly outputs: Values;
}

/**
 * Inputs and outputs of a resource that manages all inputs of an existing object.
 * @throws Error where the service does not have it.
 */
export async function adopted<Api>(descriptor: Descriptor, id: string, engine: KindEngine<Api>): Promise<Adopted> {
  if (descriptor.notAdoptable !== undefined)
    throw new Error(`An existing ${descriptor.noun} cannot be taken under management: ${descriptor.notAdoptable}.`);
  // State that manages every input and holds no value: the read fills in the values.
  const blank = { __managed: Object.keys(descriptor.inputs.shape) };
  const { props, inputs } = await engine.read(id, blank);
  if (props === undefined || inputs === undefined)
    throw new Error(`There is no ${descriptor.noun} ${id} in this organisation.`);
  const said = Object.fromEntries(Object.entries(inputs).filter(([key, value]) => !isUnset(descriptor, key, value)));
  return { inputs: said, outputs: { ...props, __managed: Object.keys(said).sort() } };
}

/** A resource in the file of `pulumi import --file`. */
export interface Imported extends Adopted {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

export function importOf(kind: string, name: string, id: string, { inputs, outputs }: Adopted): Imported {
  const __provider = providerText(kind);
  return { type: tokenOf(kind), name, id, inputs: { ...inputs, __provider }, outputs: { ...outputs, __provider } };
}

/** Inputs that the service does not return and that the program must give: the first `up` then writes the object once. */
export const writeOnlyInputs = ({ inputs }: Descriptor, adoptedInputs: Values): readonly string[] =>
  Object.entries(inputs.shape).flatMap(([key, schema]) =>
    key in adoptedInputs || (schema as z.ZodType).safeParse(undefined).success ? [] : [key],
  );

/** The service returns an empty text or list for an unset field; a program leaves it out. */
function isUnset({ inputs }: Descriptor, key: string, value: unknown): boolean {
  const empty = value === "" || (Array.isArray(value) && value.length === 0);
  const schema: unknown = inputs.shape[key];
  return empty && schema instanceof z.ZodOptional;
}
