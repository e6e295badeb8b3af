import { KINDS } from "./kinds";

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
