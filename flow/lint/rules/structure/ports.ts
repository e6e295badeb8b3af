import { catalogPorts, PROFILES } from "../../../catalogue";
import type { Context, Placed } from "../../context";
import type { Report, Checks } from "../../rule";
import { portAliases, report } from "../shared";

function missingPorts(context: Context, { process, node }: Placed): readonly Report[] {
  const linked = new Set(
    context
      .graph(process)
      .from(node)
      .map(({ port }) => port),
  );
  const isLinked = (name: string): boolean => linked.has(name) || portAliases(name).some((alias) => linked.has(alias));
  return node.ports
    .filter((port) => port.mandatory && !isLinked(port.name))
    .map(({ name }) => report({ process, node }, `ports.${name}`, `"${node.name}" has no link at its port "${name}".`));
}

const unknownPorts = (context: Context): readonly Report[] =>
  context.nodes.flatMap(({ process, node }) => {
    if (node.kind === "unknown") return [];
    const drawn = new Set(node.ports.filter((port) => port.drawn).map(({ name }) => name));
    const undrawn = context
      .graph(process)
      .from(node)
      .filter(({ port }) => !drawn.has(port));
    if (undrawn.length === 0) return [];
    const own = PROFILES.flatMap((profile) =>
      catalogPorts(node.kind, node.properties, profile).map(({ name }) => name),
    );
    const known = new Set([...own, ...own.flatMap((name) => portAliases(name))]);
    const strange = undrawn.filter(({ port }) => !known.has(port));
    const [first] = strange;
    if (first === undefined) return [];
    // Once for an activity: a case whose list was lost has hundreds.
    const more = strange.length > 1 ? ` and ${strange.length - 1} more` : "";
    return report(
      { process, node },
      `ports.${first.port}`,
      `"${node.name}" has a link at the port "${first.port}"${more}, which this type of activity does not have.`,
    );
  });

const idleBranches = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ process, node }) => {
    const edges = context.graph(process).from(node);
    const yes = edges.find(({ port }) => port === "true");
    const no = edges.find(({ port }) => port === "false");
    return yes === undefined || yes.toId !== no?.toId
      ? []
      : report({ process, node }, "links", `"${node.name}" always leads to "${yes.to}".`);
  });

export const PORTS_CHECKS: Checks = {
  "structure/missing-port": (context) =>
    context.nodes.filter((placed) => context.isReachable(placed)).flatMap((placed) => missingPorts(context, placed)),
  "structure/unknown-port": unknownPorts,
  "structure/idle-branch": idleBranches,
};
