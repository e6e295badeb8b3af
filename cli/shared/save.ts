import { writeFileSync } from "node:fs";
import { printStatus } from "./print";
import { FileError, fileReason } from "./yaml-file";

/**
 * Writes a verb's result and reports the file; `-` is standard output.
 * @throws FileError where it cannot be written.
 */
export function save(file: string, content: string | Uint8Array): void {
  if (file === "-") {
    process.stdout.write(content);
    return;
  }
  writing(file, () => writeFileSync(file, content));
  printStatus(`Wrote ${file}.`);
}

/**
 * Runs work that writes to a file or folder.
 * @throws FileError where the file system refuses.
 */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new FileError(`${path} cannot be written: ${fileReason(error)}.`);
  }
}
