import { isArray, isObject, textAt, type Json, type JsonObject } from "../json";
import { printPath, valueAt, type JsonPath } from "../json-path";
import type { Flow, FlowNode, Process } from "../model";
import { ofFrozen, ofObject } from "../remembered";
import { referencesOf, type Reference, type ReferenceKind } from "../references";

/** A place inside a flow whose value may be replaced: a property of an activity, or a variable's default or id. */
export interface Place {
  readonly kind: ReferenceKind;
  readonly process: string;
  /** Activity name; "variables" for variables. */
  readonly activity: string;
  readonly activityType: string;
  /** The property in the form of a binding's key; the variable's name for variables. */
  readonly property: string;
  /** A second spelling that is accepted. */
  readonly alias?: string;
  /** Activity id; undefined for variables. */
  readonly nodeId?: string;
  /** Relative to the activity's properties, or to the document's root for variables. */
  readonly path: JsonPath;
  /** Further places in the same bag that repeat the value. */
  readonly mirrors: readonly JsonPath[];
  /** Places in the same bag that show the name of the referenced object. */
  readonly labels: readonly JsonPath[];
  readonly value: Json | undefined;
  /** The object that the paths are relative to. */
  readonly bag: JsonObject;
}

export const VARIABLES = "variables";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** Whether it is a UUID or a 24-digit hexadecimal object id, the two shapes of Webex ids. */
export const isIdShaped = (value: string): boolean =>
  value.length === 36 ? UUID.test(value) : value.length === 24 && OBJECT_ID.test(value);

/** Every place of `flow` that can hold an organisation-bound value, empty ones included. */
export const placesOf = ofFrozen((flow: Flow): readonly Place[] => [
  ...flow.processes.flatMap((process) => process.nodes.flatMap((node) => placesOfNode(process, node))),
  ...variablePlaces(flow),
]);

function placesOfNode(process: Process, node: FlowNode): readonly Place[] {
  if (node.kind === "start" || node.kind === "event" || node.kind === "start-subflow") return [];
  const typed = referencesOf(node.type).flatMap((reference) => typedPlaces(process, node, reference));
  const ids = idPlaces(process, node);
  if (ids.length === 0) return typed;
  const known = new Set(typed.flatMap((place) => [place.path, ...place.mirrors, ...place.labels].map(printPath)));
  const others = ids.filter(({ property }) => !known.has(property));
  return [...typed, ...(node.kind === "set-variable" ? foldSetVariable(node, others) : others)];
}

const basis = (process: Process, node: FlowNode) => ({
  process: process.key,
  activity: node.name,
  activityType: node.type,
  nodeId: node.id,
  bag: node.properties,
});

/** `x:name` and `x_name` show a name, `x:type` and `x_type` sometimes repeat the value. */
function twins(path: JsonPath): readonly JsonPath[] {
  const last = path.at(-1);
  if (typeof last !== "string") return [];
  return [":name", "_name", ":type", "_type"].map((suffix) => [...path.slice(0, -1), last + suffix]);
}

const pathsOf = ofObject(({ property, mirrors = [], labels = [] }: Reference) => {
  const path = property.split(".");
  return {
    path,
    mirrors: mirrors.map((mirror) => mirror.split(".")),
    labels: [...twins(path), ...labels.map((label) => [label])],
  };
});

function typedPlaces(process: Process, node: FlowNode, reference: Reference): readonly Place[] {
  if (reference.property.endsWith("[]")) return audioPlaces(process, node, reference);
  const { path, mirrors, labels } = pathsOf(reference);
  if (reference.onlyIfPresent && valueAt(node.properties, path) === undefined) return [];
  return [
    {
      ...basis(process, node),
      kind: reference.kind,
      property: reference.property,
      path,
      mirrors,
      labels,
      value: valueAt(node.properties, path),
    },
  ];
}

