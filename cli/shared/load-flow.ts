import { parseFlowText, type Flow } from "../../flow";
import { FileError, readText } from "./yaml-file";

/** @throws FileError or FlowFormatError for a file that cannot be read as a flow. */
export const loadFlow = (file: string): Flow => parseFlowText(readText(file), file);

/** `name=file` pairs as flows by name. */
export const loadFlows = (pairs: readonly string[]): Readonly<Record<string, Flow>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`--subflow ${pair} is not of the form name=file.`);
      return [pair.slice(0, at), loadFlow(pair.slice(at + 1))];
    }),
  );
