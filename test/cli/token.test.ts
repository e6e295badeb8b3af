import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenVerb } from "../../cli/commands/token";
import { Org } from "../support/org";
import { runVerb } from "./run-verb";

let org: Org;
let folder: string;
const { PATH } = process.env;

beforeAll(async () => {
  org = await Org.start();
  folder = mkdtempSync(join(tmpdir(), "datadip-token-"));
  process.env.PATH = `${folder}:${PATH}`;
});
afterAll(async () => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
  await org.close();
});

/** A stack's config as the CLI prints it. */
function configured(more: Readonly<Record<string, string>> = {}): void {
  const config = { "datadip:target": "sandbox", "datadip:sandboxUrl": org.sandbox.url, ...more };
  const printed = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
  writeFileSync(
    join(folder, "pulumi"),
    `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(JSON.stringify(printed))});\n`,
  );
  chmodSync(join(folder, "pulumi"), 0o755);
}
beforeEach(() => configured());

const refused = (sentence: RegExp) => ({ exitCode: 2, stderr: expect.stringMatching(sentence) as unknown });
const token = (...words: readonly string[]) => runVerb(tokenVerb, "token", ...words);

describe("datadip token", () => {
  it("says whose token it is, and not the token", async () => {
    const { stdout } = await token();
    expect(stdout).toMatch(/^kind +client-credentials$/m);
    expect(stdout).toContain(`(${org.orgId}), Developer Edition`);
    expect(stdout).toMatch(/^user +deploy@datadip\.example \(005\w{15}\)$/m);
    expect(stdout).toMatch(/^scopes +api$/m);
    expect(stdout).toMatch(/^expires +not given by Salesforce/m);
    expect(stdout).not.toContain("!");
  });

  it("shows the token where that is asked for, and it is good", async () => {
    const { accessToken, kind } = JSON.parse((await token("--json", "--show")).stdout) as Record<string, string>;
    expect(kind).toBe("client-credentials");
    const answer = await fetch(`${org.sandbox.url}/salesforce/services/oauth2/userinfo`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    });
    expect(answer.status).toBe(200);
  });

  it("keeps to the way of signing in that is asked for", async () => {
    configured({ "salesforce:accessToken": org.sandbox.salesforce.credentials.accessToken });
    expect((await token()).stdout).toMatch(/^kind +token$/m);
    expect((await token("--flow", "client-credentials")).stdout).toMatch(/^kind +client-credentials$/m);
    expect(await token("--flow", "jwt")).toMatchObject(refused(/needs salesforce:privateKey/));
  });

  it("refuses the password grant with the reason and the alternative", async () => {
    expect(await token("--flow", "password")).toMatchObject(
      refused(/does not sign in with a password: orgs made since Summer '23 block that grant.*Use client credentials/),
    );
    configured({ "salesforce:password": "correct-horse" });
    expect(await token()).toMatchObject(
      refused(/^salesforce:password is set, but datadip does not sign in with a password/),
    );
  });
});
