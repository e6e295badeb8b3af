import { textOf, type JsonObject } from "../../core/json";
import { Refused } from "../salesforce-errors";
import { allObjects } from "../records/objects";
import type { Session } from "../session";
import type { Component } from "../store";
import { childrenOf, textIn } from "../xml";
import { isKnownType, SchemaError } from "./bodies";
import { FILE_PLACES } from "./bundle-files";
import { type MetadataCall, clientFault, serviceFault } from "./soap";
import { kindNamed, read, remove, save } from "./crud-calls";
import { cancel, checkDeploy, deploy, deployValidated } from "./deploy-calls";
import { describeType } from "./schema";
import type { Kind } from "./kind";
import { kindOf, SETTINGS } from "./kinds";

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listmetadata.htm */
const MAX_QUERIES = 3;

const userName = ({ org }: Session, userId: string): string =>
  textOf(org.records.get("User", userId)?.Name, "Automated Process");

function fileOf(kind: Kind, fullName: string): string {
  if (kind.directory !== undefined) return `${kind.directory}/${fullName}.${kind.suffix ?? ""}`;
  if (kind.type === "CustomField") return `objects/${fullName.split(".")[0] ?? ""}.object`;
  return kind.type === "CustomLabel" ? "labels/CustomLabels.labels" : `settings/${fullName}.settings`;
}

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

/** Objects can only be listed: nobody made the standard ones, so they have no id and no time. */
function objects(session: Session): readonly JsonObject[] {
  const { org, userId } = session;
  const [someone, never] = [userName(session, userId), new Date(0).toISOString()];
  return allObjects(org)
    .filter(({ access }) => access === "data")
    .map(({ name }) => ({
      createdById: userId,
      createdByName: someone,
      createdDate: never,
      fileName: `objects/${name}.object`,
      fullName: name,
      id: "",
      lastModifiedById: userId,
      lastModifiedByName: someone,
      lastModifiedDate: never,
      namespacePrefix: "",
      type: "CustomObject",
    }));
}

function list({ message, session, version }: MetadataCall): JsonObject {
  const queries = childrenOf(message, "queries");
  if (queries.length > MAX_QUERIES) {
    throw serviceFault("LIMIT_EXCEEDED", `At most ${MAX_QUERIES} queries are allowed in a listMetadata call`);
  }
  const result = queries.flatMap((query) => {
    const type = textIn(query, "type");
    if (type === "CustomObject") return objects(session);
    const kinds = type === "Settings" ? SETTINGS : [kindNamed(type, version)];
    return kinds.flatMap((kind) =>
      session.org.components.all(kind.type).map((component) => properties(session, kind, component)),
    );
  });
  return { result };
}

const CHILD_TYPES: Readonly<Record<string, string>> = { CustomObject: "CustomField", CustomLabels: "CustomLabel" };

function describe({ session, version }: MetadataCall): JsonObject {
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
}

function describeValueType({ message, version }: MetadataCall): JsonObject {
  const type = textIn(message, "type").replace(/^\{[^}]*\}/, "");
  return { result: describeType(kindNamed(type, version), version) };
}

type Handler = (call: MetadataCall) => JsonObject;

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
export function runCall(call: MetadataCall): JsonObject {
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
}
