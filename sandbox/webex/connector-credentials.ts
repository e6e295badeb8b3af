import { z } from "zod";
import type { Core } from "../core/vendor";

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
