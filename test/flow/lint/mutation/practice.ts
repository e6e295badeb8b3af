import { type Draft, type DraftNode, type Fields, rowsAt, textOf } from "./draft";
import { atNodes, atVariables, eachMatch, inTexts, type Operator, readNames, textPlaces } from "./operator";

const ofType =
  (...types: readonly string[]) =>
  ({ type }: DraftNode): boolean =>
    types.includes(type);

/** Turns an activity into another one that says something. */
function turnInto({ activity, properties }: DraftNode, type: string, further: Fields): void {
  activity.properties = { name: properties.name ?? "", activityName: type, ...further };
}

const MESSAGE: Fields = { toggle: true, promptsTts: [{ type: "tts", value: "One moment.", name: "One moment." }] };

const nextOf = (draft: Draft, node: DraftNode): readonly DraftNode[] =>
  draft.linksFrom(node).map((link) => draft.node(node.process, textOf(link.targetActivityId)));

/** Activities that can follow a node, itself only in a loop. */
function followers(draft: Draft, node: DraftNode): readonly DraftNode[] {
  const found = new Map<string, DraftNode>();
  const pending = [...nextOf(draft, node)];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (found.has(at.id)) continue;
    found.set(at.id, at);
    pending.push(...nextOf(draft, at));
  }
  return [...found.values()];
}

const isInLoop = (node: DraftNode, draft: Draft): boolean => followers(draft, node).some(({ id }) => id === node.id);

/** Music that no other music or decision shares a loop with. */
const isOnlyMusic = (node: DraftNode, draft: Draft): boolean =>
  node.type === "play-music" &&
  isInLoop(node, draft) &&
  followers(draft, node)
    .filter((other) => followers(draft, other).some(({ id }) => id === node.id))
    .every((other) => other.id === node.id || other.type === "play-message");

const mainStart = (draft: Draft): DraftNode | undefined =>
  draft.nodes.find(({ process, type }) => process === "main" && type === "NewPhoneContact");

/** Whether a variable is in the place of a record's id: in the path of an address, or compared with an id. */
const namesRecord = ({ name }: Fields, draft: Draft): boolean =>
  textPlaces(draft).some(
    ({ path, text }) =>
      (/^(?:httpRequestPath|screenPopUrl)$/.test(path) &&
        new RegExp(`/\\{\\{\\s*${textOf(name ?? null)}\\s*\\}\\}`).test(text)) ||
      new RegExp(`\\w*Id\\s*=\\s*'\\{\\{\\s*${textOf(name ?? null)}\\s*\\}\\}'`).test(text),
  );

const isWritten = ({ name }: Fields, draft: Draft): boolean =>
  draft.nodes.some(({ properties }) =>
    [...rowsAt(properties, "setVariablesArray"), ...rowsAt(properties, "outputVariableArray"), properties].some(
      (row) => row.srcVariable === name || row.outputVariable === name,
    ),
  );

/** Whether a Set Variable takes the value of this variable into another one. */
const isCopied = ({ name }: Fields, draft: Draft): boolean =>
  textPlaces(draft).some(
    ({ node, text }) =>
      node.type === "set-variable" &&
      rowsAt(node.properties, "setVariablesArray").some((row) => row.expr === text && row.srcVariable !== name) &&
      new RegExp(`\\{\\{[^}]*(?<![\\w.])${textOf(name ?? null)}\\b`).test(text),
  );

export const FOREIGN_ID = "5b1c7a52-93c1-4c7c-9a52-0b6f5b0f6f11";

/** Whether the activity behind the start sets the variable: then nobody ever sees its default. */
function isSetFirst(variable: Fields, draft: Draft): boolean {
  const start = draft.nodes.find(({ process, properties }) => process === "main" && properties.activityId === "start");
  const first = start === undefined ? undefined : draft.linksFrom(start)[0]?.targetActivityId;
  const node = draft.nodes.find(({ process, id }) => process === "main" && id === first);
  const rows = node === undefined ? [] : [node.properties, ...rowsAt(node.properties, "setVariablesArray")];
  return rows.some((row) => row.srcVariable === variable.name);
}

