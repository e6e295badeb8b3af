import type { Draft } from "./draft";
import { type DraftNode, type Fields, fieldsAt, rowsAt, textOf } from "./draft";

/** A place at which an operator can be applied, and how. */
export interface Site {
  /** In words, such as `ContactByANI.httpQueryParameters.q`. */
  readonly place: string;
  readonly apply: (draft: Draft) => void;
}

/** A way to break flows, at every place where it means something, and the rules that have to notice. */
export interface Operator {
  readonly id: string;
  /** What it does, in words. */
  readonly what: string;
  readonly rules: readonly string[];
  readonly sites: (draft: Draft) => readonly Site[];
}

/** A text of the document that counts at run time. */
export interface TextPlace {
  readonly node: DraftNode;
  /** Such as `httpQueryParameters.q`. */
  readonly path: string;
  readonly text: string;
  /** Writes the text at the same place of another draft of the same flow. */
  readonly write: (draft: Draft, text: string) => void;
}

function placeIn(
  node: DraftNode,
  path: string,
  container: (properties: Fields) => Fields,
  ...keys: readonly string[]
): readonly TextPlace[] {
  const [key = ""] = keys;
  const text = textOf(container(node.properties)[key]);
  const write = (draft: Draft, changed: string): void => {
    const fields = container(draft.node(node.process, node.id).properties);
    for (const each of keys) fields[each] = changed;
  };
  return text === "" ? [] : [{ node, path, text, write }];
}

const rowPlaces = (node: DraftNode, array: string, ...keys: readonly string[]): readonly TextPlace[] =>
  rowsAt(node.properties, array).flatMap((_row, index) =>
    placeIn(
      node,
      `${array}[${index}].${keys[0] ?? ""}`,
      (properties) => rowsAt(properties, array)[index] ?? {},
      ...keys,
    ),
  );

const mapPlaces = (node: DraftNode, map: string): readonly TextPlace[] =>
  Object.keys(fieldsAt(node.properties, map)).flatMap((key) =>
    placeIn(node, `${map}.${key}`, (properties) => fieldsAt(properties, map), key),
  );

const own = (properties: Fields): Fields => properties;

function casePlaces(node: DraftNode): readonly TextPlace[] {
  const values = node.properties["menuLinks:input"];
  return (Array.isArray(values) ? values : []).flatMap((value, index) =>
    typeof value !== "string"
      ? []
      : [
          {
            node,
            path: `menuLinks:input[${index}]`,
            text: value,
            write: (draft: Draft, changed: string): void => {
              const { properties } = draft.node(node.process, node.id);
              for (const key of ["menuLinks:input", "menuLinks_input"]) {
                const list = properties[key];
                if (Array.isArray(list)) list[index] = changed;
              }
            },
          },
        ],
  );
}

const isRequest = ({ type }: DraftNode): boolean => type === "http-request-v2";

/** The texts that an activity of a known type reads at run time. */
function textsOfNode(node: DraftNode): readonly TextPlace[] {
  switch (node.type) {
    case "set-variable":
      return rowsAt(node.properties, "setVariablesArray").length > 0
        ? rowPlaces(node, "setVariablesArray", "expr", "literal")
        : placeIn(node, "expr", own, "expr", "literal");
    case "condition-activity":
      return placeIn(node, "expression", own, "expression");
    case "case-statement":
      return [...placeIn(node, "expression", own, "expression"), ...casePlaces(node)];
    case "http-request-v2": {
      const address = node.properties.authenticated === true ? "httpRequestPath" : "httpRequestUrl";
      return [
        ...placeIn(node, address, own, address),
        ...mapPlaces(node, "httpQueryParameters"),
        ...mapPlaces(node, "httpRequestHeaders"),
        ...placeIn(node, "httpRequestBody", own, "httpRequestBody"),
      ];
    }
    case "screen-pop":
      return placeIn(node, "screenPopUrl", own, "screenPopUrl");
    case "play-message":
      return node.properties.toggle === true ? rowPlaces(node, "promptsTts", "value", "name") : [];
    default:
      return [];
  }
}

export const textPlaces = (draft: Draft): readonly TextPlace[] => draft.nodes.flatMap(textsOfNode);

