import { z } from "zod";
import type { Core } from "../core/vendor";
import type { ConnectRequest } from "./connect";

/** Fields of Control Hub's forms. Salesforce: https://help.webex.com/article/n26v7heb, custom: https://help.webex.com/article/n4u702ab */
export const credentialsSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("jwt"),
    /** "Client ID": the app's consumer key. */
    clientId: z.string().min(1),
    /** "Salesforce Email ID": the user name to sign in as. */
    emailId: z.string().min(1),
    /** "URL": the authorization server, which is the assertion's audience. */
    url: z.url(),
    /** "Private Key", in PEM. */
    privateKey: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal("client-credentials"),
    /** "Token URL": on the org's own domain. */
    tokenUrl: z.url(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    /** "Resource Domain URL": the org's own address. */
    resourceDomainUrl: z.url(),
  }),
]);
export type ConnectorCredentials = z.output<typeof credentialsSchema>;

/** Stored separately from the connector, so that no list can show them. */
const place = (connectorId: string) => ["connector-credentials", connectorId] as const;

export const credentialsOfConnector = ({ store }: Core, connectorId: string): ConnectorCredentials | undefined =>
  store.get(place(connectorId), credentialsSchema);

export const keepCredentials = ({ store }: Core, connectorId: string, credentials: ConnectorCredentials): void =>
  store.put(place(connectorId), credentials);

export const forgetCredentials = ({ store }: Core, connectorId: string): void => store.remove(place(connectorId));

const name = z.string().min(1);

const salesforceForm = z
  .strictObject({ name, clientId: z.string(), emailId: z.string(), url: z.string(), privateKey: z.string() })
  .transform(({ name: called, ...fields }): ConnectRequest => ({
    name: called,
    credentials: { kind: "jwt", ...fields },
  }));

const customForm = z
  .strictObject({
    name,
    resourceDomainUrl: z.string(),
    tokenUrl: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
  })
  .transform(({ name: called, ...fields }): ConnectRequest => ({
    name: called,
    credentials: { kind: "client-credentials", ...fields },
  }));

const KNOWN = ["name", "clientId", "emailId", "url", "privateKey", "resourceDomainUrl", "tokenUrl", "clientSecret"];

/**
 * Converts one of Control Hub's two forms to a request to connect.
 * @throws Error that names the missing or unknown fields, but no values, as most of them are secret.
 */
export function connectRequestOf(form: unknown): ConnectRequest {
  const given = typeof form === "object" && form !== null ? Object.keys(form) : [];
  const isCustom = ["tokenUrl", "clientSecret", "resourceDomainUrl"].some((key) => given.includes(key));
  const parsed = (isCustom ? customForm : salesforceForm).safeParse(form);
  if (parsed.success) return parsed.data;
  const wanted = isCustom
    ? "name, resourceDomainUrl, tokenUrl, clientId, clientSecret"
    : "name, clientId, emailId, url, privateKey (a Salesforce connector) or name, resourceDomainUrl, tokenUrl, clientId, clientSecret (a custom one)";
  const strange = given.filter((key) => !KNOWN.includes(key)).join(", ");
  const missing = parsed.error.issues.map(({ path }) => path.join(".")).filter((path) => path !== "");
  const wrong = [
    ...(missing.length === 0 ? [] : [`${missing.join(", ")} is missing or not a text`]),
    ...(strange === "" ? [] : [`${strange} is not a field of it`]),
  ].join("; ");
  throw new Error(
    `The form differs from Control Hub's: ${wrong || "it is not a JSON object"}. Its fields are ${wanted}.`,
  );
}