function audioPlaces(process: Process, node: FlowNode, reference: Reference): readonly Place[] {
  const property = reference.property.slice(0, -2);
  const items = node.properties[property];
  const rows = isArray(items) ? items : [];
  const files = rows.flatMap((row, index) => (isObject(row) && row.type === "audioFile" ? [index] : []));
  return files.map((index) => ({
    ...basis(process, node),
    kind: reference.kind,
    property: `${property}[${index}]`,
    ...(files.length === 1 && { alias: property }),
    path: [property, index, "value"],
    mirrors: [],
    labels: [[property, index, "name"]],
    value: valueAt(node.properties, [property, index, "value"]),
  }));
}

/** Keys whose ids belong to the flow format, not to an object of the organisation. */
const FORMAT_IDS: ReadonlySet<string> = new Set([
  "id",
  "activityId",
  "eventSourceId",
  "eventClassificationId",
  "eventSpecificationId",
]);

/** Properties whose keys are chosen by users, so that every value is content. */
const USERS_KEYS =
  /^(?:httpQueryParameters|httpRequestHeaders|httpRequestBody\w*|queryParameters|\w*[pP]arameters|\w*[hH]eaders)$/;

const isUsersOwn = ([first, ...rest]: JsonPath): boolean => rest.length > 0 && USERS_KEYS.test(String(first));

/** Whether a text at this place belongs to the format or to the editor, and is not a reference. */
function isFormat(path: JsonPath): boolean {
  const last = String(path.at(-1));
  if (isUsersOwn(path)) return false;
  return FORMAT_IDS.has(last) || (path.length === 1 && /[:_](name|type|radioName|input)$/.test(last));
}

/** Ids that are the whole value of any other property, such as a queue id in a Set Variable or a skill id. */
function idPlaces(process: Process, node: FlowNode): readonly Place[] {
  const found: Place[] = [];
  const here: (string | number)[] = [];
  const below = (key: string | number, value: Json): void => {
    here.push(key);
    visit(value);
    here.pop();
  };
  const visit = (value: Json): void => {
    if (isArray(value)) value.forEach((item, index) => below(index, item));
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) below(key, item);
    else if (typeof value === "string" && isIdShaped(value) && !isFormat(here)) {
      const path = [...here];
      found.push({
        ...basis(process, node),
        kind: "id",
        property: printPath(path),
        path,
        mirrors: [],
        labels: isUsersOwn(path) ? [] : twins(path),
        value,
      });
    }
  };
  visit(node.properties);
  return found;
}

/** Set Variable repeats its first row at the top level and `expr` as `literal`: one place each, with mirrors. */
function foldSetVariable(node: FlowNode, found: readonly Place[]): readonly Place[] {
  const rows = node.properties.setVariablesArray;
  const hasRows = isArray(rows) && rows.length > 0;
  return found.flatMap((place) => {
    if (place.path.at(-1) === "literal" || (hasRows && printPath(place.path) === "expr")) return [];
    const literal = [...place.path.slice(0, -1), "literal"];
    const first = hasRows && printPath(place.path) === "setVariablesArray[0].expr";
    return [
      { ...place, mirrors: first ? [literal, ["expr"], ["literal"]] : [literal], ...(first && { alias: "expr" }) },
    ];
  });
}

function variablePlaces(flow: Flow): readonly Place[] {
  return flow.variables.map((variable, index) => {
    const isGlobal = variable.source.startsWith("GLOBAL");
    const path: JsonPath = ["variables", index, isGlobal ? "id" : "value"];
    return {
      kind: isGlobal ? "globalVariable" : "variableDefault",
      process: "main",
      activity: VARIABLES,
      activityType: variable.type,
      property: variable.name,
      path,
      mirrors: [],
      labels: [],
      value: valueAt(flow.raw, path),
      bag: flow.raw,
    };
  });
}

/** A property that is not known as a reference, but is a place because the user named it. */
export function placeOfProperty(process: Process, node: FlowNode, property: string): Place | undefined {
  if (["name", "activityName", "activityId"].includes(property)) return undefined;
  const bag: JsonObject = node.properties;
  const isText = textAt(bag, property) !== undefined;
  if (!isText && (!Object.hasOwn(bag, property) || bag[property] !== null)) return undefined;
  return {
    ...basis(process, node),
    kind: "id",
    property,
    path: [property],
    mirrors: [],
    labels: twins([property]),
    value: bag[property],
  };
}
