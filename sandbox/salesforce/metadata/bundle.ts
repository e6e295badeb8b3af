import { catching } from "../../core/catching";
import { childOf, childrenOf, textIn, type XmlElement } from "../xml";
import {
  BundleError,
  readXml,
  unpack,
  placeOf,
  type FilePlace,
  isListed,
  membersOf,
  type Members,
} from "./bundle-files";
import { KINDS, SETTINGS, settingsName } from "./kinds";

export interface BundleItem {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly element: XmlElement;
}

/** A file whose content does not fit its folder or suffix. */
export interface BundleProblem {
  readonly fileName: string;
  readonly fullName: string;
  readonly type: string;
  readonly problem: string;
}

export interface Removal {
  readonly type: string;
  readonly fullName: string;
  /** The file that names it. */
  readonly fileName: string;
  /** Before or after the others are saved. */
  readonly when: "before" | "after";
}

export interface Bundle {
  /** The API version of the files, for instance 66. */
  readonly version: number;
  readonly items: readonly BundleItem[];
  readonly removals: readonly Removal[];
  readonly problems: readonly BundleProblem[];
}

/** The settings type of a file, by the name under which a manifest lists it. */
const settingsTypeOf = (name: string): string | undefined =>
  SETTINGS.map(({ type }) => type).find((type) => settingsName(type).toLowerCase() === name.toLowerCase());

/** The components of a file. Throws a BundleError for a content that is not emulated. */
function componentsIn(place: FilePlace, name: string, fileName: string, root: XmlElement): readonly BundleItem[] {
  switch (place.type) {
    case "CustomObject":
      return root.children.map((child) => {
        if (child.name !== "fields") {
          throw new BundleError(`The sandbox reads only fields of an object; ${child.name} is not emulated.`);
        }
        return { type: "CustomField", fullName: `${name}.${textIn(child, "fullName")}`, fileName, element: child };
      });
    case "CustomLabels":
      return childrenOf(root, "labels").map((element) => ({
        type: "CustomLabel",
        fullName: textIn(element, "fullName"),
        fileName,
        element,
      }));
    case "Settings": {
      const type = settingsTypeOf(name);
      if (type === undefined || root.name !== type) throw new BundleError(`The sandbox has no settings named ${name}.`);
      return [{ type, fullName: name, fileName, element: root }];
    }
    default:
      if (root.name !== place.type)
        throw new BundleError(`Unexpected root element ${root.name}; expected ${place.type}`);
      return [{ type: place.type, fullName: name, fileName, element: root }];
  }
}

/** Manifests list settings by their name without the word `Settings`, other components by their type. */
function listedAs({ type, fullName }: Pick<BundleItem, "type" | "fullName">): readonly (readonly [string, string])[] {
  if (type === "CustomField") {
    return [
      ["CustomField", fullName],
      ["CustomObject", fullName.split(".")[0] ?? ""],
    ];
  }
  if (type === "CustomLabel") {
    return [
      ["CustomLabel", fullName],
      ["CustomLabels", "CustomLabels"],
    ];
  }
  return type.endsWith("Settings") && settingsTypeOf(fullName) === type ? [["Settings", fullName]] : [[type, fullName]];
}

/** The folder that holds the manifest: the root, or the one folder in it. */
function rootOf(names: readonly string[]): string {
  if (names.includes("package.xml")) return "";
  const found = names.find((name) => /^[^/]+\/package\.xml$/.test(name));
  if (found === undefined) throw new BundleError("No package.xml found");
  return found.replace("package.xml", "");
}

const DESTRUCTIVE = [
  { file: "destructiveChangesPre.xml", when: "before" },
  { file: "destructiveChanges.xml", when: "before" },
  { file: "destructiveChangesPost.xml", when: "after" },
] as const;

const removalsIn = (files: ReadonlyMap<string, Uint8Array>, root: string): readonly Removal[] =>
  DESTRUCTIVE.flatMap(({ file, when }) => {
    const bytes = files.get(root + file);
    if (bytes === undefined) return [];
    return [...membersOf(readXml(bytes))].flatMap(([type, names]) =>
      names.map((fullName) => {
        if (fullName === "*") throw new BundleError(`${file}: wildcards are not allowed in destructive changes`);
        return { type, fullName, fileName: root + file, when };
      }),
    );
  });

interface Read {
  readonly items: readonly BundleItem[];
  readonly problems: readonly BundleProblem[];
}

function readFile(path: string, fileName: string, bytes: Uint8Array): Read {
  const placed = placeOf(path);
  const name = path.split("/").at(-1) ?? path;
  if (placed === undefined) {
    const problem = `The sandbox knows no type of metadata with the file ${path}.`;
    return { items: [], problems: [{ fileName, fullName: name, type: "", problem }] };
  }
  const { place, name: fullName } = placed;
  return catching<BundleError, Read>(
    BundleError,
    () => ({ items: componentsIn(place, fullName, fileName, readXml(bytes)), problems: [] }),
    ({ message: problem }) => ({ items: [], problems: [{ fileName, fullName, type: place.type, problem }] }),
  );
}

/** Components that the manifest lists and no file holds. */
function absent(members: Members, items: readonly BundleItem[], root: string): readonly BundleProblem[] {
  const held = new Set(items.flatMap((item) => listedAs(item)).map(([type, name]) => `${type} ${name.toLowerCase()}`));
  return [...members].flatMap(([type, names]) =>
    names
      .filter((name) => name !== "*" && !held.has(`${type} ${name.toLowerCase()}`))
      .map((name) => ({
        fileName: `${root}package.xml`,
        fullName: name,
        type: "",
        problem: `An object '${name}' of type ${type} was named in package.xml, but was not found in zipped directory`,
      })),
  );
}

/**
 * Reads a zipped bundle in metadata format.
 * Throws a BundleError when there is no zip, or no manifest in it. Errors of single files are in `problems`.
 */
export function readBundle(zip: Uint8Array, allowMissingFiles: boolean): Bundle {
  const files = unpack(zip);
  const root = rootOf([...files.keys()]);
  const manifest = readXml(files.get(`${root}package.xml`) ?? new Uint8Array());
  const members = membersOf(manifest);
  const version = Number(textIn(manifest, "version"));
  if (childOf(manifest, "version") === undefined || !Number.isFinite(version)) {
    throw new BundleError("package.xml: Required field is missing: version");
  }
  const special = new Set(["package.xml", ...DESTRUCTIVE.map(({ file }) => file)].map((file) => root + file));
  const reads = [...files]
    .filter(([name]) => name.startsWith(root) && !special.has(name))
    .map(([name, bytes]) => readFile(name.slice(root.length), name, bytes));
  const found = reads.flatMap(({ items }) => items);
  const named = found.filter((item) => listedAs(item).some(([type, name]) => isListed(members, type, name)));
  const stray = found
    .filter((item) => !named.includes(item))
    .map(({ fileName, fullName, type }) => ({ fileName, fullName, type, problem: "Not in package.xml" }));
  const lacking = allowMissingFiles ? [] : absent(members, found, root);
  const order = new Map(KINDS.map(({ type }, index) => [type, index]));
  return {
    version,
    items: named.toSorted((one, other) => (order.get(one.type) ?? 0) - (order.get(other.type) ?? 0)),
    removals: removalsIn(files, root),
    problems: [...reads.flatMap(({ problems }) => problems), ...stray, ...lacking],
  };
}
