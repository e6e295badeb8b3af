import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/** All programs with this name on PATH, in the order of PATH. */
export function onPath(name: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const directories = (env.PATH ?? "").split(delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => join(directory, name)).filter(isProgram);
}
