import { isRecord, type Values } from "../../providers/core/resource/types";
import type { Family } from "../../providers/core/resource/facets";
import { allKinds } from "../../providers/core/resource/registry";
import type { Managed } from "../stack-state";
import { FAMILIES, pictureOf } from "./kinds";

/** A box for one resource, or for many of one kind. */
export interface Box {
  readonly id: string;
  readonly kind: string;
  readonly noun: string;
  readonly family: Family;
  readonly title: string;
  readonly detail: string;
  /** Number of its resources. */
  readonly count: number;
  /** Names of its resources, for a tooltip. */
  readonly names: readonly string[];
  readonly urns: readonly string[];
  readonly isProtected: boolean;
  /** Why the resource is not finished. */
  readonly halfMade?: string;
  readonly isLeftover: boolean;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  /** Number of its references. */
  readonly count: number;
}

/** The resources of a stack and their references, in a call's order. */
export interface Graph {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Number of all resources, drawn or not. */
  readonly total: number;
}

/** Most boxes that are readable in one picture. */
const MAX_BOXES = 28;
/** Fewer resources of a kind always get a box each. */
const MIN_COLLAPSED = 3;

interface Node {
  readonly resource: Managed;
  readonly kind: string;
  readonly id: string;
}

/** The picture's content from a stack's state. */
export function graphOf(resources: readonly Managed[]): Graph {
  const nodes = inOrder(resources).map((resource, index): Node => ({ resource, kind: resource.kind, id: `r${index}` }));
  const references = referencesOf(nodes);
  const isDrawn = ({ kind, resource }: Node): boolean =>
    pictureOf(kind).between === undefined || resource.halfMade.length > 0;
  const drawn = new Map(nodes.filter(isDrawn).map((node) => [node.id, node]));
  const ties = nodes.filter((node) => !isDrawn(node)).flatMap((node) => tiesOf(node, references.get(node.id) ?? []));
  const direct = [...drawn.values()].flatMap((node) =>
    (references.get(node.id) ?? []).map((to) => (isReversed(node, to) ? [to, node] : [node, to])),
  );
  const pairs = [...direct, ...ties].flatMap(([from, to]) =>
    from !== undefined && to !== undefined && drawn.has(from.id) && drawn.has(to.id) ? [[from.id, to.id] as const] : [],
  );
  const place = collapsed([...drawn.values()]);
  return { boxes: boxesOf([...drawn.values()], place), lines: linesOf(pairs, place), total: nodes.length };
}

/** Resources in a fixed order, as the order in the state is by chance. */
function inOrder(resources: readonly Managed[]): readonly Managed[] {
  const key = ({ kind, urn, id }: Managed): string => JSON.stringify([kind, urn, id]);
  const order = ({ kind }: Managed): number => FAMILIES.indexOf(pictureOf(kind).family);
  return [...resources].sort((one, other) => order(one) - order(other) || (key(one) < key(other) ? -1 : 1));
}

const isReversed = (from: Node, to: Node): boolean => pictureOf(from.kind).reversed?.includes(to.kind) === true;

/** Properties that hold a natural key instead of an id, with the kind of the key. */
const namingProperties = (): readonly { readonly property: string; readonly kind: string; readonly key: string }[] =>
  allKinds().flatMap(({ kind, naturalKey, picture }) =>
    (picture.namedBy ?? []).flatMap((property) => naturalKey.map((key) => ({ property, kind, key }))),
  );

/** Each node's targets, without repetition: by ids in its properties, by names where a name is the reference, else by dependency. */
function referencesOf(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const byId = new Map<string, Node>();
  const byUrn = new Map<string, Node>();
  const byName = new Map<string, Node>();
  const named = namingProperties();
  for (const node of nodes) {
    const { id, urn } = node.resource;
    const properties = propertiesOf(node);
    byUrn.set(urn, node);
    for (const key of [id, properties.connectorId]) if (typeof key === "string" && isIdShaped(key)) byId.set(key, node);
    for (const { kind, key } of named)
      if (kind === node.kind) byName.set(JSON.stringify([kind, properties[key]]), node);
  }
  const idAnd = (node: Node): readonly Node[] => {
    const found = leavesOf(propertiesOf(node)).flatMap(([property, value]) => {
      const naming = named.filter((rule) => rule.property === property);
      return [byId.get(value), ...naming.map(({ kind }) => byName.get(JSON.stringify([kind, value])))];
    });
    return others(node, found);
  };
  return new Map(
    nodes.map((node) => {
      const told = idAnd(node);
      const missing = (pictureOf(node.kind).dependsOn ?? []).filter(
        (kind) => !told.some((target) => target.kind === kind),
      );
      const depended = node.resource.dependencies.map((urn) => byUrn.get(urn));
      return [node.id, others(node, [...told, ...depended.filter((one) => one && missing.includes(one.kind))])];
    }),
  );
}

