import { textOf, type Json, type JsonObject } from "../../core/json";
import { Refused, type Problem } from "../errors";
import { attempt } from "../records/attempt";
import type { Session } from "../session";
import type { Component } from "../store";
import { childrenOf, textIn, type XmlElement } from "../xml";
import { without } from "./app-rules";
import { optionsSchema } from "./apply";
import { isKnownType, orderedBody, readBody, SchemaError } from "./bodies";
import { FILE_PLACES } from "./bundle";
import { removeComponent, saveComponent, shownBody, type SaveMode } from "./components";
import { soapResult } from "./deploy-result";
import { cancelDeploy, findDeploy, isDone, quickDeploy, startDeploy, statusOf, type Deploy } from "./deploys";
import { describeType } from "./describe-type";
import type { Kind } from "./kind";
import { kindOf } from "./kinds";
import { ensurePolicies } from "./kinds/external-client-app";
import { SETTINGS } from "./kinds/setup";
import { clientFault, serviceFault } from "./soap";

/** A call of the Metadata API with a good session. */
export interface MetadataCall {
  readonly session: Session;
  /** Of the API, for instance 66. */
  readonly version: number;
  readonly allOrNone: boolean;
  /** The element that names the call. */
  readonly message: XmlElement;
}

/** Components one call may hold. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_createMetadata.htm */
const MAX_COMPONENTS = 10;
/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listmetadata.htm */
const MAX_QUERIES = 3;

const refuseMany = (count: number): void => {
  if (count > MAX_COMPONENTS) {
    const message = `record limit reached. cannot submit more than ${MAX_COMPONENTS} records in this operation`;
    throw serviceFault("EXCEEDED_ID_LIMIT", message);
  }
};

const kindNamed = (type: string, version: number): Kind => {
  const kind = kindOf(type);
  if (kind === undefined || !isKnownType(type, version)) throw serviceFault("INVALID_TYPE", `Unknown type:${type}`);
  return kind;
};

const errorsOf = ({ fields = [], message, errorCode }: Problem): JsonObject => ({
  errors: { ...(fields.length === 0 ? {} : { fields }), message, statusCode: errorCode },
});

interface Sent {
  readonly fullName: string;
  readonly body: JsonObject;
}

/** The components of a call: all of one type, each by the schema. */
const readComponents = ({
  message,
  session,
  version,
}: MetadataCall): { readonly kind: Kind; readonly sent: readonly Sent[] } => {
  const elements = childrenOf(message, "metadata");
  refuseMany(elements.length);
  const types = elements.map(({ attributes }) => (attributes["type"] ?? "").replace(/^.*:/, ""));
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
    return { fullName: textOf(body["fullName"]), body: without(body, "fullName", "module") };
  });
  return { kind, sent };
};

