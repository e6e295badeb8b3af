import { KINDS } from "./kinds";

/** Where a type of file is. */
export interface FilePlace {
  readonly type: string;
  readonly directory: string;
  readonly suffix: string;
}

/** Files that hold components of a kind which has none of its own. */
const CONTAINERS: readonly FilePlace[] = [
  { type: "CustomObject", directory: "objects", suffix: "object" },
  { type: "CustomLabels", directory: "labels", suffix: "labels" },
  { type: "Settings", directory: "settings", suffix: "settings" },
];

/** Where every type of file is. */
export const FILE_PLACES: readonly FilePlace[] = [
  ...KINDS.flatMap(({ type, directory, suffix }) =>
    directory === undefined || suffix === undefined ? [] : [{ type, directory, suffix }],
  ),
  ...CONTAINERS,
];

/** The place and name that a path in a bundle represents. */
export const placeOf = (path: string): { readonly place: FilePlace; readonly name: string } | undefined => {
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
};
