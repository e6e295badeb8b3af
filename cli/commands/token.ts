import { Option } from "commander";
import { type Identity, identify } from "../../providers/salesforce/auth/identity";
import { type Grant, refusePassword } from "../../providers/salesforce/auth/credentials";
import { stackConfig } from "../shared/stack-config";
import { print, printJson } from "../shared/print";
import type { Verb } from "../shared/verb";

const FLOWS = ["client-credentials", "jwt", "refresh-token", "token", "cli", "password"] as const satisfies readonly (
  Grant | "password"
)[];

interface Options {
  readonly stack?: string;
  readonly flow?: (typeof FLOWS)[number];
  readonly json?: true;
  readonly show?: true;
}

/** Salesforce returns no lifetime with a token. */
const EXPIRES = "not given by Salesforce: after the org's session timeout, by default 2 hours after the last use";

/** `datadip token`: signs in to Salesforce and shows whose token it got; the token itself only with --show. */
export const tokenVerb: Verb = (program) => {
  program
    .command("token")
    .description("sign in to Salesforce with the stack's settings and show whose token that gives")
    .option("--stack <stack>", "stack whose config says which org; the selected one by default")
    .addOption(new Option("--flow <flow>", "sign in only in this way").choices(FLOWS))
    .option("--show", "print the access token too; anybody who reads it can use the org")
    .option("--json", "print one JSON object")
    .action(async ({ stack, flow, json, show }: Options) => {
      if (flow === "password") refusePassword("--flow password was given");
      const identity = await identify(stackConfig(stack), flow);
      const told = { ...facts(identity), ...(show === true ? { accessToken: identity.accessToken } : {}) };
      if (json === true) printJson(told);
      else print(asText(told));
    });
};

/** Facts about a token, without the token. */
const facts = ({ grant, instanceUrl, organization, userId, username, scopes, issuedAt }: Identity) => ({
  kind: grant,
  org: `${organization.name} (${organization.id}), ${organization.organizationType}${organization.isSandbox ? ", a sandbox" : ""}`,
  instanceUrl,
  user: `${username} (${userId})`,
  scopes: scopes ?? "not given in this flow",
  issuedAt: issuedAt === undefined ? "before this call" : new Date(issuedAt).toISOString(),
  expires: EXPIRES,
});

function asText(told: Readonly<Record<string, string | readonly string[]>>): string {
  const width = Math.max(...Object.keys(told).map((name) => name.length));
  const lines = Object.entries(told).map(
    ([name, value]) => `${name.padEnd(width)}  ${typeof value === "string" ? value : value.join(" ")}`,
  );
  return `${lines.join("\n")}\n`;
}
