import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { AdminError } from "../core/admin";
import { textOf, type JsonObject } from "../core/json";
import {
  type ConnectorCredentials,
  credentialsOfConnector,
  credentialsSchema,
  keepCredentials,
} from "./connector-form";
import { type ConnectorSession, signConnectorIn } from "./connector-sign-in";
import type { Entities, Entity } from "./entities";

/** https://help.webex.com/article/n26v7heb and https://help.webex.com/article/n5595zd */
const MAX_CONNECTORS = { salesforce: 5, custom: 10 } as const;

const plainRequest = z.strictObject({
  /** The name of the connector in Control Hub. */
  name: z.string().min(1),
  /** The address that the connector calls, for instance of a Salesforce org. */
  resourceDomain: z.url().optional(),
});
const connectRequest = plainRequest.extend({
  /** The values of the form; the sign-in is tried before anything is saved. */
  credentials: credentialsSchema.optional(),
});
/** A connector without credentials: enough to bind a flow to. */
export type PlainConnectRequest = z.input<typeof plainRequest>;
export type ConnectRequest = PlainConnectRequest & { readonly credentials: z.input<typeof credentialsSchema> };

const ownConnectors = (entities: Entities): readonly Entity[] =>
  entities.list("connector").filter(({ type }) => type === "http");

const kindOf = (credentials: ConnectorCredentials | undefined): keyof typeof MAX_CONNECTORS =>
  credentials?.kind === "jwt" ? "salesforce" : "custom";

function save(
  entities: Entities,
  name: string,
  resourceDomain: string | undefined,
  credentials: ConnectorCredentials | undefined,
): JsonObject {
  const { core } = entities;
  return core.store.transaction(() => {
    const connectors = ownConnectors(entities);
    const known = connectors.find((other) => other.name === name);
    const unchanged =
      credentials === undefined ||
      (known !== undefined && isDeepStrictEqual(credentialsOfConnector(core, known.id), credentials));
    if (known !== undefined && unchanged) return known;
    const kind = kindOf(credentials);
    const alike = connectors.filter(({ id }) => id !== known?.id && kindOf(credentialsOfConnector(core, id)) === kind);
    if (alike.length >= MAX_CONNECTORS[kind]) {
      throw new AdminError(
        409,
        `An organisation has at most ${MAX_CONNECTORS[kind]} ${kind} connectors of its own; remove one first.`,
      );
    }
    const now = core.clock.now();
    const domain = credentials?.kind === "client-credentials" ? credentials.resourceDomainUrl : resourceDomain;
    const made = {
      ...(known ?? { id: core.ids.uuid(), name, type: "http", createdTime: now }),
      ...(domain === undefined ? {} : { resourceDomain: domain }),
      version: typeof known?.version === "number" ? known.version + 1 : 0,
      lastUpdatedTime: now,
    };
    entities.put("connector", made);
    if (credentials !== undefined) keepCredentials(core, made.id, credentials);
    return made;
  });
}

/**
 * Plays the person who creates an HTTP connector in Control Hub, which no public API can do; this one has no credentials.
 * Returns the connector, or the one that has this name. Throws a ZodError when a member is wrong, an AdminError when there are too many.
 */
export function connect(entities: Entities, request: PlainConnectRequest): JsonObject {
  const { name, resourceDomain } = plainRequest.parse(request);
  return save(entities, name, resourceDomain, undefined);
}

/**
 * The same with the values of the form. As in Control Hub, the sign-in comes first, and nothing is saved when it fails. Other credentials
 * for an existing name edit that connector.
 * @param salesforce base address of the sandbox's Salesforce.
 * @throws ZodError when a member is wrong, AdminError when there are too many, or with Salesforce's message when it refuses.
 */
export async function connectAndTry(entities: Entities, request: unknown, salesforce: string): Promise<JsonObject> {
  const { name, resourceDomain, credentials } = connectRequest.parse(request);
  if (credentials !== undefined) await signConnectorIn(entities.core, salesforce, name, credentials);
  return save(entities, name, resourceDomain, credentials);
}

/**
 * A session for requests through a connector, as the platform gets one.
 * @throws AdminError when the connector does not exist or has no credentials, and with Salesforce's message when it refuses.
 */
export async function connectorSession(entities: Entities, id: string, salesforce: string): Promise<ConnectorSession> {
  const connectors = ownConnectors(entities);
  const connector = connectors.find((other) => other.id === id);
  if (connector === undefined) {
    const names = connectors.map((other) => textOf(other.name)).join(", ");
    throw new AdminError(404, `There is no connector with the id ${id}; the connectors are: ${names || "none"}.`);
  }
  const name = textOf(connector.name);
  const credentials = credentialsOfConnector(entities.core, id);
  if (credentials === undefined) {
    throw new AdminError(
      409,
      `The connector ${name} has no credentials, so it cannot sign in to Salesforce: save it again with its form, datadip sandbox connect --form FILE.`,
    );
  }
  return signConnectorIn(entities.core, salesforce, name, credentials);
}
