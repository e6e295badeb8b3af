import { XMLParser } from "fast-xml-parser";
import { isData, type Data, type TestOrg } from "./org";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) =>
    ["result", "errors", "records", "fields", "componentFailures", "componentSuccesses", "metadataObjects"].includes(
      name,
    ),
});

export interface SoapReply {
  readonly status: number;
  readonly headers: Headers;
  readonly xml: string;
  /** What is in Body: the response, or the fault. */
  readonly body: Data;
  /** The entries of the response's `result`. */
  readonly results: readonly Data[];
  /** `faultcode: faultstring`; empty when there is none. */
  readonly fault: string;
}

export const NAMESPACE = "http://soap.sforce.com/2006/04/metadata";

/** An envelope as the reference shows it: Header and Body carry the metadata namespace as default. */
export const envelope = (token: string, content: string, allOrNone = false): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header xmlns="${NAMESPACE}"><SessionHeader><sessionId>${token}</sessionId></SessionHeader>${allOrNone ? "<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>" : ""}</soapenv:Header><soapenv:Body xmlns="${NAMESPACE}">${content}</soapenv:Body></soapenv:Envelope>`;

const dataIn = (value: unknown, key: string): unknown => (isData(value) ? value[key] : undefined);

export function parseSoap(xml: string): Data {
  const document: unknown = parser.parse(xml);
  const body = dataIn(dataIn(document, "soapenv:Envelope"), "soapenv:Body");
  return isData(body) ? body : {};
}

/** Sends an envelope as it is. */
export async function post(org: TestOrg, xml: string, path = "/services/Soap/m/66.0"): Promise<SoapReply> {
  const response = await fetch(`${org.base}${path}`, {
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=UTF-8", SOAPAction: '""' },
    body: xml,
  });
  const answer = await response.text();
  const body = parseSoap(answer);
  const fault = body["soapenv:Fault"];
  const response1 = Object.values(body).find(isData);
  const results = dataIn(response1, "result");
  return {
    status: response.status,
    headers: response.headers,
    xml: answer,
    body,
    results: Array.isArray(results) ? results.filter(isData) : [],
    fault: isData(fault) ? `${String(fault.faultcode)}: ${String(fault.faultstring)}` : "",
  };
}

export interface SoapOptions {
  readonly version?: string;
  readonly allOrNone?: boolean;
  readonly token?: string;
}

/** Makes a call with the administrator's session. */
export const soap = (org: TestOrg, content: string, options: SoapOptions = {}): Promise<SoapReply> =>
  post(
    org,
    envelope(options.token ?? org.token, content, options.allOrNone),
    `/services/Soap/m/${options.version ?? "66.0"}`,
  );

/** Elements in the order of the members; arrays repeat. */
export function xmlOf(value: unknown, name: string): string {
  if (Array.isArray(value)) return value.map((entry) => xmlOf(entry, name)).join("");
  if (isData(value))
    return `<${name}>${Object.entries(value)
      .map(([key, inner]) => xmlOf(inner, key))
      .join("")}</${name}>`;
  const escaped = String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<${name}>${escaped}</${name}>`;
}

/** A component of a create, update or upsert. Members stand in the order in which they are written. */
export const component = (type: string, fullName: string, body: Data): string =>
  `<metadata xsi:type="${type}"><fullName>${fullName}</fullName>${Object.entries(body)
    .map(([key, value]) => xmlOf(value, key))
    .join("")}</metadata>`;

export const create = (
  org: TestOrg,
  type: string,
  fullName: string,
  body: Data,
  options?: SoapOptions,
): Promise<SoapReply> => soap(org, `<createMetadata>${component(type, fullName, body)}</createMetadata>`, options);

export const update = (
  org: TestOrg,
  type: string,
  fullName: string,
  body: Data,
  options?: SoapOptions,
): Promise<SoapReply> => soap(org, `<updateMetadata>${component(type, fullName, body)}</updateMetadata>`, options);

const names = (fullNames: readonly string[]): string =>
  fullNames.map((name) => `<fullNames>${name}</fullNames>`).join("");

export const remove = (org: TestOrg, type: string, ...fullNames: readonly string[]): Promise<SoapReply> =>
  soap(org, `<deleteMetadata><type>${type}</type>${names(fullNames)}</deleteMetadata>`);

/** The records of a read; an empty object for one that is nil. */
export async function read(
  org: TestOrg,
  type: string,
  fullNames: readonly string[],
  options?: SoapOptions,
): Promise<readonly Data[]> {
  const { results } = await soap(org, `<readMetadata><type>${type}</type>${names(fullNames)}</readMetadata>`, options);
  const records = results[0]?.records;
  return (Array.isArray(records) ? records : []).map((record: unknown) => (isData(record) ? record : {}));
}

export async function readOne(org: TestOrg, type: string, fullName: string): Promise<Data> {
  const [record] = await read(org, type, [fullName]);
  return record ?? {};
}

/** The failure of the first result: `CODE: message`; empty for a success. */
export function failure({ results, fault }: SoapReply): string {
  const errors = results[0]?.errors;
  const [error] = Array.isArray(errors) ? errors.filter(isData) : [];
  return error === undefined ? fault : `${String(error.statusCode)}: ${String(error.message)}`;
}

/** Fails the test when any component was not saved. */
export function saved(reply: SoapReply): SoapReply {
  if (reply.results.length > 0 && reply.results.every((result) => result.success === "true")) return reply;
  throw new Error(`the components were not saved: ${failure(reply)} ${reply.xml}`);
}

/** A permission set that lets a user read and write what the data dip needs. */
export const dataDipSet: Data = {
  label: "Data dip",
  objectPermissions: ["Account", "Case", "Contact"].map((object) => ({
    allowCreate: "false",
    allowDelete: "false",
    allowEdit: String(object === "Case"),
    allowRead: "true",
    modifyAllRecords: "false",
    object,
    viewAllRecords: "false",
  })),
  userPermissions: { enabled: "true", name: "ApiEnabled" },
};
