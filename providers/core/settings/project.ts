import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of Pulumi.yaml: the engine starts providers in the program's own folder, which may lie below it. */
export function projectRoot(from = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
