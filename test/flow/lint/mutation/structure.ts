import { type Draft, type DraftNode, type Fields, rowsAt, textOf } from "./draft";
import { atLinks, atNodes, atVariables, type Operator } from "./operator";

const isKind =
  (...types: readonly string[]) =>
  ({ type }: DraftNode): boolean =>
    types.includes(type);

const port = (link: Fields): string => textOf(link.conditionExpr);

/** The link that leaves a node by this port. */
const linkBy = (draft: Draft, node: DraftNode, name: string): Fields | undefined =>
  draft.linksFrom(node).find((link) => port(link) === name);

const isRequired = (node: DraftNode, property: string): boolean => textOf(node.properties[property]) !== "";

/** Empties one property, wherever an activity of the type has it. */
const unset = (type: string, property: string): Operator["sites"] =>
  atNodes(
    (node) => node.type === type && isRequired(node, property),
    ({ properties }) => {
      properties[property] = "";
    },
  );

const UNSET: readonly (readonly [type: string, property: string])[] = [
  ["condition-activity", "expression"],
  ["case-statement", "expression"],
  ["http-request-v2", "httpRequestMethod"],
  ["parse-activity", "inputVariable"],
  ["play-music", "prompt"],
  ["screen-pop", "screenPopUrl"],
];

/** What has to notice that a check is missing or asked the wrong way round. */
const GUARD_RULES = [
  "soql/blank-value",
  "soql/unescaped-value",
  "http/no-status-check",
  "http/used-on-failure",
  "http/unchecked-write",
  "practice/unguarded-record",
  "practice/used-when-empty",
  "expression/unguarded-slice",
];

