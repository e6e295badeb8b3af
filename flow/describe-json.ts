import { isArray, isObject, type Json } from "./json";

/** What a JSON value seems to be, for the message about a wrong file: "a package.json", "an array of 3 items". */
export function describeJson(value: Json): string {
  if (isArray(value)) return `an array of ${value.length} items`;
  if (!isObject(value)) return value === null ? "null" : `a single ${typeof value}`;
  const has = (...keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(value, key));
  if (has("nodes", "edges") || has("schemaVersion", "nodes")) return "a FlowV2 document";
  if (has("process")) return "a v1 flow export";
  if (has("data") && isObject(value.data) && Object.hasOwn(value.data, "process"))
    return 'a v1 flow export wrapped in "data"';
  if (has("dependencies") || has("devDependencies") || has("name", "version", "scripts")) return "a package.json";
  if (has("compilerOptions")) return "a tsconfig.json";
  if (has("openapi") || has("swagger")) return "an OpenAPI description";
  if (has("info", "item")) return "a Postman collection";
  if (has("trackingId", "message") || has("error") || has("errors")) return "an error answer of an API";
  if (has("deployment", "version")) return "an exported Pulumi stack";
  const keys = Object.keys(value);
  if (keys.length === 0) return "an empty object";
  return `an object with ${keys.length === 1 ? "the key" : "the keys"} ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? " ..." : ""}`;
}

/** Flow formats of other vendors, by their top-level keys. */
const FOREIGN: readonly (readonly [what: string, keys: readonly string[]])[] = [
  ["an Amazon Connect flow", ["StartAction", "Actions"]],
  ["an Amazon Lex bot", ["botLocales"]],
  ["a Twilio Studio flow", ["states", "initial_state"]],
  ["an n8n workflow", ["nodes", "connections"]],
  ["a Dialogflow CX flow", ["transitionRoutes"]],
  ["a Dialogflow agent", ["supportedLanguages", "defaultTimezone"]],
  ["a Power Automate flow", ["definition", "connectionReferences"]],
  ["a Logic Apps workflow", ["definition", "parameters"]],
  ["a Genesys Cloud flow", ["inboundCall"]],
  ["a Genesys Cloud flow", ["flowSequenceItemList"]],
  ["an Azure bot dialogue", ["$kind", "triggers"]],
  ["a Step Functions state machine", ["StartAt", "States"]],
  ["a Webex Connect flow", ["flowId", "canvas"]],
  ["a voiceflow project", ["voiceflow"]],
];

/** The other vendor whose flow format a document has, if any. */
export function foreignFlow(value: unknown): string | undefined {
  if (isArray(value))
    return value.length > 0 &&
      value.every((item) => isObject(item) && Object.hasOwn(item, "type") && Object.hasOwn(item, "wires"))
      ? "a Node-RED flow"
      : undefined;
  if (!isObject(value)) return undefined;
  return FOREIGN.find(([, keys]) => keys.every((key) => Object.hasOwn(value, key)))?.[0];
}

/** As `foreignFlow`, for a text that is not JSON. */
export function foreignText(text: string): string | undefined {
  const start = text.slice(0, 4_000).trimStart();
  if (start.startsWith("<")) {
    if (/<Flow\s[^>]*soap\.sforce\.com/.test(start)) return "a Salesforce Flow (XML)";
    if (/bpmn/i.test(start)) return "a BPMN process (XML)";
    if (/<vxml/.test(start)) return "a VoiceXML document";
    if (/five9|ivrScript/i.test(start)) return "a Five9 script (XML)";
    return /^<(?:!doctype html|html)/i.test(start) ? "a page of HTML" : "an XML document";
  }
  if (/^(?:inboundCall|inQueueCall|outboundCall|workflow|commonModule):\s*$/m.test(start))
    return "a Genesys Cloud flow (YAML)";
  return undefined;
}
