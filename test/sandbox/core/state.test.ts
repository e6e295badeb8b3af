import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  statSync,
  truncateSync,
} from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { startSandbox } from "../../../sandbox";
import { openStore } from "../../../sandbox/core/store";
import { Random } from "../../support/random";
import { first, siteBody, teamBody } from "../support/bodies";
import { call, mint, openTenant, text, type Data } from "../support/tenant";

/** Bytes of a page of LMDB. */
const PAGE = 4096;
const ROOT = join(__dirname, "..", "..", "..");

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-state-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The same directory, served by a process of its own. */
async function startProcess(): Promise<{ readonly url: string; readonly end: () => Promise<void> }> {
  const script = `require("./dist/sandbox").startSandbox({ dir: process.argv[1] }).then((s) => {
    process.stdout.write(s.url + "\\n");
    process.stdin.resume().once("end", () => s.close());
  });`;
  const child: ChildProcess = spawn(process.execPath, ["-e", script, dir], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.stdout === null) throw new Error("the child has no output");
  const [line] = await new Promise<string[]>((resolve) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once("line", (text) => resolve([text]));
  });
  return {
    url: line ?? "",
    end: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

describe("two processes on one directory", () => {
  it("see one tenant, one quota, one fault counter, one log and one clock", async () => {
    const here = await openTenant({ dir });
    const there = await startProcess();
    try {
      const { orgId, token } = here;
      const away = (method: string, path: string, body?: unknown) =>
        call(`${there.url}/webex/organization/${orgId}/${path}`, method, body, { token });
      const site = await first(here, "v2/site");

      // One tenant: what one makes the other shows, and their ids never meet.
      const mine = await here.api("POST", "team", teamBody(text(site, "id"), "Mine"));
      const theirs = await away("POST", "team", teamBody(text(site, "id"), "Theirs"));
      expect((await away("GET", `team/${text(mine.data, "id")}`)).data.name).toBe("Mine");
      expect((await here.api("GET", `team/${text(theirs.data, "id")}`)).data.name).toBe("Theirs");
      expect((await away("POST", "team", teamBody(text(site, "id"), "mine"))).status).toBe(409);

      // One fault counter.
      here.sandbox.fail({ path: "/v2/team", status: 503, times: 2 });
      const hit = [await away("GET", "v2/team"), await here.api("GET", "v2/team"), await away("GET", "v2/team")];
      expect(hit.map(({ status }) => status)).toEqual([503, 503, 200]);

      // One clock and one quota window.
      await call(`${there.url}/sandbox/settings`, "PUT", { clockOffsetMs: 600_000, quotaPerMinute: 3 }, {});
      const spent = [
        await here.api("GET", "v2/team"),
        await away("GET", "v2/team"),
        await here.api("GET", "v2/team"),
        await away("GET", "v2/team"),
        await here.api("GET", "v2/team"),
      ];
      expect(spent.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);

      // One log, with who served what.
      const pids = new Set(here.sandbox.requests().map(({ pid }) => pid));
      expect(pids.size).toBe(2);
      expect(here.sandbox.requests().map(({ n }) => n)).toEqual(
        here.sandbox.requests().map((_, position) => position + 1),
      );
    } finally {
      await there.end();
      await here.close();
    }
  });

  it("lose no write when both write at once", async () => {
    const here = await openTenant({ dir });
    const there = await startProcess();
    try {
      const { orgId, token } = here;
      const site = text(await first(here, "v2/site"), "id");
      const teams = Array.from({ length: 40 }, (_, position) => teamBody(site, `Team ${position % 20}`));
      const urls = [here.sandbox.url, there.url];
      const answers = await Promise.all(
        teams.map((body, position) =>
          call(`${urls[position % 2] ?? ""}/webex/organization/${orgId}/team`, "POST", body, { token }),
        ),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(20);
      const stored = (await here.admin("GET", "state/webex/team")).rows;
      expect(new Set(stored.map(({ id }) => id)).size).toBe(20);
      expect(new Set(stored.map(({ name }) => name)).size).toBe(20);
    } finally {
      await there.end();
      await here.close();
    }
  });
});

describe("a directory", () => {
  it("keeps its tenant over a restart, tokens and faults too", async () => {
    const before = await openTenant({ dir });
    const { multimediaProfileId } = await first(before, "v2/site");
    await before.api("POST", "site", siteBody(String(multimediaProfileId)));
    before.sandbox.fail({ path: "/v2/site", status: 418 });
    await before.close();
    const after = await openTenant({ dir });
    const sites = () => after.api("GET", "v2/site", undefined, { token: before.token });
    expect((await sites()).status).toBe(418);
    expect((await sites()).rows.map(({ name }) => name)).toEqual(["Site-1", "Lyon"]);
    await after.close();
  });

  it("gives the same ids to the same history", async () => {
    const history = async (at: string): Promise<Data> => {
      const tenant = await openTenant({ dir: at });
      const { multimediaProfileId } = await first(tenant, "v2/site");
      const { data } = await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
      await tenant.close();
      return { id: data.id, multimediaProfileId, credentials: tenant.orgId };
    };
    expect(await history(join(dir, "one"))).toEqual(await history(join(dir, "two")));
  });

  it("has the organisation it was made for and no other", async () => {
    const orgId = "11111111-1111-4111-8111-111111111111";
    const sandbox = await startSandbox({ dir, orgId });
    expect(sandbox.credentials.orgId).toBe(orgId);
    await sandbox.close();
    await expect(startSandbox({ dir, orgId: "22222222-2222-4222-8222-222222222222" })).rejects.toThrow(
      /belongs to organisation 11111111-1111-4111-8111-111111111111/,
    );
    await expect(startSandbox({ dir, orgId: "acme" })).rejects.toThrow("The organisation id acme is not a UUID");
  });

  it("that is cut off is refused with a sentence, and a whole one is for its user alone", async () => {
    const kept = join(dir, "kept");
    const sandbox = await startSandbox({ dir: kept });
    await sandbox.close();
    const file = join(kept, "data.mdb");
    expect([statSync(kept).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    truncateSync(file, statSync(file).size / 2);
    await expect(startSandbox({ dir: kept })).rejects.toThrow(/data\.mdb is cut off: it has \d+ bytes of \d+\. Choose/);
  });

  it("is served or refused with a sentence, whichever of its pages is damaged", async () => {
    const kept = join(dir, "kept");
    const sandbox = await startSandbox({ dir: kept });
    // Both clouds are filled.
    await fetch(`${sandbox.url}/sandbox/snapshot`);
    await sandbox.close();
    const whole = readFileSync(join(kept, "data.mdb"));
    const random = new Random(1);
    let refused = 0;
    for (let page = 0; page < whole.length / PAGE; page += 1) {
      const damaged = Buffer.from(whole);
      // The head of a page leads LMDB on.
      for (let at = 0; at < 64; at += 1) damaged[page * PAGE + at] = random.int(0, 255);
      const copy = join(dir, String(page));
      mkdirSync(copy);
      writeFileSync(join(copy, "data.mdb"), damaged);
      try {
        const store = openStore(copy);
        try {
          store.entries([], z.unknown());
        } finally {
          await store.close();
        }
      } catch (error) {
        refused += 1;
        expect(String(error)).toMatch(/data\.mdb is damaged|is cut off|cannot read its state in \S+: it is damaged/);
      }
    }
    expect(refused).toBeGreaterThan(5);
  });

  it("takes no body of any length", async () => {
    const sandbox = await startSandbox({ dir });
    const body = new Uint8Array(129 * 1024 * 1024);
    expect((await fetch(`${sandbox.url}/sandbox/snapshot`, { method: "PUT", body })).status).toBe(413);
    await sandbox.close();
  });

  it("that is damaged or a file is refused with a sentence", async () => {
    writeFileSync(join(dir, "data.mdb"), "x".repeat(10_000));
    await expect(startSandbox({ dir })).rejects.toThrow(/data\.mdb is damaged or belongs to another program/);
    const file = join(dir, "data.mdb");
    await expect(startSandbox({ dir: file })).rejects.toThrow(/cannot keep its state in .*: Not a directory/);
    await expect(startSandbox({ dir: join(file, "x") })).rejects.toThrow(/: not a directory\. Choose/);
    expect(readFileSync(join(dir, "data.mdb"), "utf8")).toHaveLength(10_000);
  });
});

describe("an unreferenced sandbox", () => {
  it("lets its process end although connections are pooled", async () => {
    const script = `
      const { Agent, get } = require("node:http");
      const agent = new Agent({ keepAlive: true });
      require("./dist/sandbox").startSandbox({ dir: process.argv[1], unref: true }).then(({ url }) =>
        get(url + "/sandbox/health", { agent }, (answer) => answer.on("end", () => console.log("served")).resume()));
    `;
    const child = spawn(process.execPath, ["-e", script, dir], { cwd: ROOT });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect([code, out]).toEqual([0, "served\n"]);
  });
});

describe("an end", () => {
  it("cuts slow calls off at once, says nothing and leaves the tenant whole", async () => {
    const tenant = await openTenant({ dir });
    const loud = jest.spyOn(process.stderr, "write");
    tenant.sandbox.settings({ latencyMs: 600_000 });
    const slow = Promise.allSettled([tenant.api("GET", "v2/site"), tenant.api("GET", "v2/team")]);
    while (tenant.sandbox.requests().length < 2) await new Promise((resolve) => setImmediate(resolve));
    await tenant.close();
    expect((await slow).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(loud).not.toHaveBeenCalled();
    loud.mockRestore();
    const again = await openTenant({ dir });
    again.sandbox.settings({ latencyMs: 0 });
    expect((await again.api("GET", "v2/site")).rows).toHaveLength(1);
    await again.close();
  });
});

describe("reset, snapshot and restore", () => {
  it("bring the fresh tenant back and keep issued tokens good", async () => {
    const tenant = await openTenant({ dir });
    const fresh = (await tenant.admin("GET", "state/webex/site")).text;
    const { multimediaProfileId } = await first(tenant, "v2/site");
    await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
    tenant.sandbox.fail({ status: 500 });
    tenant.sandbox.settings({ latencyMs: 1 });
    await tenant.admin("POST", "reset");
    const stable = (value: string): string => value.replaceAll(/"(created|lastUpdated)Time":\d+/g, "");
    expect(stable((await tenant.admin("GET", "state/webex/site")).text)).toBe(stable(fresh));
    expect(tenant.sandbox.settings().latencyMs).toBe(0);
    expect(tenant.sandbox.requests()).toEqual([]);
    expect((await tenant.api("GET", "v2/site")).status).toBe(200);
    await tenant.close();
  });

  it("go back to a moment without using an id twice", async () => {
    const tenant = await openTenant({ dir });
    const { multimediaProfileId } = await first(tenant, "v2/site");
    const body = siteBody(String(multimediaProfileId));
    const moment = tenant.sandbox.snapshot();
    const one = await tenant.api("POST", "site", body);
    tenant.sandbox.restore(moment);
    expect((await tenant.api("GET", "v2/site")).rows).toHaveLength(1);
    const two = await tenant.api("POST", "site", body);
    expect(two.status).toBe(201);
    expect(two.data.id).not.toBe(one.data.id);
    await tenant.close();
  });

  it("travel through the admin API as JSON, between tenants too", async () => {
    const tenant = await openTenant({ dir });
    const { multimediaProfileId } = await first(tenant, "v2/site");
    await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
    const moment = await tenant.admin("GET", "snapshot");
    expect(moment.text).not.toContain(tenant.token);
    const other = await openTenant();
    expect((await other.admin("PUT", "snapshot", moment.data)).status).toBe(204);
    expect((await other.api("GET", "v2/site")).rows.map(({ name }) => name)).toEqual(["Site-1", "Lyon"]);
    expect((await other.admin("PUT", "snapshot", { entries: [] })).status).toBe(400);
    // One that nobody has asked for anything yet still has credentials of its own.
    const unused = await startSandbox({ dir: join(dir, "unused") });
    expect((await call(`${unused.url}/sandbox/snapshot`, "PUT", moment.data, {})).status).toBe(204);
    const { clientId, clientSecret, refreshToken } = unused.credentials;
    const form = { grant_type: "refresh_token", client_id: clientId, client_secret: clientSecret };
    const body = new URLSearchParams({ ...form, refresh_token: refreshToken });
    expect((await fetch(`${unused.url}/webex/v1/access_token`, { method: "POST", body })).status).toBe(200);
    await unused.close();
    await other.close();
    await tenant.close();
  });
});

describe("tokens", () => {
  it("are found missing, unknown, expired and of another organisation", async () => {
    const tenant = await openTenant({ dir });
    const get = async (token: string | undefined): Promise<number> =>
      (await tenant.api("GET", "v2/site", undefined, { token })).status;
    const elsewhere = await mint(tenant.sandbox.url, { orgId: "11111111-1111-4111-8111-111111111111" });
    const brief = await mint(tenant.sandbox.url, { ttlSeconds: 60 });
    const reader = await mint(tenant.sandbox.url, { scopes: ["cjp:config_read"] });
    expect(await get(undefined)).toBe(401);
    expect(await get("unknown")).toBe(401);
    expect(await get(tenant.sandbox.credentials.refreshToken)).toBe(401);
    expect(await get(elsewhere)).toBe(403);
    expect(await get(brief)).toBe(200);
    tenant.sandbox.settings({ clockOffsetMs: 60_000 });
    expect(await get(brief)).toBe(401);
    expect(await get(reader)).toBe(200);
    expect((await tenant.api("POST", "site", {}, { token: reader })).status).toBe(403);
    await tenant.close();
  });
});

it("keeps its state in a folder whose name holds a dot", async () => {
  const dotted = join(dir, "my.sandbox");
  const sandbox = await startSandbox({ dir: dotted });
  await sandbox.close();
  expect(existsSync(join(dotted, "data.mdb"))).toBe(true);
});
