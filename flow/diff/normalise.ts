import { assignmentsOf, mappingsOf } from "../activities";
import { type Json, type JsonObject, isArray, isObject, parseJson } from "../json";
import type { FlowNode, Variable } from "../model";
import { toV1 } from "../v2/properties";

/** Display texts, timestamps and switches of the editor, which are not part of a flow's meaning. */
const NOISE: ReadonlySet<string> = new Set([
  "name",
  "activityName",
  "activityId",
  "_renderRequestTimestamp",
  "flowDecryptAccess",
  "literal_invalid_error",
  "literal",
  "__typename",
  "eventSourceId",
  "eventClassificationId",
  "eventSpecificationId",
  "eventSourceName",
  "eventClassificationName",
  "event",
  "displayName",
  "iconDiagram",
]);

const NUMERIC: ReadonlySet<string> = new Set([
  "httpResponseTimeout",
  "retryAttempts",
  "duration",
  "skip",
  "speakingRate",
  "volumeGainDb",
  "volumeGain",
  "pitch",
  "entryTimeout",
  "interDigitTimeout",
  "minDigits",
  "maxDigits",
  "ewtLookbackMinutes",
  "priority",
  "terminationDelay",
  "timeout",
]);

/** Values that mean the same as an absent property. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  httpResponseTimeout: "2000",
  speakingRate: "1",
  volumeGainDb: "0",
  skip: "0",
  queueRadioGroup: "staticQueue",
  audioRadioGroup: "staticAudio",
};

const isToggle = (key: string): boolean => /^toggle|Toggle$/.test(key) || key === "authenticated";

/** The properties of `node` without ids of the format, display text, noise and differences of spelling. Keys are sorted. */
export function normalProperties(node: FlowNode): JsonObject {
  if (node.kind === "start" || node.kind === "event" || node.kind === "start-subflow")
    return compact({ description: node.description });
  const properties = toV1(node.kind, node.properties);
  const entries = Object.entries(properties).flatMap(([key, value]): [string, Json][] => {
    const name = meaningfulKey(key, properties);
    return name === undefined ? [] : [[name, normalValue(name, value)]];
  });
  return compact({ ...Object.fromEntries(entries), ...special({ ...node, properties }) });
}

/** `x:name`, `x_name` and similar keys repeat or display a value. The radio and input forms have a meaning, in both spellings. */
function meaningfulKey(key: string, properties: JsonObject): string | undefined {
  if (NOISE.has(key)) return undefined;
  if (/:(name|type)$/.test(key)) return undefined;
  const twin = /^(.+)_(name|type|radioName|input)$/.exec(key);
  const [base, suffix] = [twin?.[1], twin?.[2]];
  if (base === undefined || suffix === undefined) return key;
  const colon = `${base}:${suffix}`;
  if (Object.hasOwn(properties, colon)) return undefined;
  if (!Object.hasOwn(properties, base)) return key;
  return suffix === "radioName" || suffix === "input" ? colon : undefined;
}

function special(node: FlowNode): JsonObject {
  const { properties, kind } = node;
  const rows = properties.outputVariableArray;
  const mappings: JsonObject = isArray(rows)
    ? {
        outputVariableArray: mappingsOf(node).map(({ variable, path }) => ({
          outputVariable: variable,
          jsonPathExp: path,
        })),
      }
    : {};
  if (kind === "set-variable")
    return {
      setVariablesArray: assignmentsOf(node).map(assignment),
      srcVariable: null,
      srcVariableType: null,
      setTo: null,
      expr: null,
    };
  if (kind === "queue-contact" || kind === "queue-lookup")
    return { ...mappings, destination: properties.destination ?? properties.queueId ?? null, queueId: null };
  return mappings;
}

const assignment = ({ variable, type, setTo, expr }: ReturnType<typeof assignmentsOf>[number]): JsonObject => ({
  srcVariable: variable,
  srcVariableType: type,
  setTo,
  expr: type === "BOOLEAN" && /^(true|false)$/i.test(expr) ? expr.toLowerCase() : expr,
});

function normalValue(key: string, value: Json): Json {
  if (isToggle(key))
    return value === true || (typeof value === "string" && value.toLowerCase() === "true") ? true : null;
  if (typeof value === "number") return withDefault(key, String(value));
  if (typeof value === "string") {
    const number = NUMERIC.has(key) && value.trim() !== "" ? Number(value) : Number.NaN;
    return withDefault(key, Number.isFinite(number) ? String(number) : value);
  }
  if (isArray(value))
    return value.map((item) => (isObject(item) ? nested(item, key.startsWith("prompts")) : normalValue("", item)));
  return isObject(value) ? nested(value, false) : value;
}

const withDefault = (key: string, value: string): Json => (DEFAULTS[key] === value ? null : value);

/** Prompts repeat their value as their name. */
const nested = (value: JsonObject, isPrompt: boolean): JsonObject =>
  compact(
    Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "__typename" && !(isPrompt && key === "name"))
        .map(([key, item]) => [key, normalValue("", item)]),
    ),
  );

/** The fields of a variable. null, "" and absent are the same, and true and false have one spelling. */
export function normalVariable(variable: Variable): JsonObject {
  const { raw } = variable;
  return compact({
    type: variable.type,
    value: normalDefault(variable),
    description: variable.description,
    source: variable.source.startsWith("GLOBAL") ? "GLOBAL" : variable.source,
    id: variable.source.startsWith("GLOBAL") ? variable.id : null,
    isCAD: variable.isCAD || null,
    desktopLabel: variable.isCAD ? variable.desktopLabel : null,
    isAgentEditable: variable.isAgentEditable || null,
    isReportable: variable.isReportable || null,
    isSecure: variable.isSecure || null,
    overwrite: raw.overwrite === true ? true : null,
    isExternalized: raw.isExternalized === true ? true : null,
  });
}

function normalDefault({ type, value }: Variable): Json {
  if (value === null) return null;
  if (type === "BOOLEAN") return value.toLowerCase();
  if (type !== "JSON") return value;
  const json = parseJson(value);
  // Not JSON: compared as text. Lint reports it.
  return json === undefined ? value : { json: sortKeys(json) };
}

const isEmpty = (value: Json): boolean =>
  value === null ||
  value === "" ||
  (isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** Without empty values, keys sorted. */
export const compact = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => !isEmpty(item))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Keys sorted at every level, nothing left out. */
export function sortKeys(value: Json): Json {
  if (isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