export const PRACTICE_OPERATORS: readonly Operator[] = [
  {
    id: "no-error-handler",
    what: "Takes the OnGlobalError handler away",
    rules: ["practice/no-global-error-handler"],
    sites: (draft) =>
      draft.processes
        .filter((process) => "GlobalErrorHandling" in draft.onEvents(process))
        .map((process) => ({
          place: process,
          apply: (target: Draft): void => {
            delete target.onEvents(process).GlobalErrorHandling;
          },
        })),
  },
  {
    id: "error-to-end",
    what: "Leads the OnGlobalError handler to an end",
    rules: ["practice/error-dead-air"],
    sites: (draft) =>
      atNodes(
        (node, { nodes }) =>
          Object.values(draft.onEvents(node.process)).includes(node.id) &&
          draft.onEvents(node.process).GlobalErrorHandling === node.id &&
          nodes.some(({ process, type }) => process === node.process && type === "end"),
        (node, target) => {
          const end = target.nodes.find(({ process, type }) => process === node.process && type === "end");
          for (const link of target.linksFrom(node)) link.targetActivityId = end?.id ?? "";
        },
      )(draft),
  },
  {
    id: "queue-failure",
    what: "Removes the failure path of a queue",
    rules: ["practice/queue-failure"],
    sites: atNodes(
      (node, draft) =>
        node.type === "queue-contact" && draft.linksFrom(node).some((link) => link.conditionExpr === "failure"),
      (node, draft) =>
        draft.setLinks(
          node.process,
          draft
            .links(node.process)
            .filter((link) => link.sourceActivityId !== node.id || link.conditionExpr !== "failure"),
        ),
    ),
  },
  {
    id: "no-greeting",
    what: "Leads the start straight to a queue",
    rules: ["practice/no-greeting"],
    sites: (draft) => {
      const start = mainStart(draft);
      return start === undefined
        ? []
        : draft.nodes
            .filter(({ process, type }) => process === "main" && type === "queue-contact")
            .map(({ id, name }) => ({
              place: name,
              apply: (target: Draft): void => {
                for (const link of target.linksFrom(start)) link.targetActivityId = id;
              },
            }));
    },
  },
  {
    id: "looped-message",
    what: "Repeats a message instead of playing music",
    rules: ["practice/looped-message"],
    sites: atNodes(isOnlyMusic, (node) => turnInto(node, "play-message", MESSAGE)),
  },
  {
    id: "end-in-main",
    what: "Ends the flow where the call should be ended",
    rules: ["practice/end-in-main"],
    sites: atNodes(
      ({ process, type }) => process === "main" && type === "disconnect-contact",
      (node) => {
        turnInto(node, "end", {});
        node.activity.group = "end";
      },
    ),
  },
  {
    id: "audio-file",
    what: "Names an audio file that is not a .wav",
    rules: ["practice/audio-file"],
    sites: atNodes(
      ({ properties }) => textOf(properties.prompt).endsWith(".wav"),
      ({ properties }) => {
        properties.prompt = textOf(properties.prompt).replace(/\.wav$/, ".mp3");
      },
    ),
  },
  {
    id: "foreign-queue",
    what: "Names a queue of another organisation",
    rules: ["practice/foreign-id"],
    sites: atNodes(ofType("queue-contact"), ({ properties }) => {
      properties.destination = FOREIGN_ID;
      properties["destination:name"] = "Support";
      properties.destination_name = "Support";
    }),
  },
  {
    id: "foreign-connector",
    what: "Names a connector of another organisation",
    rules: ["practice/foreign-id"],
    sites: atNodes(
      ({ type, properties }) => type === "http-request-v2" && properties.authenticated === true,
      ({ properties }) => {
        properties.connectorId = FOREIGN_ID;
        properties["connectorId:name"] = "Salesforce";
        properties.connectorId_name = "Salesforce";
      },
    ),
  },
  {
    id: "pop-in-main",
    what: "Opens a page in the main flow",
    rules: ["practice/screen-pop-in-main"],
    sites: atNodes(
      ({ process, type }) => process === "main" && type === "play-message",
      (node) =>
        turnInto(node, "screen-pop", {
          screenPopUrl: "https://acme.example/help",
          queryParameters: {},
          target: "newBrowserTab",
        }),
    ),
  },
  {
    id: "play-after-the-end",
    what: "Says something to a caller who has hung up",
    rules: ["practice/after-the-end"],
    sites: (draft) => {
      const ended = draft.nodes.filter(({ process, id }) => draft.onEvents(process).ContactEnded === id);
      const late = new Set(ended.flatMap((node) => followers(draft, node)).map(({ id }) => id));
      return atNodes(
        ({ id, type }) => late.has(id) && type !== "end",
        (node) => turnInto(node, "play-message", MESSAGE),
      )(draft);
    },
  },
  {
    id: "null-as-id",
    what: 'Gives an id of a record the default "null"',
    rules: ["practice/default-as-id"],
    sites: atVariables(
      (variable, draft) => namesRecord(variable, draft) && isWritten(variable, draft),
      (variable) => {
        variable.value = "null";
      },
    ),
  },
  {
    id: "record-as-default",
    what: "Gives an id of a record somebody's id as default",
    rules: ["practice/default-as-id"],
    sites: atVariables(
      (variable, draft) => namesRecord(variable, draft) && isWritten(variable, draft),
      (variable) => {
        variable.value = "0035g00000AbCdEAAV";
      },
    ),
  },
  {
    id: "wrong-guard",
    what: "Asks about another variable than the one that is needed",
    rules: ["practice/unguarded-record", "practice/default-as-id", "soql/blank-value"],
    sites: inTexts((text, _place, draft) => {
      if (!text.includes(" is not empty")) return [];
      const names = draft.variables.filter((variable) => namesRecord(variable, draft) && isWritten(variable, draft));
      const pattern = names.map(({ name }) => textOf(name ?? null)).join("|");
      return pattern === ""
        ? []
        : eachMatch(text, new RegExp(`\\b(?:${pattern}) is not empty`, "g"), () => "unrelated is not empty");
    }),
  },
  {
    id: "shown-placeholder",
    what: 'Shows "null" to agents until there is a value',
    rules: ["practice/shown-placeholder"],
    sites: atVariables(
      (variable, draft) =>
        variable.isCAD === true &&
        variable.type === "STRING" &&
        !isSetFirst(variable, draft) &&
        (isWritten(variable, draft) || readNames(draft).has(textOf(variable.name))),
      (variable) => {
        variable.value = "null";
      },
    ),
  },
  {
    id: "lost-notes",
    what: "Leaves the agent's notes out of what is written",
    rules: ["practice/lost-notes"],
    sites: inTexts((text, { path }, draft) => {
      if (path !== "httpRequestBody") return [];
      const notes = draft.variables.filter(
        ({ isAgentEditable, type }) => isAgentEditable === true && type === "STRING",
      );
      return notes.flatMap(({ name }) => [
        text.replace(new RegExp(`\\{\\{[^{}]*\\b${textOf(name ?? null)}\\b[^{}]*\\}\\}`, "g"), "-"),
      ]);
    }),
  },
  {
    id: "fixed-text",
    what: "Writes the same sentence after every call",
    rules: ["practice/fixed-text", "practice/lost-notes"],
    sites: inTexts((text, { path, node }) =>
      path === "httpRequestBody" && node.process !== "main" && text.includes('Body":')
        ? [text.replace(/("\w*Body":)"(?:[^"\\{]|\\.|\{\{.*?\}\})*"/, '$1"Call taken by Webex Contact Center."')]
        : [],
    ),
  },
  {
    id: "too-many-assignments",
    what: "Assigns eleven variables in one activity",
    rules: ["practice/limit"],
    sites: atNodes(
      ({ properties }) => rowsAt(properties, "setVariablesArray").length > 0,
      ({ properties }) => {
        const [row = {}] = rowsAt(properties, "setVariablesArray");
        properties.setVariablesArray = Array.from({ length: 11 }, () => ({ ...row }));
      },
    ),
  },
  {
    id: "json-on-desktop",
    what: "Shows a JSON variable to agents",
    rules: ["practice/desktop-variable"],
    sites: atVariables(
      ({ isCAD }) => isCAD === true,
      (variable) => {
        variable.type = "JSON";
        variable.value = "{}";
      },
    ),
  },
  {
    id: "desktop-order",
    what: "Lists a variable on the desktop that the flow does not have",
    rules: ["practice/desktop-order"],
    sites: (draft) =>
      ["pop-over", "interaction-panel"].flatMap((place) => {
        const orders = draft.document.variableOrders;
        const rows =
          typeof orders === "object" && orders !== null && !Array.isArray(orders) ? rowsAt(orders, place) : [];
        return rows.map((row, index) => ({
          place: `${place} ${textOf(row.name)}`,
          apply: (target: Draft): void => {
            const found = target.document.variableOrders;
            if (typeof found !== "object" || found === null || Array.isArray(found)) return;
            const same = rowsAt(found, place)[index];
            if (same !== undefined) same.name = "gone";
          },
        }));
      }),
  },
  {
    id: "secure-leak",
    what: "Marks a variable secure whose value goes into an ordinary one",
    rules: ["practice/secure-leak"],
    sites: atVariables(isCopied, (variable) => {
      variable.isSecure = true;
    }),
  },
  {
    id: "developer-org",
    what: "Names a developer org",
    rules: ["practice/demo-system"],
    sites: atVariables(
      ({ value }) => /^https:\/\/\w+\.lightning\.force\.com/.test(textOf(value ?? null)),
      (variable) => {
        variable.value = "https://d2v000000qy4veag-dev-ed.lightning.force.com";
      },
    ),
  },
  {
    id: "one-country",
    what: "Takes off one country code instead of the separators",
    rules: ["practice/one-country"],
    sites: inTexts((text, { node }) =>
      node.type === "set-variable" && /^\{\{\s*NewPhoneContact\.ANI\b/i.test(text)
        ? ['{{ NewPhoneContact.ANI | replace({"+1": ""}) }}']
        : [],
    ),
  },
];
