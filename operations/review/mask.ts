import { assignmentsOf, type Flow, type Json, type JsonObject } from "../../flow";
import { isArray, isObject } from "../../flow/json";

const SECRET_NAME = /secret|password|passwd|passphrase|api[_-]?key|private[_-]?key|token|authorization|credential/i;
const MASK = "********";
/** Templates name a secret and hold none. */
const isLiteral = (value: string): boolean =>
  value.length >= 4 && !value.includes("{{") && !/^(true|false|null|none|bearer|basic)$/i.test(value);

/** Takes secrets out of texts of a flow: values under names that say so, bearer tokens, and passwords in addresses. */
export function masker(flow: Flow): (text: string) => string {
  const values = [
    ...flow.variables.flatMap(({ name, value, isSecure }) =>
      value !== null && isLiteral(value) && (isSecure || SECRET_NAME.test(name)) ? [value] : [],
    ),
    ...flow.processes.flatMap(({ nodes }) => nodes.flatMap(({ properties }) => secretsIn(properties))),
    ...flow.processes.flatMap(({ nodes }) =>
      nodes.flatMap((node) =>
        assignmentsOf(node).flatMap(({ variable, expr }) =>
          SECRET_NAME.test(variable) && isLiteral(expr) ? [expr] : [],
        ),
      ),
    ),
  ];
  // The longest first, so that none is left half.
  const known = [...new Set(values)].sort((a, b) => b.length - a.length);
  return (text) =>
    known
      .reduce((all, value) => all.replaceAll(value, MASK), text)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g, `$1 ${MASK}`)
      .replace(/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9._-]{8,}/g, MASK)
      .replace(/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, `$1${MASK}@`)
      .replace(
        /((?:client_?secret|password|passwd|passphrase|api_?key|(?:access|refresh)_?token)(?:=|"\s*:\s*"))[^&\s"{]{4,}/gi,
        `$1${MASK}`,
      );
}

/** The flow with its texts masked: a picture cuts texts, and half a secret is not recognised any more. */
export function masked(flow: Flow, mask: (text: string) => string): Flow {
  const inside = (value: Json): Json => {
    if (typeof value === "string") return mask(value);
    if (isArray(value)) return value.map(inside);
    return isObject(value) ? members(value) : value;
  };
  const members = (bag: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(bag).map(([name, value]) => [name, inside(value)]));
  return {
    ...flow,
    processes: flow.processes.map((process) => ({
      ...process,
      nodes: process.nodes.map((node) => ({ ...node, properties: members(node.properties) })),
    })),
  };
}

/** Values of headers, parameters and members whose name says that they are secret. */
function secretsIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(secretsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" && SECRET_NAME.test(name) && isLiteral(inner)
      ? [inner.replace(/^(Bearer|Basic)\s+/, "")]
      : secretsIn(inner),
  );
}