const save = (call: MetadataCall, mode: SaveMode): JsonObject => {
  const { kind, sent } = readComponents(call);
  if (mode === "create" && kind.without?.includes("create") === true) {
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
};

const namesIn = (message: XmlElement): readonly string[] =>
  childrenOf(message, "fullNames").map(({ text }) => text.trim());

const remove = (call: MetadataCall): JsonObject => {
  const names = namesIn(call.message);
  refuseMany(names.length);
  const kind = kindNamed(textIn(call.message, "type"), call.version);
  if (kind.without?.includes("delete") === true || kind.destructiveOnly === true) {
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
};

const NIL: JsonObject = { "@xsi:nil": "true" };

const read = ({ message, session, version }: MetadataCall): JsonObject => {
  const names = namesIn(message);
  refuseMany(names.length);
  const kind = kindNamed(textIn(message, "type"), version);
  const records = names.map((fullName): JsonObject => {
    const component = session.org.components.get(kind.type, fullName);
    if (component === undefined) return NIL;
    return { "@xsi:type": kind.type, ...orderedBody(shownBody(kind, component, session.org), kind.type, version) };
  });
  return { result: { records } };
};

const userName = ({ org }: Session, userId: string): string =>
  textOf(org.records.get("User", userId)?.["Name"], "Automated Process");

const fileOf = (kind: Kind, fullName: string): string => {
  if (kind.directory !== undefined) return `${kind.directory}/${fullName}.${kind.suffix ?? ""}`;
  if (kind.type === "CustomField") return `objects/${fullName.split(".")[0] ?? ""}.object`;
  return kind.type === "CustomLabel" ? "labels/CustomLabels.labels" : `settings/${fullName}.settings`;
};

const properties = (session: Session, kind: Kind, component: Component): JsonObject => ({
  createdById: component.createdById,
  createdByName: userName(session, component.createdById),
  createdDate: new Date(component.createdAt).toISOString(),
  fileName: fileOf(kind, component.fullName),
  fullName: component.fullName,
  id: component.id,
  lastModifiedById: component.modifiedById,
  lastModifiedByName: userName(session, component.modifiedById),
  lastModifiedDate: new Date(component.modifiedAt).toISOString(),
  manageableState: "unmanaged",
  type: kind.type,
});

const SETTINGS_TYPES: readonly Kind[] = SETTINGS;

const list = ({ message, session, version }: MetadataCall): JsonObject => {
  const queries = childrenOf(message, "queries");
  if (queries.length > MAX_QUERIES) {
    throw serviceFault("LIMIT_EXCEEDED", `At most ${MAX_QUERIES} queries are allowed in a listMetadata call`);
  }
  const kinds = queries.flatMap((query) => {
    const type = textIn(query, "type");
    return type === "Settings" ? SETTINGS_TYPES : [kindNamed(type, version)];
  });
  const result = kinds.flatMap((kind) =>
    session.org.components.all(kind.type).map((component) => properties(session, kind, component)),
  );
  return { result };
};

const CHILD_TYPES: Readonly<Record<string, string>> = { CustomObject: "CustomField", CustomLabels: "CustomLabel" };

const describe = ({ session, version }: MetadataCall): JsonObject => {
  const production = session.org.switches().orgKind === "production";
  const places = FILE_PLACES.filter(({ type }) => kindOf(type) === undefined || isKnownType(type, version));
  const metadataObjects = places
    .toSorted((one, other) => (one.type < other.type ? -1 : 1))
    .map(({ type, directory, suffix }) => ({
      ...(CHILD_TYPES[type] === undefined ? {} : { childXmlNames: CHILD_TYPES[type] }),
      directoryName: directory,
      inFolder: false,
      metaFile: false,
      suffix,
      xmlName: type,
    }));
  return {
    result: { metadataObjects, organizationNamespace: "", partialSaveAllowed: !production, testRequired: production },
  };
};

const asyncResult = ({ session }: MetadataCall, deploy: Deploy): JsonObject => ({
  done: isDone(statusOf(session.org, deploy)),
  id: deploy.id,
  state: statusOf(session.org, deploy) === "Pending" ? "Queued" : "InProgress",
});

const deploy = (call: MetadataCall): JsonObject => {
  const zip = Buffer.from(textIn(call.message, "ZipFile"), "base64");
  const element = call.message.children.find(({ name }) => name === "DeployOptions");
  const flags = (element?.children ?? []).map(({ name, text }): readonly [string, Json] => {
    const value = text.trim();
    return [name, name === "testLevel" ? value : value === "true" || value === "1"];
  });
  const runTests = childrenOf(element, "runTests").map(({ text }) => text.trim());
  const options = optionsSchema.safeParse({ ...Object.fromEntries(flags), runTests });
  if (!options.success) throw clientFault("DeployOptions cannot be read: a value is not of its type");
  const { org, userId } = call.session;
  return { result: asyncResult(call, startDeploy(org, userId, zip, options.data)) };
};

const checkDeploy = ({ message, session }: MetadataCall): JsonObject => {
  const found = findDeploy(session.org, textIn(message, "asyncProcessId"));
  return { result: soapResult(session.org, found, textIn(message, "includeDetails") === "true") };
};

const cancel = ({ message, session }: MetadataCall): JsonObject => {
  const canceled = cancelDeploy(session.org, session.userId, textIn(message, "String"));
  return { result: { done: isDone(statusOf(session.org, canceled)), id: canceled.id } };
};

const deployValidated = ({ message, session }: MetadataCall): JsonObject => ({
  result: quickDeploy(session.org, session.userId, textIn(message, "validationId")).id,
});

const describeValueType = ({ message, version }: MetadataCall): JsonObject => {
  const type = textIn(message, "type").replace(/^\{[^}]*\}/, "");
  return { result: describeType(kindNamed(type, version), version) };
};

type Handler = (call: MetadataCall) => JsonObject;

/** Every call that is emulated. */
export const CALLS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["describeMetadata", describe],
  ["describeValueType", describeValueType],
  ["listMetadata", list],
  ["readMetadata", read],
  ["createMetadata", (call) => save(call, "create")],
  ["updateMetadata", (call) => save(call, "update")],
  ["upsertMetadata", (call) => save(call, "upsert")],
  ["deleteMetadata", remove],
  ["deploy", deploy],
  ["checkDeployStatus", checkDeploy],
  ["cancelDeploy", cancel],
  ["deployRecentValidation", deployValidated],
]);

/** Runs a call. Throws a SoapFault. */
export const runCall = (call: MetadataCall): JsonObject => {
  const handler = CALLS.get(call.message.name);
  if (handler === undefined) {
    throw clientFault(
      `No operation available for request {http://soap.sforce.com/2006/04/metadata}${call.message.name}, please check the WSDL for the service.`,
    );
  }
  try {
    return handler(call);
  } catch (error) {
    if (error instanceof SchemaError) throw clientFault(error.message);
    if (error instanceof Refused) throw serviceFault(error.problem.errorCode, error.problem.message);
    throw error;
  }
};
