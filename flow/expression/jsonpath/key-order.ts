/** JavaScript puts keys that are whole numbers first; Java keeps the order of the document. */

const orders = new WeakMap<object, readonly string[]>();

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key);

/** Stores the order in which the keys of an object were read, where JavaScript's order differs. */
export function keepOrder(object: object, keys: Iterable<string>): void {
  const all = [...keys];
  if (all.some(isIndex)) orders.set(object, all);
}

/** The keys of an object in the order of its document. */
export const keysOf = (object: object): readonly string[] => orders.get(object) ?? Object.keys(object);
