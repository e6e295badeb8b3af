import { type Draft, type DraftNode, fieldsAt, rowsAt, textOf } from "./draft";
import { atNodes, atVariables, eachMatch, inMappings, inQueries, inTexts, type Operator } from "./operator";

const isCall = ({ type }: DraftNode): boolean => type === "http-request-v2";

const methodOf = ({ properties }: DraftNode): string => textOf(properties.httpRequestMethod);

const isWrite = (node: DraftNode): boolean => isCall(node) && ["POST", "PUT", "PATCH"].includes(methodOf(node));

const queryOf = ({ properties }: DraftNode): string => textOf(fieldsAt(properties, "httpQueryParameters").q);

/** Whether a mapping or a Parse takes the first row of the call's answer. */
const takesFirstRow = (node: DraftNode, draft: Draft): boolean =>
  draft.nodes
    .filter(
      (other) =>
        other.id === node.id ||
        (other.type === "parse-activity" &&
          textOf(other.properties.inputVariable).includes(`${node.name}.httpResponseBody`)),
    )
    .some(({ properties }) =>
      rowsAt(properties, "outputVariableArray").some((row) => textOf(row.jsonPathExp).includes("records[0]")),
    );

const VALUE = /(\w+) (?:IN \((\{\{[^{}]*\}\})\)|= '(\{\{[^{}]*\}\})')/g;

