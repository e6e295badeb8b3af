import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyVerb } from "../../cli/commands/verify";
import { readReport } from "../../operations/verify";
import { Org } from "../support/org";
import { runVerb } from "./run-verb";

let org: Org;
let folder: string;
const { PATH } = process.env;

beforeAll(async () => {
  org = await Org.start();
  folder = mkdtempSync(join(tmpdir(), "datadip-verify-cli-"));
  const config = { "datadip:target": { value: "sandbox" }, "datadip:sandboxUrl": { value: org.sandbox.url } };
  const prints = `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(JSON.stringify(config))});\n`;
  writeFileSync(join(folder, "pulumi"), prints);
  chmodSync(join(folder, "pulumi"), 0o755);
  process.env.PATH = `${folder}:${PATH}`;
});
afterAll(async () => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
  await org.close();
});

it("keeps the report of Webex where Salesforce cannot be asked to its end", async () => {
  // The first two sign-ins are those of the short checks; the Metadata API takes no token of the third.
  org.fail({
    path: "/services/oauth2/token",
    skip: 2,
    times: 99,
    replace: { access_token: "eyJhbGciOiJSUzI1NiJ9.e30.s" },
  });
  const file = join(folder, "report.json");
  const { exitCode, stderr } = await runVerb(verifyVerb, "verify", "--output", file);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^The Metadata API refuses access tokens in JWT format .*$/m);
  const report = readReport(readFileSync(file, "utf8"));
  expect(report.answers.map(({ id }) => id)).toContain("webex.Team list");
  expect(report.salesforce).toEqual([]);
}, 60_000);
