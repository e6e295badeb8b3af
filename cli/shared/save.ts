import { writeFileSync } from "node:fs";
import { FileError } from "./yaml-file";

/**
 * Writes what a verb made; `-` is standard output.
 * @throws FileError where it cannot be written.
 */
export function save(file: string, content: string | Uint8Array): void {
  if (file === "-") {
    process.stdout.write(content);
    return;
  }
  try {
    writeFileSync(file, content);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new FileError(`${file} cannot be written (${reason}); check the folder.`);
  }
}
