import type { Descriptor } from "./descriptor";

const kinds = new Map<string, Descriptor>();

/** Kinds renamed since a release, new name by old name, as state keeps the old one. */
const RENAMED: Readonly<Record<string, string>> = {};

export function register(descriptor: Descriptor): void {
  kinds.set(descriptor.kind, descriptor);
}

/** @throws Error for a kind that this version does not have. */
export function descriptorOf(kind: string): Descriptor {
  const descriptor = kinds.get(RENAMED[kind] ?? kind);
  if (descriptor === undefined) {
    throw new Error(
      `This datadip has no resource kind ${kind}: the state was written by another version. Update the package.`,
    );
  }
  return descriptor;
}

export const allKinds = (): readonly Descriptor[] => [...kinds.values()];
