import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { z } from "zod";
import { AdminError } from "../core/admin";
import type { Core } from "../core/vendor";
import type { ConnectorCredentials } from "./connector-form";
import { parseJson } from "../core/json";
import { reasonOf } from "../core/catching";

/** The session for requests through a connector. */
export interface ConnectorSession {
  readonly accessToken: string;
  /** Base address of the org, without a trailing slash. */
  readonly instanceUrl: string;
}

const ASSERTION_SECONDS = 180;
const LOGIN_HOSTS: readonly string[] = ["login.salesforce.com", "test.salesforce.com"];
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];
const TOKEN_PATH = "/services/oauth2/token";

const granted = z.object({ access_token: z.string(), instance_url: z.string() });
const refused = z.object({ error: z.string(), error_description: z.string().default("") });

/**
 * Signs in to the sandbox's own Salesforce as the connector would: over HTTP, at its token endpoint.
 * All of these addresses mean that one org: the login hosts, any My Domain host, and the loopback with any port, as each process of the
 * sandbox has another port.
 * @param salesforce base address of the sandbox's Salesforce in this process.
 * @throws AdminError with Salesforce's message where it refuses, and with the name of a field that cannot be used.
 */
export async function signConnectorIn(
  { clock }: Core,
  salesforce: string,
  name: string,
  credentials: ConnectorCredentials,
): Promise<ConnectorSession> {
  const form =
    credentials.kind === "jwt"
      ? {
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: assertionOf(credentials, clock.now()),
        }
      : clientForm(credentials);
  const answer = await fetch(`${salesforce}${TOKEN_PATH}`, { method: "POST", body: new URLSearchParams(form) }).catch(
    (error: unknown) => {
      throw new AdminError(400, `The connector ${name} cannot reach Salesforce: ${causeOf(error)}.`);
    },
  );
  const text = await answer.text();
  const session = granted.safeParse(parseJson(text));
  if (answer.ok && session.success)
    return { accessToken: session.data.access_token, instanceUrl: session.data.instance_url };
  const words = wordsOf(answer.status, text);
  const advice = words.startsWith("app_not_found")
    ? " An External Client App signs in at the org's own address: enter that as the URL of the form."
    : "";
  throw new AdminError(400, `Salesforce refuses the connector ${name}: ${words}.${advice}`);
}

type Jwt = Extract<ConnectorCredentials, { kind: "jwt" }>;

function assertionOf({ clientId, emailId, url, privateKey }: Jwt, nowMs: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(nowMs / 1_000) + ASSERTION_SECONDS;
  const claims = { iss: clientId, sub: emailId, aud: audienceOf(url), exp };
  const unsigned = `${part({ alg: "RS256" })}.${part(claims)}`;
  return `${unsigned}.${sign("RSA-SHA256", Buffer.from(unsigned), keyOf(privateKey)).toString("base64url")}`;
}

const isMyDomain = (host: string): boolean => host.endsWith(".my.salesforce.com");

function audienceOf(url: string): string {
  const { hostname } = new URL(url);
  if ([...LOGIN_HOSTS, ...LOOPBACK].includes(hostname) || isMyDomain(hostname)) return url.replace(/\/+$/, "");
  throw new AdminError(
    400,
    `No authorization server answers at ${url}; the URL is the org's own address, https://YOUR-DOMAIN.my.salesforce.com (a connected app's https://login.salesforce.com, or https://test.salesforce.com for a Salesforce sandbox).`,
  );
}

function clientForm({
  tokenUrl,
  resourceDomainUrl,
  clientId,
  clientSecret,
}: Extract<ConnectorCredentials, { kind: "client-credentials" }>): Readonly<Record<string, string>> {
  const { hostname, pathname } = new URL(tokenUrl);
  if (LOGIN_HOSTS.includes(hostname))
    throw new AdminError(
      400,
      `Salesforce refuses the connector: request not supported on this domain. The Token URL is on the org's own domain, not on ${hostname}.`,
    );
  const isOrg = LOOPBACK.includes(hostname) || isMyDomain(hostname);
  if (!isOrg || !pathname.endsWith(TOKEN_PATH))
    throw new AdminError(400, `No token endpoint answers at ${tokenUrl}; it is the org's address with ${TOKEN_PATH}.`);
  const resource = new URL(resourceDomainUrl).hostname;
  if (!LOOPBACK.includes(resource) && !isMyDomain(resource))
    throw new AdminError(400, `The sandbox has no service at ${resourceDomainUrl} but its Salesforce org.`);
  return { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
}

function keyOf(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return key;
  } catch {
    // Node's message names internals of OpenSSL; the message below helps the user.
  }
  throw new AdminError(
    400,
    "The private key is not an RSA key in PEM: paste it whole, from the line -----BEGIN RSA PRIVATE KEY----- to the END line.",
  );
}
function wordsOf(status: number, text: string): string {
  const words = refused.safeParse(parseJson(text));
  if (!words.success) return `it answers ${status}`;
  const { error, error_description: description } = words.data;
  return description === "" ? error : `${error}, ${description.replace(/\.$/, "")}`;
}

/** Node names what went wrong with a connection in the error's cause. */
const causeOf = (error: unknown): string => reasonOf(error instanceof Error ? (error.cause ?? error) : error);