/** How SOQL is in an address. */
const encoded = (query: string): string =>
  query
    .replace(/'/g, "%27")
    .replace(/ /g, "+")
    .replace(/\{\{[^{}]*\}\}/g, "{{NewPhoneContact.ANI}}");

export const REQUEST_OPERATORS: readonly Operator[] = [
  {
    id: "bad-path",
    what: "Breaks a JSONPath off at a bracket or a dot",
    rules: ["http/bad-path"],
    sites: inMappings((text) => (text.includes("]") ? [text.replace("]", "")] : [`${text}.`])),
  },
  {
    id: "list-path",
    what: "Takes all rows of an answer where one was taken",
    rules: ["http/list-path"],
    sites: inMappings((text) => [text.replace(/\[0\]/, "[*]")]),
  },
  {
    id: "plain-http-default",
    what: "Turns https into http in the default of a variable",
    rules: ["http/plain-http"],
    sites: atVariables(
      ({ value }) => textOf(value ?? null).startsWith("https://"),
      (variable) => {
        variable.value = textOf(variable.value).replace("https://", "http://");
      },
    ),
  },
  {
    id: "old-api-version",
    what: "Asks for an API version of 2015",
    rules: ["http/old-api-version"],
    sites: inTexts((text) => eachMatch(text, /\/services\/data\/v(?:[6-9]\d)\.0/g, () => "/services/data/v35.0")),
  },
  {
    id: "secret-header",
    what: "Writes a token into a header",
    rules: ["http/secret-in-flow"],
    sites: atNodes(isCall, ({ properties }) => {
      properties.httpRequestHeaders = { Authorization: "Bearer 00D5g000004abcd!AQcAQH0dMHZfz972Szmpkb58urFRkgeB" };
    }),
  },
  {
    id: "slow-call",
    what: "Gives a call in the main flow 10 seconds and three retries",
    rules: ["http/silence"],
    sites: atNodes(
      (node) => isCall(node) && node.process === "main",
      ({ properties }) => {
        properties.httpResponseTimeout = 10_000;
        properties.retryAttempts = 3;
      },
    ),
  },
  {
    id: "no-body",
    what: "Empties the body of a write",
    rules: ["http/no-body"],
    sites: atNodes(isWrite, ({ properties }) => {
      properties.httpRequestBody = "";
    }),
  },
  {
    id: "map-no-content",
    what: "Maps the answer of a call that has none",
    rules: ["http/mapped-empty-answer"],
    sites: atNodes(
      (node) =>
        isCall(node) && methodOf(node) === "PATCH" && textOf(node.properties.httpRequestPath).includes("/sobjects/"),
      ({ properties }, draft) => {
        properties.outputVariableArray = [{ outputVariable: textOf(draft.variables[0]?.name), jsonPathExp: "$.id" }];
      },
    ),
  },
  {
    id: "ignore-status",
    what: "Asks for something else than the status of a call",
    rules: ["http/no-status-check", "http/used-on-failure", "http/unchecked-write"],
    sites: inTexts((text, { node }, draft) =>
      node.type === "condition-activity"
        ? eachMatch(text, /\w+\.httpStatusCode\s*==\s*\d+/g, () => `${textOf(draft.variables[0]?.name)} is not empty`)
        : [],
    ),
  },
  {
    id: "call-after-queue",
    what: "Leads Queue Contact straight into a call",
    rules: ["http/after-queue"],
    sites: atNodes(
      (node, draft) =>
        node.type === "queue-contact" && draft.nodes.some((other) => other.process === node.process && isCall(other)),
      (node, draft) => {
        const call = draft.nodes.find((other) => other.process === node.process && isCall(other));
        for (const link of draft.linksFrom(node))
          if (link.conditionExpr === "default") link.targetActivityId = call?.id ?? "";
      },
    ),
  },
  {
    id: "raw-value-in-address",
    what: "Puts the caller's number into an address as it is",
    rules: ["http/unencoded-value"],
    sites: inTexts((text, { path }) =>
      path === "httpRequestPath" || path === "httpRequestUrl"
        ? [`${text}${text.includes("?") ? "&" : "?"}phone={{ NewPhoneContact.ANI }}`]
        : [],
    ),
  },
];

export const QUERY_OPERATORS: readonly Operator[] = [
  {
    id: "drop-order",
    what: "Leaves out ORDER BY where the first row is used",
    rules: ["soql/no-order"],
    sites: inQueries((text, { node }, draft) =>
      takesFirstRow(node, draft) ? [text.replace(/\s+ORDER BY \w+(?: (?:ASC|DESC))?/i, "")] : [],
    ),
  },
  {
    id: "drop-limit",
    what: "Leaves out LIMIT",
    rules: ["soql/no-limit"],
    sites: inQueries((text) => [text.replace(/\s+LIMIT \d+/i, "")]),
  },
  {
    id: "closed-cases",
    what: "Leaves out IsClosed = false",
    rules: ["soql/closed-cases"],
    sites: inQueries((text) => [text.replace(/\s+AND IsClosed = false/i, "")]),
  },
  {
    id: "broken-query",
    what: "Misspells a keyword of a query",
    rules: ["soql/syntax"],
    sites: inQueries((text) => eachMatch(text, /\b(?:FROM|WHERE|ORDER BY|LIMIT)\b/g, () => "WITHIN")),
  },
  {
    id: "lost-quote",
    what: "Leaves out a quote of a query",
    rules: ["soql/syntax"],
    sites: inQueries((text) => eachMatch(text, /'(?=\{\{)|(?<=\}\})'/g, () => "")),
  },
  {
    id: "widen-value",
    what: "Compares with LIKE '%...%' instead of the value",
    rules: ["soql/leading-wildcard"],
    sites: inQueries((text) =>
      eachMatch(text, VALUE, ([, field = "", list, value]) => `${field} LIKE '%${list ?? value ?? ""}%'`),
    ),
  },
  {
    id: "inject",
    what: "Puts the caller's number into a query as it is",
    rules: ["soql/unescaped-value"],
    sites: inQueries((text) => eachMatch(text, VALUE, ([, field = ""]) => `${field} = '{{ NewPhoneContact.ANI }}'`)),
  },
  {
    id: "query-in-address",
    what: "Moves a query into the address, with the caller's number in it",
    rules: ["soql/plus-lost"],
    sites: atNodes(
      (node) => isCall(node) && queryOf(node).includes("{{"),
      (node) => {
        node.properties.httpRequestPath = `${textOf(node.properties.httpRequestPath)}?q=${encoded(queryOf(node))}`;
        node.properties.httpQueryParameters = {};
      },
    ),
  },
  {
    id: "unknown-field",
    what: "Asks for a field that the org does not have",
    rules: ["soql/unknown-name"],
    sites: inQueries((text) => {
      const [, fields = ""] = /^SELECT (.*?) FROM/.exec(text) ?? [];
      return fields.split(", ").map((field) => text.replace(field, `${field}Nope__c`));
    }),
  },
  {
    id: "unread-field",
    what: "Asks for a field that nothing reads",
    rules: ["soql/unread-field"],
    sites: inQueries((text, { node }, draft) =>
      takesFirstRow(node, draft) ? [text.replace(/^SELECT /, "SELECT Description, ")] : [],
    ),
  },
];
