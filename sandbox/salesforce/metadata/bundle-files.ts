import { strFromU8, unzipSync } from "fflate";
import { parseXml, XmlError, type XmlElement, childrenOf, textIn } from "../xml";
import { KINDS } from "./kinds";

/** Largest size of an unpacked bundle. Real orgs take 600 MB; no bundle for this org is nearly that large. */
const MAX_UNPACKED_BYTES = 100_000_000;

/** A bundle that cannot be opened. */
export class BundleError extends Error {}

/** The files of a zip by their paths. Throws a BundleError for a file that is not a zip, or is too large. */
export function unpack(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  try {
    const files = unzipSync(zip, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > MAX_UNPACKED_BYTES)
          throw new BundleError("The unpacked bundle is larger than the sandbox accepts.");
        return true;
      },
    });
    return new Map(Object.entries(files).filter(([name]) => !name.endsWith("/")));
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError("No package.xml found");
  }
}

/** Parses a file. Throws a BundleError when it is not XML. */
export function readXml(bytes: Uint8Array): XmlElement {
  try {
    return parseXml(strFromU8(bytes));
  } catch (error) {
    if (error instanceof XmlError) throw new BundleError(`Error parsing file: ${error.message}`);
    throw error;
  }
}

export type Members = ReadonlyMap<string, readonly string[]>;

export function membersOf(manifest: XmlElement): Members {
  const members = new Map<string, string[]>();
  for (const types of childrenOf(manifest, "types")) {
    const name = textIn(types, "name");
    const listed = childrenOf(types, "members").map(({ text }) => text.trim());
    members.set(name, [...(members.get(name) ?? []), ...listed]);
  }
  return members;
}

/** True when a manifest lists a component, by name or by `*`. */
export const isListed = (members: Members, type: string, fullName: string): boolean =>
  members.get(type)?.some((name) => name === "*" || name.toLowerCase() === fullName.toLowerCase()) === true;

/** The folder and suffix of a type of file. */
export interface FilePlace {
  readonly type: string;
  readonly directory: string;
  readonly suffix: string;
}

/** Files that hold components of kinds without a type of file. */
const CONTAINERS: readonly FilePlace[] = [
  { type: "CustomObject", directory: "objects", suffix: "object" },
  { type: "CustomLabels", directory: "labels", suffix: "labels" },
  { type: "Settings", directory: "settings", suffix: "settings" },
];

/** Folder and suffix of every type of file. */
export const FILE_PLACES: readonly FilePlace[] = [
  ...KINDS.flatMap(({ type, directory, suffix }) =>
    directory === undefined || suffix === undefined ? [] : [{ type, directory, suffix }],
  ),
  ...CONTAINERS,
];

/** The type of file and the component name of a path in a bundle. */
export function placeOf(path: string): { readonly place: FilePlace; readonly name: string } | undefined {
  const bare = path.replace(/-meta\.xml$/, "");
  const [directory = "", file = "", ...deeper] = bare.split("/");
  const dot = file.lastIndexOf(".");
  if (deeper.length > 0 || dot < 1) return undefined;
  const [name, suffix] = [file.slice(0, dot), file.slice(dot + 1)];
  const place = FILE_PLACES.find(
    (one) =>
      one.directory.toLowerCase() === directory.toLowerCase() && one.suffix.toLowerCase() === suffix.toLowerCase(),
  );
  return place === undefined ? undefined : { place, name: decodeURIComponent(name) };
}
