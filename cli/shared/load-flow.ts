import { parseFlowText, type Flow } from "../../flow";
import type { Functions } from "../../operations/functions";
import { FileError, readText } from "./yaml-file";

/** @throws FileError or FlowFormatError for a file that cannot be read as a flow. */
export const loadFlow = (file: string): Flow => parseFlowText(readText(file), file);

/** Reads the files of `name=file` pairs; the result has them by name. */
const loadPairs = <T>(
  option: string,
  pairs: readonly string[],
  load: (file: string) => T,
): Readonly<Record<string, T>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`${option} ${pair} is not of the form name=file.`);
      return [pair.slice(0, at), load(pair.slice(at + 1))];
    }),
  );

export const loadFlows = (pairs: readonly string[]): Readonly<Record<string, Flow>> =>
  loadPairs("--subflow", pairs, loadFlow);

export const loadFunction = (file: string): Functions[string] => ({ file, source: readText(file) });

export const loadFunctions = (pairs: readonly string[]): Functions => loadPairs("--function", pairs, loadFunction);
