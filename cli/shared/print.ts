import { styleText } from "node:util";
import { printableLines } from "../../operations/printable";

/** Starts of lines and the colour of that start on a terminal. The first match counts. */
const COLOURS = [
  [/^ *(FAILED|error|breaks)\b/, "red"],
  [/^ *(warning|changed)\b/, "yellow"],
  [/^ok\b/, "green"],
  [/^[^\s"'{].*:$/, "bold"],
] as const;

/** Node's own check, which respects NO_COLOR and TERM=dumb. */
const hasColours = (stream: NodeJS.WriteStream): boolean => stream.isTTY && stream.hasColors();

function coloured(line: string): string {
  for (const [pattern, colour] of COLOURS) {
    const [part] = pattern.exec(line) ?? [];
    if (part !== undefined) return `${styleText(colour, part, { validateStream: false })}${line.slice(part.length)}`;
  }
  return line;
}

function write(stream: NodeJS.WriteStream, text: string): void {
  const clean = printableLines(text.endsWith("\n") ? text : `${text}\n`);
  stream.write(hasColours(stream) ? clean.split("\n").map(coloured).join("\n") : clean);
}

/** Prints a verb's result on standard output: safe for the terminal, with colours on one. */
export const print = (text: string): void => write(process.stdout, text);

/** Prints everything else that a verb reports, on standard error. */
export const printStatus = (text: string): void => write(process.stderr, text);

/** Prints a result for programs on standard output. Characters that control a terminal are escaped as in JSON. */
export function printJson(value: unknown): void {
  const escaped = (found: string): string => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const text = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]|\p{Bidi_Control}/gu, escaped);
  process.stdout.write(`${text}\n`);
}
