import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Writable } from "node:stream";
import { join } from "node:path";
import { buildQueue } from "../support/bodies";
import { call, openTenant, text } from "../support/tenant";

const ROOT = join(__dirname, "..", "..", "..");

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-cli-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `datadip sandbox` in a process of its own; `during` sees the output so far and may end the process. */
const run = (
  args: readonly string[],
  during?: (out: string, end: () => void) => void,
  typed?: (stdin: Writable) => void,
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "dist", "cli", "index.js"), "sandbox", ...args], { cwd: ROOT });
    typed?.(child.stdin);
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      during?.(out, () => child.kill("SIGINT"));
    });
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.once("exit", (code) => resolve({ code, out, err }));
  });

describe("datadip sandbox", () => {
  it("serves the tenant of a directory until Ctrl-C, which ends it cleanly", async () => {
    const answers: Promise<number>[] = [];
    const { code, out, err } = await run(["--port", "0", "--dir", dir], (shown, end) => {
      const url = /admin API\s+(\S+)/.exec(shown)?.[1];
      if (url === undefined || answers.length > 0) return;
      answers.push(call(`${url}/credentials`, "GET", undefined, {}).then(({ status }) => status));
      void Promise.all(answers).then(end);
    });
    expect(await Promise.all(answers)).toEqual([200]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("/webex\n");
    expect(out).toContain("The sandbox has stopped.");
  });

  it("connects once, and reset forgets the connector", async () => {
    const one = await run(["connect", "Salesforce", "--domain", "https://x.example", "--dir", dir]);
    const two = await run(["connect", "Salesforce", "--dir", dir]);
    expect(one.out).toMatch(/^Connector Salesforce is ready: [0-9a-f-]{36}\n$/);
    expect(two.out).toBe(one.out);
    const unasked = await run(["reset", "--dir", dir]);
    expect([unasked.code, unasked.err]).toEqual([2, expect.stringMatching(/^Nothing was changed: .* Give --yes /)]);
    expect((await run(["connect", "Salesforce", "--dir", dir])).out).toBe(one.out);
    expect((await run(["reset", "--yes", "--dir", dir])).out).toBe(`The sandbox tenant of ${dir} is fresh again.\n`);
  });

  it("changes a queue over HTTP as a colleague would, and any other object by its kind", async () => {
    const tenant = await openTenant({ dir });
    const { queue } = await buildQueue(tenant);
    tenant.sandbox.clearRequests();
    const one = await run(["change", "Support", "serviceLevelThreshold=99", "description=slow today", "--dir", dir]);
    expect(one).toEqual({
      code: 0,
      out: 'Support: serviceLevelThreshold was 60, is 99\nSupport: description was absent, is "slow today"\n',
      err: "",
    });
    expect((await tenant.api("GET", `contact-service-queue/${text(queue, "id")}`)).data).toMatchObject({
      serviceLevelThreshold: 99,
      description: "slow today",
      maxTimeInQueue: 3600,
    });
    const written = tenant.sandbox.requests().filter(({ method }) => method === "PUT");
    expect(written).toMatchObject([{ vendor: "webex", clientId: "colleague", status: 200 }]);
    expect((await run(["change", "team/Tier 1", "active=false", "--dir", dir])).out).toBe(
      "team/Tier 1: active was true, is false\n",
    );
    // The value null, which takes the field away, not the word.
    expect((await run(["change", "Support", "description=null", "--dir", dir])).out).toBe(
      'Support: description was "slow today", is absent\n',
    );
    const refused = await run(["change", "Support", "serviceLevelThreshold=soon", "--dir", dir]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/Webex refused PUT .* with 400: /)]);
    await tenant.close();
  });

  it("takes a form over standard input", async () => {
    const form =
      '{"name": "Salesforce", "clientId": "c", "emailId": "e", "url": "https://login.salesforce.com", "privateKey": "k"}';
    const { code, err } = await run(["connect", "--form", "-", "--dir", dir], undefined, (stdin) => {
      stdin.end(form);
    });
    expect([code, err]).toEqual([2, expect.stringMatching(/^The private key is not an RSA key in PEM/)]);
  });

  it("prints what is emulated", async () => {
    const { out } = await run(["coverage"]);
    expect(out).toMatch(/webex: \d+ operations emulated, \d+ partly, \d+ families not/);
  });

  it.each([
    [["--port", "x"], "--port x is not a port"],
    [["--port", "70000"], "--port 70000 is not a port"],
    [["connect", "Salesforce", "--domain", "nowhere"], "resourceDomain"],
    [["change", "Support", "a=1"], "There is no contact-service-queue named Support; there is none yet."],
    [["change", "queue/Support", "a=1"], "There is no kind queue; write KIND/NAME with one of site, "],
    [["change", "site/Site-1", "colour=red"], "A site has no colour; it has active, "],
    [["change", "site/Site-1", "active"], "active is not field=value"],
  ])("says in a sentence what is wrong with %j", async (args, message) => {
    const { code, err } = await run([...args, "--dir", dir]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(err).not.toContain("    at ");
  });
});
