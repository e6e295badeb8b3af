import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refreshTokenFiles, type RefreshTokenKeep } from "../../../../providers/core/settings/refresh-tokens";
import { redact } from "../../../../providers/http/redact";

let home: string;
let told: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "datadip-tokens-"));
  told = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const keep = (env: NodeJS.ProcessEnv = { XDG_STATE_HOME: home }): RefreshTokenKeep =>
  refreshTokenFiles(env, (sentence) => told.push(sentence), { name: "Webex", key: "webex:refreshToken" });
const folder = (): string => join(home, "datadip", "refresh-tokens");

describe("a refresh token that the service rolled", () => {
  it("is used by every later process, until the stack's own changes", () => {
    keep().rolled("C1", "configured", "rolled-once");
    keep().rolled("C1", "configured", "rolled-twice");
    expect(keep().newest("C1", "configured")).toBe("rolled-twice");
    expect(keep().newest("C1", "set anew")).toBe("set anew");
    expect(keep().newest("C2", "configured")).toBe("configured");
  });

  it("lies where its owner alone can read it, and no other file does", () => {
    keep().rolled("C1", "configured", "rolled-once");
    const [file, ...others] = readdirSync(folder());
    expect(others).toEqual([]);
    expect(statSync(join(folder(), file ?? "")).mode & 0o777).toBe(0o600);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(file).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is told of with the command that stores it, and never shown", () => {
    keep().rolled("C1", "configured-canary", "rolled-canary");
    const [file] = readdirSync(folder());
    const path = join(folder(), file ?? "");
    expect(told).toEqual([
      `Webex issued a new refresh token for client C1. It is kept in ${path} and used from now on; to store it in the stack: pulumi config set --secret webex:refreshToken < ${path}`,
    ]);
  });

  it("is masked wherever it appears from then on", () => {
    keep().rolled("C1", "configured", "rolled-canary-1");
    keep().newest("C1", "configured");
    expect(redact("got rolled-canary-1")).toBe("got [secret]");
  });

  it("that cannot be kept does not end the run, but is told of with what to do", () => {
    writeFileSync(join(home, "datadip"), "a file where the folder must be");
    keep().rolled("C1", "configured", "rolled-canary");
    expect(told).toEqual([
      expect.stringMatching(
        /^Webex issued a new refresh token for client C1, but it could not be kept: E\w+: .+\. Make \S+ writable and authorise the app again, as the token in the stack may no longer work\.$/,
      ),
    ]);
    expect(told.join()).not.toContain("canary");
  });

  it("is not passed over where its file cannot be read", () => {
    writeFileSync(join(home, "datadip"), "a file where the folder must be");
    expect(() => keep().newest("C1", "configured")).toThrow("ENOTDIR");
  });

  it("lies below the home where XDG_STATE_HOME is empty, as if it were not set", () => {
    keep({ XDG_STATE_HOME: "", HOME: home }).rolled("C1", "configured", "rolled-once");
    expect(readdirSync(join(home, ".local", "state", "datadip", "refresh-tokens"))).toHaveLength(1);
  });
});
