import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { asError } from "../../http/http-errors";
import { rememberSecret } from "../../http/redact";
import { blankless } from "./settings";

/** Keeps new refresh tokens that a service issued, since the one in the config may then be invalid. */
export interface RefreshTokenKeep {
  /** The newest known token of this client; `configured` is the token in the config. */
  newest(clientId: string, configured: string): string;
  rolled(clientId: string, configured: string, fresh: string): void;
}

/**
 * Files of mode 0600 in the user's state folder, one for each configured token, so that a new token in the config wins.
 * `report` gets one sentence with the command that stores the new token in the stack.
 */
export function refreshTokenFiles(
  env: NodeJS.ProcessEnv,
  report: (sentence: string) => void,
  service: { readonly name: "Webex" | "Salesforce"; readonly key: "webex:refreshToken" | "salesforce:refreshToken" },
): RefreshTokenKeep {
  const home = blankless(env.HOME) ?? homedir();
  const folder = join(blankless(env.XDG_STATE_HOME) ?? join(home, ".local", "state"), "datadip", "refresh-tokens");
  const fileOf = (clientId: string, configured: string): string =>
    join(folder, createHash("sha256").update(`${clientId}\n${configured}`).digest("hex"));
  return {
    newest(clientId, configured) {
      const kept = readIfThere(fileOf(clientId, configured)) ?? configured;
      rememberSecret(kept);
      return kept;
    },
    rolled(clientId, configured, fresh) {
      const file = fileOf(clientId, configured);
      const command = `pulumi config set --secret ${service.key} < ${file}`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Written completely or not at all, as nobody could sign in with half a token.
        writeFileSync(`${file}.${process.pid}`, fresh, { mode: 0o600 });
        renameSync(`${file}.${process.pid}`, file);
      } catch (error) {
        // This run continues with its access token, but the next one would fail, so the failure is reported now.
        report(
          `${service.name} issued a new refresh token for client ${clientId}, but it could not be kept: ${asError(error).message}. ` +
            `Make ${folder} writable and authorise the app again, as the token in the stack may no longer work.`,
        );
        return;
      }
      report(
        `${service.name} issued a new refresh token for client ${clientId}. It is kept in ${file} and used from now on; to store it in the stack: ${command}`,
      );
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