const others = (node: Node, found: readonly (Node | undefined)[]): readonly Node[] =>
  [...new Set(found)].filter(
    (one): one is Node =>
      one !== undefined && one !== node && pictureOf(node.kind).omitted?.includes(one.kind) !== true,
  );

/** A half-made resource may have no outputs yet. */
const propertiesOf = ({ resource }: Node): Values => ({ ...resource.inputs, ...resource.outputs });

/** Whether a text looks like an id of Webex or Salesforce; other texts may occur by chance. */
const isIdShaped = (value: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{24}$|^(?=.*\d)[a-zA-Z0-9]{15}([A-Z0-9]{3})?$/i.test(value);

/** Every text inside a value, with its property; lists and maps are searched too. */
function leavesOf(value: unknown, property = ""): readonly (readonly [property: string, text: string])[] {
  if (typeof value === "string") return [[property, value]];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, property));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, key));
}

function tiesOf({ kind }: Node, targets: readonly Node[]): readonly (readonly Node[])[] {
  const [from, to] = pictureOf(kind).between ?? [];
  const [starts, ends] = [targets.filter((one) => one.kind === from), targets.filter((one) => one.kind === to)];
  return starts.flatMap((start) => ends.map((end) => [start, end]));
}

/** The box of each node: the largest kinds get one common box each, until the picture is readable. */
function collapsed(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { kind } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const together = new Set<string>();
  let boxes = nodes.length;
  for (const [kind, count] of [...counts].sort(([, one], [, other]) => other - one)) {
    if (boxes <= MAX_BOXES || count < MIN_COLLAPSED) break;
    together.add(kind);
    boxes -= count - 1;
  }
  return new Map(nodes.map(({ id, kind }) => [id, together.has(kind) ? kind : id]));
}

function boxesOf(nodes: readonly Node[], place: ReadonlyMap<string, string>): readonly Box[] {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const id = place.get(node.id) ?? node.id;
    groups.set(id, [...(groups.get(id) ?? []), node]);
  }
  return [...groups].map(([id, members]) => boxOf(id, members));
}

function boxOf(id: string, members: readonly Node[]): Box {
  const [first] = members;
  if (first === undefined) throw new Error("a box without a resource");
  const picture = pictureOf(first.kind);
  const { noun, family, called } = picture;
  const names = members.map((node) => nameOf(node, called));
  const unfinished = members.filter(({ resource }) => resource.halfMade.length > 0);
  const isOne = members.length === 1;
  const reason = unfinished[0]?.resource.halfMade[0]?.split("\n")[0];
  return {
    id,
    kind: first.kind,
    noun,
    family,
    title: isOne ? (names[0] ?? "") : `${members.length} together`,
    detail: isOne ? (picture.detail?.(propertiesOf(first)) ?? "") : names.join(", "),
    count: members.length,
    names,
    urns: members.map(({ resource }) => resource.urn),
    isProtected: members.some(({ resource }) => resource.isProtected),
    ...(reason === undefined ? {} : { halfMade: isOne ? reason : `${unfinished.length} of them: ${reason}` }),
    isLeftover: members.some(({ resource }) => resource.isLeftover),
  };
}

function nameOf(node: Node, called: readonly string[]): string {
  const properties = propertiesOf(node);
  const said = called.map((key) => properties[key]).find((value) => typeof value === "string" && value !== "");
  return typeof said === "string" ? said : node.resource.name;
}

/** One line for all references between two boxes; of two opposite lines, the first is kept. */
function linesOf(pairs: readonly (readonly [string, string])[], place: ReadonlyMap<string, string>): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const [start, end] of pairs) {
    const [from, to] = [place.get(start) ?? start, place.get(end) ?? end];
    if (from === to || lines.has(JSON.stringify([to, from]))) continue;
    const key = JSON.stringify([from, to]);
    lines.set(key, { from, to, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}
