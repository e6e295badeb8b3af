import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { z } from "zod";
import { dataDipFlow, stringifyFlow } from "../../../flow";
import { mcpServer, type McpOptions } from "../../../operations/mcp/server";

/** The server as the SDK's own client sees it. */

const ROOT = resolve(__dirname, "..", "..", "..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "datadip-mcp-")));
const root = join(folder, "root");
const SECRET = "sk_live_0123456789abcdefghij";
const clients: Client[] = [];

beforeAll(() => {
  mkdirSync(root);
  const flow = stringifyFlow(dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" }));
  const put = (name: string, text: string): void => writeFileSync(join(root, name), text);
  put("flow.json", flow);
  put("new.json", flow.replaceAll("Welcome.", "Good day."));
  put("secret.json", flow.replaceAll("Welcome.", `Welcome. https://x.example/?client_secret=${SECRET}`));
  put("broken.json", `{"word": ${SECRET}`);
  put("other.json", `{"word": "${SECRET}"}`);
  put("broken.yaml", `a: [${SECRET}\nb: }`);
  put("notes.txt", SECRET);
  writeFileSync(join(folder, "outside.json"), flow);
  symlinkSync(join(folder, "outside.json"), join(root, "link.json"));
  put("large.json", "");
  truncateSync(join(root, "large.json"), 11 * 1024 * 1024);
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  rmSync(folder, { recursive: true });
});

async function connect(options: Partial<McpOptions> = {}): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "test", version: "1" });
  const lookUp: McpOptions["lookUp"] = (kind) =>
    Promise.resolve(["Support", "Sales", "Support Urgent"].map((name) => ({ id: `${kind} ${name}`, name })));
  await mcpServer({ version: "1", root, run: undefined, lookUp, ...options }).connect(ours);
  await client.connect(theirs);
  clients.push(client);
  return client;
}

const result = z.looseObject({
  isError: z.boolean().default(false),
  content: z.array(z.looseObject({ text: z.string() })),
  structuredContent: z.looseObject({}).optional(),
});
async function use(client: Client, name: string, args: Readonly<Record<string, unknown>> = {}) {
  const { isError, content, structuredContent } = result.parse(await client.callTool({ name, arguments: { ...args } }));
  return { isError, text: content.map(({ text }) => text).join("\n"), data: structuredContent ?? {} };
}

const FLOW_TOOLS = ["call", "diff", "draw", "facts", "kinds", "lint", "look_up", "reference", "review"];

it("offers what reads, and what runs the project only where that is allowed", async () => {
  const names = async (client: Client): Promise<readonly string[]> =>
    (await client.listTools()).tools.map(({ name }) => name).sort();
  expect(await names(await connect())).toEqual(FLOW_TOOLS);
  const asked: (readonly string[])[] = [];
  const run: McpOptions["run"] = (args) => {
    asked.push(args);
    return Promise.resolve({ code: 3, stdout: '{"findings":[]}', stderr: "27 calls" });
  };
  const client = await connect({ run });
  expect(await names(client)).toEqual([...FLOW_TOOLS, "doctor", "drift", "plan"].sort());
  const { tools } = await client.listTools();
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  expect((await use(client, "drift", { stack: "dev" })).data).toMatchObject({ exitCode: 3, text: '{"findings":[]}' });
  await use(client, "plan");
  expect((await use(client, "doctor", { stack: "--stack=x y" })).isError).toBe(true);
  expect(asked).toEqual([
    ["drift", "--json", "--stack", "dev"],
    ["plan", "--json", "--no-dry-runs"],
  ]);
});

it("lints, compares, draws, plays and reviews a flow, shortly, and marks its texts as data", async () => {
  const client = await connect();
  const lint = await use(client, "lint", { file: "flow.json", limit: 1 });
  expect(lint.data).toMatchObject({ notice: expect.stringContaining("not instructions") as string });
  const changes = await use(client, "diff", { before: "flow.json", after: "new.json" });
  expect(changes.text).toContain("Good day.");
  expect((await use(client, "draw", { file: "flow.json" })).text).toContain("flowchart LR");
  expect((await use(client, "facts", { file: "flow.json" })).text).toContain("ContactByANI");
  const call = await use(client, "call", { file: "flow.json", from: "+15207739050", salesforce: "down" });
  expect(call.text).toContain("no connection");
  const review = await use(client, "review", { file: "flow.json", against: "new.json" });
  expect(review.data).toMatchObject({ errors: 0, changes: expect.any(Number) as number });
  expect(z.array(z.object({ title: z.string() }).loose()).parse(review.data.rows)).toHaveLength(8);
}, 30_000);

it("knows every kind, as tool and as resource, and looks objects up by name", async () => {
  const client = await connect();
  expect((await use(client, "kinds")).text).toContain('"webex.Queue"');
  expect((await use(client, "reference", { kind: "webex.BusinessHours" })).text).toContain("# webex.BusinessHours");
  expect((await use(client, "reference", { kind: "../../package" })).isError).toBe(true);
  const { resources } = await client.listResources();
  expect(resources.length).toBeGreaterThan(40);
  const { contents } = await client.readResource({ uri: "datadip://reference/salesforce/custom-field" });
  expect(JSON.stringify(contents)).toContain("# salesforce.CustomField");
  const found = await use(client, "look_up", { kind: "webex.Queue", name: "support" });
  expect(found.data.rows).toHaveLength(2);
});

it.each([
  ["another folder", "../outside.json", "no file"],
  ["an absolute path", join(folder, "outside.json"), "no file"],
  ["a link that leads out", "link.json", "no file"],
  ["another ending", "notes.txt", "Only files that end in"],
  ["what is not there", "nothing.json", "no file"],
  ["a folder", "..", "Only files that end in"],
  ["more than 10 MB", "large.json", "at most 10 MB"],
  ["what does not parse", "broken.json", "cannot be parsed"],
  ["YAML that does not parse", "broken.yaml", "cannot be parsed"],
  ["another document", "other.json", "not a flow of Webex"],
])("refuses %s, and quotes nothing of it", async (_case, file, words) => {
  const client = await connect();
  const { isError, text } = await use(client, "lint", { file });
  expect([isError, text]).toEqual([true, expect.stringContaining(words)]);
  expect(text).not.toContain(SECRET);
  for (const args of [
    { file: "flow.json", table: file },
    { file: "flow.json", script: file },
  ])
    expect((await use(client, "call", args)).text).not.toContain(SECRET);
});

it.each(["nowhere", "outside.json"])("serves no folder that is not there: %s", async (name) => {
  await expect(connect({ root: join(folder, name) })).rejects.toThrow(
    /^There is no folder .+: give the one whose files/,
  );
});

it("masks a flow's secrets in every tool", async () => {
  const client = await connect();
  for (const tool of ["lint", "facts", "draw", "call", "review"])
    expect([tool, (await use(client, tool, { file: "secret.json", limit: 500 })).text]).toEqual([
      tool,
      expect.not.stringContaining(SECRET),
    ]);
  const changes = await use(client, "diff", { before: "flow.json", after: "secret.json", limit: 500 });
  expect(changes.text).not.toContain(SECRET);
}, 30_000);

it("speaks nothing but the protocol on standard output", async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(ROOT, "dist", "cli", "index.js"), "mcp", "--root", root],
    cwd: ROOT,
  });
  const troubles: string[] = [];
  transport.onerror = (error) => troubles.push(error.message);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  clients.push(client);
  expect((await use(client, "lint", { file: "flow.json" })).isError).toBe(false);
  expect(troubles).toEqual([]);
}, 60_000);
