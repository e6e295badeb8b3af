import { childrenOf, textIn, type XmlElement } from "../xml";

export type Members = ReadonlyMap<string, readonly string[]>;

export const membersOf = (manifest: XmlElement): Members => {
  const members = new Map<string, string[]>();
  for (const types of childrenOf(manifest, "types")) {
    const name = textIn(types, "name");
    const listed = childrenOf(types, "members").map(({ text }) => text.trim());
    members.set(name, [...(members.get(name) ?? []), ...listed]);
  }
  return members;
};

/** True when a manifest lists a component, by name or by `*`. */
export const isListed = (members: Members, type: string, fullName: string): boolean =>
  members.get(type)?.some((name) => name === "*" || name.toLowerCase() === fullName.toLowerCase()) === true;
