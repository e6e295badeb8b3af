import { textOf, without, type JsonObject } from "../../core/json";
import type { Problem } from "../salesforce-errors";
import { attempt } from "../records/attempt";
import { childrenOf, textIn, type XmlElement } from "../xml";
import { isKnownType, orderedBody, readBody } from "./bodies";
import { type MetadataCall, clientFault, serviceFault } from "./soap";
import { removeComponent, saveComponent, shownBody, type SaveMode, ensurePolicies } from "./components";
import type { Kind } from "./kind";
import { kindOf } from "./kinds";

/** Components one call may hold. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_createMetadata.htm */
const MAX_COMPONENTS = 10;

function refuseMany(count: number): void {
  if (count > MAX_COMPONENTS) {
    const message = `record limit reached. cannot submit more than ${MAX_COMPONENTS} records in this operation`;
    throw serviceFault("EXCEEDED_ID_LIMIT", message);
  }
}

/** A type that a version of the API knows. */
export function kindNamed(type: string, version: number): Kind {
  const kind = kindOf(type);
  if (kind === undefined || !isKnownType(type, version)) throw serviceFault("INVALID_TYPE", `Unknown type:${type}`);
  return kind;
}

const errorsOf = ({ fields = [], message, errorCode }: Problem): JsonObject => ({
  errors: { ...(fields.length === 0 ? {} : { fields }), message, statusCode: errorCode },
});

interface Sent {
  readonly fullName: string;
  readonly body: JsonObject;
}

/** The components of a call: all of one type, each by the schema. */
function readComponents({ message, session, version }: MetadataCall): {
  readonly kind: Kind;
  readonly sent: readonly Sent[];
} {
  const elements = childrenOf(message, "metadata");
  refuseMany(elements.length);
  const types = elements.map(({ attributes }) => (attributes.type ?? "").replace(/^.*:/, ""));
  const [type = ""] = types;
  if (elements.length === 0 || types.includes("")) {
    throw clientFault(
      "Must specify a {http://www.w3.org/2001/XMLSchema-instance}type attribute value for the {http://soap.sforce.com/2006/04/metadata}metadata element",
    );
  }
  if (new Set(types).size > 1) throw serviceFault("INVALID_TYPE", "All components of a call must be of the same type");
  const kind = kindNamed(type, version);
  const order = session.org.switches().soapElementOrder;
  const sent = elements.map((element) => {
    const body = readBody(element, type, { version, order });
    return { fullName: textOf(body.fullName), body: without(body, "fullName", "module") };
  });
  return { kind, sent };
}

export function save(call: MetadataCall, mode: SaveMode): JsonObject {
  const { kind, sent } = readComponents(call);
  if (mode === "create" && kind.without.includes("create")) {
    throw serviceFault("INVALID_TYPE", `${kind.type} is not a valid metadata type for creating`);
  }
  const { org, userId } = call.session;
  const { version } = call;
  const works = sent.map(({ fullName, body }) => () => {
    const saved = saveComponent(kind, body, { org, userId, version, fullName, ignoreWarnings: false }, mode);
    ensurePolicies(org, userId, version);
    return saved;
  });
  const outcomes = attempt(org, works, call.allOrNone);
  return {
    result: outcomes.map((outcome, index) => ({
      ...(mode === "upsert" ? { created: outcome.ok && outcome.value.created } : {}),
      ...(outcome.ok ? {} : errorsOf(outcome.problem)),
      fullName: sent[index]?.fullName ?? "",
      success: outcome.ok,
    })),
  };
}

const namesIn = (message: XmlElement): readonly string[] =>
  childrenOf(message, "fullNames").map(({ text }) => text.trim());

export function remove(call: MetadataCall): JsonObject {
  const names = namesIn(call.message);
  refuseMany(names.length);
  const kind = kindNamed(textIn(call.message, "type"), call.version);
  if (kind.without.includes("delete") || kind.destructiveOnly) {
    throw serviceFault("INVALID_TYPE", `${kind.type} is not a valid metadata type for deleting`);
  }
  const works = names.map((fullName) => () => removeComponent(kind, fullName, call.session.org));
  const outcomes = attempt(call.session.org, works, call.allOrNone);
  return {
    result: outcomes.map((outcome, index) => ({
      ...(outcome.ok ? {} : errorsOf(outcome.problem)),
      fullName: names[index] ?? "",
      success: outcome.ok,
    })),
  };
}

const NIL: JsonObject = { "@xsi:nil": "true" };

export function read({ message, session, version }: MetadataCall): JsonObject {
  const names = namesIn(message);
  refuseMany(names.length);
  const kind = kindNamed(textIn(message, "type"), version);
  const records = names.map((fullName): JsonObject => {
    const component = session.org.components.get(kind.type, fullName);
    if (component === undefined) return NIL;
    return { "@xsi:type": kind.type, ...orderedBody(shownBody(kind, component, session.org), kind.type, version) };
  });
  return { result: { records } };
}
