import { catalogPorts, PROFILES } from "../../../catalogue";
import type { ActivityDefinition } from "../../../definitions";
import { arrayAt, isObject, type Json } from "../../../json";
import type { FlowNode } from "../../../model";
import { toV2, V2_PROFILE } from "../../../v2/properties";
import type { Context, Placed } from "../../context";
import type { Report, Checks } from "../../rule";
import { portAliases, report } from "../shared";
import { missingFields } from "./required-fields";

/** Checks against the activity definitions of the organisation's flow service; without them nothing is reported. */

/** First activities of a process. Their names differ between formats, and they have no inputs. */
const HEADS: readonly string[] = ["start", "event", "start-subflow"];

const typeOf = ({ kind, type }: FlowNode): string => (kind === "unknown" ? type : kind);

/** Activities, each with its definition where there is one. */
function defined({ options, nodes }: Context): readonly (readonly [Placed, ActivityDefinition | undefined])[] {
  const { activities } = options;
  if (activities === undefined) return [];
  const byName = new Map(activities.map((activity) => [activity.activityName, activity]));
  return nodes
    .filter(({ node }) => !HEADS.includes(node.kind) && typeOf(node) !== "")
    .map((placed) => [placed, byName.get(typeOf(placed.node))]);
}

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

const missingInputs = (context: Context): readonly Report[] =>
  defined(context).flatMap(([placed, definition]) => {
    const { process, node } = placed;
    const properties = toV2(node.kind, node.type, node.properties, V2_PROFILE);
    const said = new Set(missingFields(placed).map(([property]) => property.split("[")[0]));
    return (definition?.inputs ?? [])
      .filter(
        ({ required, showOnCondition, defaultValue }) => required && isBlank(showOnCondition) && isBlank(defaultValue),
      )
      .filter(({ name }) => isBlank(properties[name]) && !said.has(name) && !context.isOpen(placed, name))
      .map(({ name }) =>
        report(
          { process, node },
          name,
          `"${node.name}" leaves "${name}" empty, which ${typeOf(node)} requires in this organisation.`,
        ),
      );
  });

/** Ports that come from the activity's rows, in either format. */
function ownPorts({ kind, properties }: FlowNode): readonly string[] {
  const shares = arrayAt(properties, "allocations").filter(isObject);
  const named = shares.flatMap(({ desc }: Record<string, Json>) => (typeof desc === "string" ? [desc] : []));
  return [...named, ...PROFILES.flatMap((profile) => catalogPorts(kind, properties, profile).map(({ name }) => name))];
}

const impossiblePorts = (context: Context): readonly Report[] =>
  defined(context).flatMap(([{ process, node }, definition]) => {
    const ports = (definition?.outputPorts ?? []).flatMap(({ condition }) => condition ?? []);
    if (ports.length === 0) return [];
    // The service does not list all success ports.
    const known = [...ports, ...ownPorts(node), "default"];
    const spelled = new Set([...known, ...known.flatMap(portAliases)]);
    return context
      .graph(process)
      .from(node)
      .filter(({ port }) => !spelled.has(port))
      .map(({ port }) =>
        report(
          { process, node },
          `ports.${port}`,
          `"${node.name}" has a link at the port "${port}"; in this organisation ${typeOf(node)} has ${ports.join(", ")}.`,
        ),
      );
  });

export const DEFINITION_CHECKS: Checks = {
  "structure/undefined-activity": (context) =>
    defined(context).flatMap(([{ process, node }, definition]) =>
      definition === undefined
        ? report({ process, node }, "activityName", `The organisation has no activity "${typeOf(node)}".`)
        : [],
    ),
  "structure/undefined-port": impossiblePorts,
  "structure/required-input": missingInputs,
};
