import { writeFileSync } from "node:fs";
import { Option, type Command } from "commander";
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

interface Output {
  /** The help text for the file. */
  readonly what: string;
  /** The default file. Without it the option may be left out, and nothing is written. */
  readonly fallback?: string;
  readonly isNeeded?: boolean;
  /** The former name of the option, such as `--draw`. */
  readonly old?: string;
}

/** Adds the option of all verbs that write a file: `-o, --output FILE`, where `-` is standard output. */
export function withOutput(command: Command, { what, fallback, isNeeded = false, old }: Output): Command {
  const option = new Option("-o, --output <file>", what).default(fallback).makeOptionMandatory(isNeeded);
  command.addOption(option);
  if (old === undefined) return command;
  const took = (value: string): string => {
    printStatus(`${old} is now -o or --output; the next release removes the old spelling.`);
    command.setOptionValue("output", value);
    return value;
  };
  return command.addOption(new Option(`${old} <file>`).argParser(took).hideHelp());
}

export const PICTURES = ["svg", "png", "mermaid", "html"] as const;
export type Picture = (typeof PICTURES)[number];

const ENDINGS: Readonly<Record<string, Picture>> = {
  svg: "svg",
  png: "png",
  mmd: "mermaid",
  md: "mermaid",
  html: "html",
};

/** The same for a verb that draws. `--format` gives the format when the file's name does not. */
export function withPicture(command: Command, output: Output, formats: readonly Picture[] = PICTURES): Command {
  const endings = formats.map((format) => (format === "mermaid" ? ".mmd (Mermaid text)" : `.${format}`)).join(", ");
  const what = `${output.what}: ${endings}; - for standard output`;
  return withOutput(command, { ...output, what }).addOption(
    new Option("--format <format>", "the picture's format, if the file's name does not show it").choices(formats),
  );
}

/** @throws FileError where the name's ending is not a picture format. */
export function pictureFormat<F extends Picture>(file: string, formats: readonly F[], given: F | undefined): F {
  const [, ending = ""] = /\.(\w+)$/.exec(file.toLowerCase()) ?? [];
  const meant = file === "-" ? "svg" : ENDINGS[ending];
  const format = given ?? formats.find((one) => one === meant);
  if (format !== undefined) return format;
  const endings = formats.map((one) => (one === "mermaid" ? ".mmd" : `.${one}`));
  throw new FileError(
    `${file} names no picture: end it in ${endings.slice(0, -1).join(", ")} or ${endings.at(-1) ?? ""}, or give --format ${formats.join("|")}.`,
  );
}