export const STRUCTURE_OPERATORS: readonly Operator[] = [
  {
    id: "drop-link",
    what: "Removes a link",
    rules: [
      "structure/missing-port",
      "structure/unreachable",
      "practice/queue-failure",
      "practice/no-global-error-handler",
      "http/no-error-path",
    ],
    sites: atLinks(
      () => true,
      (link, { process }, draft) =>
        draft.setLinks(
          process,
          draft.links(process).filter((other) => other !== link),
        ),
    ),
  },
  {
    id: "link-to-nowhere",
    what: "Leads a link to an activity that does not exist",
    rules: ["structure/dangling-link"],
    sites: atLinks(
      () => true,
      (link) => {
        link.targetActivityId = "00000000-0000-4000-8000-00000000dead";
      },
    ),
  },
  {
    id: "handler-to-nowhere",
    what: "Leads an event to an activity that does not exist",
    rules: ["structure/dangling-link"],
    sites: (draft) =>
      draft.processes.flatMap((process) =>
        Object.keys(draft.onEvents(process)).map((event) => ({
          place: event,
          apply: (target: Draft): void => {
            target.onEvents(process)[event] = "00000000-0000-4000-8000-00000000dead";
          },
        })),
      ),
  },
  {
    id: "event-into-main",
    what: "Leads a link of an event flow into the main flow",
    rules: ["structure/event-into-main"],
    sites: atLinks(
      (_link, { process }) => process !== "main",
      (link, _from, draft) => {
        link.targetActivityId = draft.nodes.find((node) => node.process === "main")?.id ?? "";
      },
    ),
  },
  {
    id: "spin",
    what: "Leads an activity that takes no time to itself",
    rules: ["structure/loop-without-wait"],
    sites: atLinks(
      (_link, from) => isKind("set-variable", "condition-activity", "case-statement", "parse-activity")(from),
      (link, { id }) => {
        link.targetActivityId = id;
      },
    ),
  },
  {
    id: "unknown-port",
    what: "Puts a link on a port that the activity does not have",
    rules: ["structure/unknown-port", "structure/missing-port"],
    sites: atLinks(
      () => true,
      (link) => {
        link.conditionExpr = "elsewhere";
        link.properties = { value: "elsewhere" };
      },
    ),
  },
  {
    id: "swap-ports",
    what: "Swaps the true and the false link of a Condition",
    rules: GUARD_RULES,
    sites: atNodes(isKind("condition-activity"), (node, draft) => {
      for (const link of draft.linksFrom(node))
        link.conditionExpr = port(link) === "true" ? "false" : port(link) === "false" ? "true" : port(link);
    }),
  },
  {
    id: "drop-condition",
    what: "Takes a Condition out, as if it were always true",
    rules: [...GUARD_RULES, "structure/unreachable"],
    sites: atNodes(
      (node, draft) => node.type === "condition-activity" && linkBy(draft, node, "true") !== undefined,
      (node, draft) => draft.bypass(node, textOf(linkBy(draft, node, "true")?.targetActivityId)),
    ),
  },
  {
    id: "one-way-condition",
    what: "Leads both links of a Condition to the same activity",
    rules: ["structure/idle-branch"],
    sites: atNodes(
      (node, draft) => node.type === "condition-activity" && linkBy(draft, node, "false") !== undefined,
      (node, draft) => {
        const other = linkBy(draft, node, "false");
        if (other !== undefined) other.targetActivityId = linkBy(draft, node, "true")?.targetActivityId ?? "";
      },
    ),
  },
  {
    id: "second-start",
    what: "Adds another start",
    rules: ["structure/start"],
    sites: atNodes(isKind("NewPhoneContact", "NewSubFlowStart"), ({ activity, process }, draft) => {
      draft.activities(process).second = { ...activity, id: "second", name: "SecondStart" };
    }),
  },
  {
    id: "island",
    what: "Adds an activity that nothing leads to",
    rules: ["structure/unreachable"],
    sites: atNodes(
      (node) => isKind("play-message", "set-variable", "http-request-v2")(node),
      ({ activity, process, properties }, draft) => {
        draft.activities(process).island = {
          ...activity,
          id: "island",
          name: "Island",
          properties: { ...properties, name: "Island" },
        };
      },
    ),
  },
  {
    id: "duplicate-name",
    what: "Gives an activity the name of another one",
    rules: ["structure/duplicate"],
    sites: atNodes(
      ({ process, id }, draft) => draft.nodes.some((other) => other.process === process && other.id !== id),
      ({ process, id, activity, properties }, draft) => {
        const other = draft.nodes.find((node) => node.process === process && node.id !== id)?.name ?? "";
        activity.name = other;
        properties.name = other;
      },
    ),
  },
  {
    id: "duplicate-variable",
    what: "Declares a variable twice",
    rules: ["structure/duplicate"],
    sites: atVariables(
      () => true,
      (variable, draft) => {
        draft.document.variables = [...draft.variables, { ...variable }];
      },
    ),
  },
  {
    id: "variable-name",
    what: "Declares a variable by a name that Flow Designer refuses",
    rules: ["structure/variable-name"],
    sites: atVariables(
      () => true,
      (variable) => {
        variable.name = `${textOf(variable.name)}-1`;
      },
    ),
  },
  ...UNSET.map(([type, property]): Operator => ({
    id: `unset-${type}-${property}`,
    what: `Empties \`${property}\` of ${type}`,
    rules: ["structure/required-field"],
    sites: unset(type, property),
  })),
  {
    id: "unset-prompt",
    what: "Empties what Play Message plays",
    rules: ["structure/required-field"],
    sites: atNodes(isKind("play-message"), ({ properties }) => {
      for (const key of ["prompts", "promptsTts"]) for (const row of rowsAt(properties, key)) row.value = "";
    }),
  },
  {
    id: "unset-queue",
    what: "Takes the queue out of Queue Contact",
    rules: ["structure/required-field"],
    sites: atNodes(
      (node) => node.type === "queue-contact" && node.properties.queueRadioGroup !== "variableQueue",
      ({ properties }) => {
        for (const key of ["destination", "destination:name", "destination_name", "queueId"]) properties[key] = null;
      },
    ),
  },
  {
    id: "unset-connector",
    what: "Takes the connector out of an HTTP Request",
    rules: ["http/no-target"],
    sites: atNodes(
      (node) => node.type === "http-request-v2" && node.properties.authenticated === true,
      ({ properties }) => {
        for (const key of ["connectorId", "connectorId:name", "connectorId_name"]) properties[key] = null;
      },
    ),
  },
  {
    id: "unset-address",
    what: "Empties the address of an HTTP Request",
    rules: ["http/no-target"],
    sites: atNodes(isKind("http-request-v2"), ({ properties }) => {
      for (const key of ["httpRequestPath", "httpRequestUrl"]) properties[key] = "";
    }),
  },
];
