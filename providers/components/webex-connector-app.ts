import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  checkJwtSignInOutput,
  ExternalClientApp,
  getOrganizationOutput,
  type SignInProof,
  SigningKey,
} from "../salesforce";
import type { ConnectorHandover } from "../webex";

/** Fields of Control Hub's form: Contact Center, Connectors, Salesforce. https://help.webex.com/article/n26v7heb */
export interface SalesforceConnectorForm {
  /** Name of the connector, unique in the organisation; flows show it. */
  readonly name: string;
  /** "Client ID" */
  readonly clientId: string;
  /** "Salesforce Email ID": the user name that the connector signs in as. */
  readonly emailId: string;
  /** "URL": where the app signs in, the org's own address. */
  readonly url: string;
  /** "Private Key", PKCS#1. */
  readonly privateKey: string;
}

/** Fields of Control Hub's form for a custom connector with OAuth 2.0 and client credentials. https://help.webex.com/article/n4u702ab */
export interface CustomConnectorForm {
  readonly name: string;
  /** "Resource Domain URL" */
  readonly resourceDomainUrl: string;
  /** "Token URL"; client credentials work at the org's own domain only. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface WebexConnectorAppArgs {
  /** User name that the connector signs in as; its permission set must be one of `permissionSets`. */
  readonly username: pulumi.Input<string>;
  /** API names of permission sets whose users may use the app. */
  readonly permissionSets: readonly pulumi.Input<string>[];
  /** E-mail address for Salesforce's messages about the app. */
  readonly contactEmail: pulumi.Input<string>;
  /** Label of the app. Default: the component's name with spaces for underscores. */
  readonly label?: string;
  /**
   * Names of key generations, to change the key. Each name has one app, and the outputs are those of the last one. An app holds one key, so
   * a change in place would interrupt calls. Instead: 1. `["a", "b"]`, `pulumi up`, and make a second connector in Control Hub from the
   * outputs. 2. Bind the flow to it, `pulumi up`. 3. `["b"]`, `pulumi up`, and delete the first connector. Default: `["a"]`.
   */
  readonly generations?: readonly string[];
  /** `salesforce`: Webex's own connector, by JWT; `custom`: a custom HTTP connector, by client credentials. Default: `salesforce`. */
  readonly connectorKind?: "salesforce" | "custom";
  /** Days that certificates are valid. Default: 730. */
  readonly validityDays?: number;
  /** Whether each `up` signs in as the connector would, and waits until Salesforce knows a new app. Default: true. `salesforce` only. */
  readonly verify?: boolean;
}

/** Arguments of `webex.ConnectorHandover`. */
export type ConnectorHandoverForm = ConstructorParameters<typeof ConnectorHandover>[1] & { readonly name: string };

interface Generation {
  readonly app: ExternalClientApp;
  readonly signing: SigningKey;
  readonly secret: random.RandomPassword | undefined;
}

/**
 * The app that a Webex connector signs in through, with its key, and the values for Control Hub's form: connectors have no public create
 * route, so a person types these values in once.
 *
 * @example
 * const app = new WebexConnectorApp("WxccDataDip", {
 *   username: integration.username, permissionSets: [integration.permissionSetName], contactEmail: "it@acme.example",
 * });
 * export const connector = app.salesforceConnector;   // pulumi stack output connector --show-secrets
 */
export class WebexConnectorApp extends pulumi.ComponentResource {
  /** The app of the last generation. */
  readonly app: ExternalClientApp;
  /** Arguments for `webex.ConnectorHandover`; with `verify`, known once a trial sign-in has succeeded. */
  readonly form: ConnectorHandoverForm;
  /** For the form of a Salesforce connector; secret. */
  readonly salesforceConnector: pulumi.Output<SalesforceConnectorForm> | undefined;
  /** For the form of a custom connector; secret. */
  readonly customConnector: pulumi.Output<CustomConnectorForm> | undefined;
  /** Result of the trial sign-in. */
  readonly proof: pulumi.Output<SignInProof> | undefined;

  constructor(name: string, args: WebexConnectorAppArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("datadip:index:WebexConnectorApp", name, {}, options);
    const generations = args.generations ?? ["a"];
    const [active, activeName] = [generations.map((id) => this.generation(name, id, args)).at(-1), generations.at(-1)];
    if (active === undefined || activeName === undefined)
      throw new pulumi.RunError(`${name} has no generation: name at least one, such as generations: ["a"].`);
    this.app = active.app;
    const { instanceUrl, signInUrl } = getOrganizationOutput();
    const { consumerKey } = active.app;
    const title = `${labelOf(name, args)} ${activeName}`;
    if (active.secret === undefined) {
      const { privateKeyPem } = active.signing;
      const signIn = { clientId: consumerKey, username: args.username, privateKey: privateKeyPem, url: signInUrl };
      if (args.verify ?? true) this.proof = checkJwtSignInOutput(signIn);
      const clientId = this.proven(consumerKey);
      const form = { name: title, clientId, emailId: args.username, url: signInUrl, privateKey: privateKeyPem };
      this.form = { connectorKind: "salesforce", ...form };
      this.salesforceConnector = pulumi.secret(pulumi.output(form));
    } else {
      const tokenUrl = pulumi.interpolate`${instanceUrl}/services/oauth2/token`;
      const credentials = { clientId: consumerKey, clientSecret: active.secret.result };
      const form = { name: title, resourceDomainUrl: instanceUrl, tokenUrl, ...credentials };
      this.form = { connectorKind: "custom", ...form };
      this.customConnector = pulumi.secret(pulumi.output(form));
    }
    this.registerOutputs({});
  }

  /** The value, known once the trial sign-in has succeeded. */
  private proven(value: pulumi.Output<string>): pulumi.Output<string> {
    return this.proof === undefined ? value : pulumi.all([value, this.proof]).apply(([known]) => known);
  }

  private generation(name: string, id: string, args: WebexConnectorAppArgs): Generation {
    const child = { parent: this };
    const fullName = `${name}_${id}`;
    const custom = args.connectorKind === "custom";
    const key = new random.RandomString(
      `${fullName}-key`,
      { length: 64, special: false, keepers: { app: fullName } },
      child,
    );
    const secret = custom
      ? new random.RandomPassword(
          `${fullName}-secret`,
          { length: 48, special: false, keepers: { app: fullName } },
          child,
        )
      : undefined;
    const signing = new SigningKey(
      fullName,
      {
        commonName: fullName,
        generation: id,
        ...(args.validityDays === undefined ? {} : { validityDays: args.validityDays }),
      },
      child,
    );
    const flow =
      secret === undefined
        ? { certificate: signing.certificatePem }
        : {
            consumerSecret: secret.result,
            isConsumerSecretOptional: false,
            isClientCredentialsFlowEnabled: true,
            clientCredentialsFlowUser: args.username,
            scopes: ["Api" as const],
          };
    const app = new ExternalClientApp(
      fullName,
      {
        label: `${labelOf(name, args)} ${id}`,
        description: "Signs Webex Contact Center in",
        contactEmail: args.contactEmail,
        consumerKey: key.result,
        permissionSets: args.permissionSets,
        ...flow,
      },
      child,
    );
    return { app, signing, secret };
  }
}

function labelOf(name: string, { label }: WebexConnectorAppArgs): string {
  return label ?? name.replaceAll("_", " ");
}
