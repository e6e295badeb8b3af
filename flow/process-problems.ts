import type { Edge, FlowNode, FlowProblem, Port } from "./model";

/** Appends a problem of the process being read. */
export type Report = (
  code: FlowProblem["code"],
  path: string,
  message: string,
  activity?: string,
  target?: string,
) => void;

/** @param prefix comes before each path */
export const reporter =
  (process: string, problems: FlowProblem[], prefix = ""): Report =>
  (code, path, message, activity, target) =>
    problems.push(
      Object.freeze({
        code,
        process,
        path: prefix + path,
        message,
        ...(activity !== undefined && { activity }),
        ...(target !== undefined && { target }),
      }),
    );

/** The ports that an activity of this kind has, then those that the file uses besides. */
export function portsOf(
  known: readonly Omit<Port, "drawn">[],
  used: readonly string[],
  isDrawn: (name: string) => boolean,
): readonly Port[] {
  const names = new Set(known.map(({ name }) => name));
  const further = [...new Set(used)]
    .filter((name) => !names.has(name))
    .map((name) => ({ name, mandatory: false, error: name === "error" || name === "failure" }));
  return Object.freeze([...known, ...further].map((port) => Object.freeze({ ...port, drawn: isDrawn(port.name) })));
}

/** A link as its file writes it: the ends by id or name. */
interface WrittenLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The port or condition that it leaves by. */
  readonly port: string;
}

/** What differs between formats. */
interface LinkFormat {
  readonly leavesNowhere: (link: WrittenLink) => string;
  readonly leadsNowhere: (link: WrittenLink, from: FlowNode | undefined) => string;
  readonly isDouble: (from: FlowNode, port: string) => string;
  /** The port that a written one means. Default: itself. */
  readonly portOf?: (from: FlowNode, written: string) => string;
}

/** Reads the links of a process one after the other. `check` reports further problems of a link between two activities. */
export function linkReader(find: (end: string) => FlowNode | undefined, report: Report, format: LinkFormat) {
  const taken = new Set<string>();
  return (
    link: WrittenLink,
    path: string,
    check: (from: FlowNode, to: FlowNode) => void = () => undefined,
  ): readonly Edge[] => {
    const [from, to] = [find(link.from), find(link.to)];
    if (from === undefined) report("link-from-nowhere", path, format.leavesNowhere(link), to?.name);
    if (to === undefined) report("link-to-nowhere", path, format.leadsNowhere(link, from), from?.name, link.to);
    if (from === undefined || to === undefined) return [];
    check(from, to);
    const port = format.portOf?.(from, link.port) ?? link.port;
    const start = JSON.stringify([from.id, from.name, port]);
    if (taken.has(start)) report("duplicate-link", path, format.isDouble(from, port), from.name);
    taken.add(start);
    return [Object.freeze({ id: link.id, from: from.name, fromId: from.id, port, to: to.name, toId: to.id })];
  };
}