/** Rows that take values out of answers. */
export const mappingPlaces = (draft: Draft): readonly TextPlace[] =>
  draft.nodes
    .filter((node) => isRequest(node) || node.type === "parse-activity")
    .flatMap((node) => rowPlaces(node, "outputVariableArray", "jsonPathExp"));

type Change = (text: string, place: TextPlace, draft: Draft) => readonly string[];

const changesOf =
  (places: (draft: Draft) => readonly TextPlace[]) =>
  (change: Change) =>
  (draft: Draft): readonly Site[] =>
    places(draft).flatMap((place) =>
      change(place.text, place, draft)
        .filter((text) => text !== place.text)
        .map((text) => ({
          place: `${place.node.name}.${place.path}`,
          apply: (target: Draft): void => place.write(target, text),
        })),
    );

/** Sites from every text that `change` has something else for. */
export const inTexts = changesOf(textPlaces);
export const inMappings = changesOf(mappingPlaces);
/** Sites from SOQL alone. */
export const inQueries = (change: Change): Operator["sites"] =>
  inTexts((text, place, draft) => (/^\s*SELECT\b/i.test(text) ? change(text, place, draft) : []));

/** The text with each match replaced, one at a time. */
export const eachMatch = (
  text: string,
  pattern: RegExp,
  replace: (match: RegExpMatchArray) => string,
): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => {
    const at = match.index;
    return text.slice(0, at) + replace(match) + text.slice(at + match[0].length);
  });

/** Like eachMatch, inside `{{ }}` alone. */
export const eachInHoles = (
  text: string,
  pattern: RegExp,
  replace: (match: RegExpMatchArray) => string,
): readonly string[] =>
  [...text.matchAll(/\{\{[\s\S]*?\}\}/g)].flatMap((hole) =>
    eachMatch(hole[0], pattern, replace).map(
      (changed) => text.slice(0, hole.index) + changed + text.slice(hole.index + hole[0].length),
    ),
  );

/** Sites from the activities that `accepts` takes. */
export const atNodes =
  (accepts: (node: DraftNode, draft: Draft) => boolean, change: (node: DraftNode, draft: Draft) => void) =>
  (draft: Draft): readonly Site[] =>
    draft.nodes
      .filter((node) => accepts(node, draft))
      .map(({ process, id, name }) => ({ place: name, apply: (target) => change(target.node(process, id), target) }));

/** Sites from the links that `accepts` takes. */
export const atLinks =
  (
    accepts: (link: Fields, from: DraftNode, draft: Draft) => boolean,
    change: (link: Fields, from: DraftNode, draft: Draft) => void,
  ) =>
  (draft: Draft): readonly Site[] =>
    draft.processes.flatMap((process) =>
      draft.links(process).flatMap((link, index) => {
        const from = draft.node(process, textOf(link.sourceActivityId));
        const to = draft.node(process, textOf(link.targetActivityId));
        if (!accepts(link, from, draft)) return [];
        return [
          {
            place: `${from.name} -${textOf(link.conditionExpr)}-> ${to.name}`,
            apply: (target: Draft): void => {
              const same = target.links(process)[index];
              if (same !== undefined) change(same, target.node(process, from.id), target);
            },
          },
        ];
      }),
    );

/** Sites from the declared variables that `accepts` takes. */
export const atVariables =
  (accepts: (variable: Fields, draft: Draft) => boolean, change: (variable: Fields, draft: Draft) => void) =>
  (draft: Draft): readonly Site[] =>
    draft.variables.flatMap((variable, index) =>
      accepts(variable, draft)
        ? [
            {
              place: textOf(variable.name),
              apply: (target: Draft): void => {
                const same = target.variables[index];
                if (same !== undefined) change(same, target);
              },
            },
          ]
        : [],
    );

/** Names of variables that expressions of the flow read. */
export const readNames = (draft: Draft): ReadonlySet<string> =>
  new Set(
    textPlaces(draft).flatMap(({ text }) =>
      [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].flatMap(([, inside = ""]) =>
        [...inside.replace(/"[^"]*"|'[^']*'/g, "").matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([name]) => name),
      ),
    ),
  );
