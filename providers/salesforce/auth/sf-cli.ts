import { execFile, type ExecFileException } from "node:child_process";
import { z } from "zod";
import { SettingsError } from "../../core/settings/settings";
import { rememberSecret } from "../../http/redact";

/** `sf ... --json` prints `{status, result}` on success and `{message}` on failure, both on stdout. */
const display = z.looseObject({
  result: z.looseObject({ accessToken: z.string().optional(), instanceUrl: z.string() }),
});
const shownToken = z.looseObject({ result: z.looseObject({ accessToken: z.string() }) });
const failed = z.looseObject({ message: z.string() });

/** Since 2.136.8 (May 2026) the CLI hides the token by default: https://github.com/forcedotcom/cli/issues/3560 */
const HIDDEN = "[REDACTED]";

/** A CLI that asks a question would wait forever. */
const TIMEOUT_MS = 60_000;

export interface CliLogin {
  readonly accessToken: string;
  readonly instanceUrl: string;
}

/**
 * The login of the sf CLI, which the CLI renews itself.
 * @param org Alias or user name of the login. Default: the CLI's default org.
 * @throws SettingsError where the CLI is not installed, not signed in, or does not show the token.
 */
export async function cliLogin(org: string | undefined, env: NodeJS.ProcessEnv): Promise<CliLogin> {
  const target = org === undefined ? [] : ["--target-org", org];
  const { result } = display.parse(await sf(["org", "display", ...target, "--json"], env));
  const given = result.accessToken;
  const accessToken =
    given !== undefined && !given.startsWith(HIDDEN)
      ? given
      : shownToken.parse(await sf(["org", "auth", "show-access-token", ...target, "--no-prompt", "--json"], env)).result
          .accessToken;
  if (accessToken.startsWith(HIDDEN)) {
    throw new SettingsError(
      "The sf CLI hides its access token from datadip: update it (sf update) so that it knows sf org auth show-access-token, or set salesforce:accessToken.",
    );
  }
  rememberSecret(accessToken);
  return { accessToken, instanceUrl: result.instanceUrl.replace(/\/+$/, "") };
}

async function sf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const { error, stdout } = await new Promise<{ error: ExecFileException | null; stdout: string }>((done) => {
    execFile("sf", args, { env, timeout: TIMEOUT_MS }, (thrown, out) => done({ error: thrown, stdout: out }));
  });
  if (error?.code === "ENOENT") {
    throw new SettingsError(
      "No Salesforce credentials: set salesforce:clientId with salesforce:clientSecret, or with salesforce:username and salesforce:privateKey for a JWT, or install the sf CLI and sign in with it (sf org login web).",
    );
  }
  const answer = parsed(stdout);
  if (error === null && answer !== undefined) return answer;
  const said = failed.safeParse(answer).data?.message ?? "it gave no answer in JSON";
  throw new SettingsError(
    `The sf CLI's login cannot be used: ${said.replace(/\.$/, "")}. Sign in (sf org login web --alias dev) and name it: pulumi config set salesforce:cliOrg dev`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
