import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem, Values, Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { CONNECTOR_KINDS, formKeys } from "../connector/connector-form";
import { connectorHandoverStore } from "../connector/connector-handover-store";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Name of the connector in Control Hub and in flows. Unique in the organisation. Changing it asks for a new connector. */
  name: z.string().min(1, "must not be empty"),
  /** `salesforce`: Webex's own connector, which signs in by JWT; `custom`: a custom connector with client credentials. */
  connectorKind: z.enum(CONNECTOR_KINDS).default("salesforce"),
  /** "Client ID": the app's consumer key. */
  clientId: z.string().min(1),
  /** "Salesforce Email ID": the user name the connector signs in as. `salesforce` only. */
  emailId: z.string().min(1).optional(),
  /** "URL": where the app signs in, the org's own address for an External Client App. `salesforce` only. */
  url: z.url().optional(),
  /** "Private Key": PKCS#1 in PEM. `salesforce` only. */
  privateKey: z.string().min(1).optional(),
  /** "Resource Domain URL": the org's own address. `custom` only. */
  resourceDomainUrl: z.url().optional(),
  /** "Token URL": on the org's own domain. `custom` only. */
  tokenUrl: z.url().optional(),
  /** "Client Secret": the app's consumer secret. `custom` only. */
  clientSecret: z.string().min(1).optional(),
  /** Always true in a program. A preview shows false where the connector was not made yet, or was deleted. */
  made: z.literal(true).default(true),
});

const outputs = z.object({
  /** The connector's id, for the bindings of flows. */
  connectorId: z.string(),
});

type Inputs = z.output<typeof inputs>;
export type ConnectorInputs = Inputs;

const VALUES = ["emailId", "url", "privateKey", "resourceDomainUrl", "tokenUrl", "clientSecret"] as const;

function rules(given: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const kind = given.connectorKind;
  if (kind === undefined) return [];
  const asked = formKeys(kind);
  return VALUES.flatMap((property): readonly Problem[] => {
    if (!isKnown(property)) return [];
    const isAsked = asked.includes(property);
    if (isAsked === (given[property] !== undefined)) return [];
    return [{ property, reason: isAsked ? `is required for a ${kind} connector` : `is not for a ${kind} connector` }];
  });
}

/** Whether two addresses can belong to one org: its My Domain, and the general login host, which the form showed before Spring '26. */
function isSameOrg(before: unknown, after: unknown): boolean {
  const hosts = [before, after].map((url) => (URL.canParse(String(url)) ? new URL(String(url)).hostname : ""));
  return (
    hosts.some((host) => /^(login|test)\.salesforce\.com$/.test(host)) &&
    hosts.every((host) => host.endsWith(".salesforce.com"))
  );
}

/** Nobody can read what was typed into a connector, so its values must not change under one name; only its URL may. */
function checkWithTenant(_api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const isSame = (property: string): boolean =>
    olds[property] === undefined ||
    isUnknown(given[property]) ||
    olds[property] === given[property] ||
    (property === "url" && isSameOrg(olds.url, given.url));
  const isMade = olds.name === given.name && olds.made === true;
  const changed = isMade ? [...VALUES, "clientId"].filter((property) => !isSame(property)) : [];
  const reason =
    "has changed, and no API says whether the connector was edited: hand over a new connector under another name, such as the next generation of the app";
  return Promise.resolve({ inputs: given, problems: changed.map((property) => ({ property, reason })) });
}

/**
 * A connector to Salesforce. Connectors have no public create route: a person makes it in Control Hub from these values. Until it
 * exists, `pulumi up` stops at this resource and prints what to enter where; the next `up` continues. Deleting this resource leaves
 * the connector in Control Hub, where a person deletes it.
 *
 * @example
 * const form = app.salesforceConnector;
 * const connector = new webex.ConnectorHandover("Salesforce", {
 *   name: "Salesforce", clientId: app.consumerKey, emailId: user.username, url: org.signInUrl, privateKey: key.privateKeyPem,
 * });
 * // bindings: { "Lookup.connectorId": connector.connectorId }
 *
 * @limit An organisation has at most five Salesforce connectors and ten custom ones.
 */
export const ConnectorHandover = defineResource({
  kind: "webex.ConnectorHandover",
  noun: "connector",
  docs: "https://help.webex.com/article/n26v7heb",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name", "connectorKind"],
  notAdoptable: "no API says what it holds; use it by name with getConnector, or make a new one",
  secretInputs: ["clientId", "privateKey", "clientSecret"],
  rules,
  checkWithTenant,
  store: connectorHandoverStore,
  permission: { none: "a person makes it" },
  lookUp: "getConnector",
  export: {
    never: "connectors have no public route: make it in Control Hub, Contact Center, Integrations, Connectors",
  },
  trial: { none: "Webex has no route that makes a connector" },
  waitsUntil: "somebody has made that connector",
  picture: {
    family: "salesforce",
    noun: "Connector",
    detail: ({ made }) => (made === true ? "made by a person" : "waits for a person"),
    dependsOn: ["salesforce.ExternalClientApp", "salesforce.ConnectedApp"],
  },
});
export type ConnectorHandover = InstanceType<typeof ConnectorHandover>;

/** An existing HTTP connector, by the name that Flow Designer shows. */
export const { plain: getConnector, output: getConnectorOutput } = lookUpOf(
  "webex.ConnectorHandover",
  "Connectors have no public create route: make it in Control Hub, Contact Center, Integrations, Connectors.",
);
