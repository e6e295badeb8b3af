import { defineFlow, type Flow } from "../../flow";
import { openEnvironment, type Environment, dataDip } from "../operations/call/environment";
import { type Asked, openConsole, type Update } from "./support";

/** Calls through the console: one step at a time, over HTTP, with a person who decides meanwhile. */

let env: Environment;
let page: Asked;
let menus: string;
let main: string;

beforeAll(async () => {
  env = await openEnvironment();
  menus = await env.line(twoMenus(env), "Menus");
  main = await env.line(dataDip(env), "Main line");
  const { url } = env.tenant.sandbox;
  page = openConsole({
    target: () => Promise.resolve({ kind: "sandbox", url, stack: undefined }),
    settings: () => Promise.reject(new Error("there is no stack")),
  });
});
afterAll(() => env.close());

const QUERY = { method: "GET", path: "/services/data/v66.0/query" } as const;

/** A menu, a search for what was chosen, the same again. */
function twoMenus({ connectorId, queueId }: Environment): Flow {
  const search = <N extends string>(name: string, to: N) => ({
    type: "http-request-v2" as const,
    description: `Looks for ${name}`,
    ...QUERY,
    connector: connectorId,
    query: { q: `SELECT Id FROM ${name} LIMIT 1` },
    to,
  });
  const menu = <N extends string>(one: N, two: N) => ({
    type: "ivr-menu" as const,
    description: "Asks",
    say: "One or two?",
    entryTimeoutSeconds: 30,
    options: { "1": { label: "One", to: one }, "2": { label: "Two", to: two } },
    to: { timeout: "Bye" as const },
  });
  return defineFlow("Two_Menus", {
    start: "First",
    nodes: {
      First: menu("FindContact", "FindAccount"),
      FindContact: search("Contact", "Second"),
      FindAccount: search("Account", "Second"),
      Second: menu("FindCase", "Wait"),
      FindCase: search("Case", "Wait"),
      Wait: { type: "queue-contact", description: "Waits", queue: queueId, to: { default: "Music", failure: "Bye" } },
      Music: { type: "play-music", description: "Music", seconds: 30, to: "Music" },
      Bye: { type: "disconnect-contact", description: "Ends" },
    },
  });
}

const asked = (): readonly string[] =>
  env.tenant.sandbox
    .requests()
    .filter(({ path }) => path.endsWith("/query"))
    .map(({ query }) => / FROM (\w+)/.exec(decodeURIComponent(query.replaceAll("+", " ")))?.[1] ?? query);
const state =
  (text: string) =>
  ({ parts }: Update): boolean =>
    parts["call-state"]?.includes(text) === true;
const listens =
  (visits: number) =>
  (update: Update): boolean =>
    state("waits for keys")(update) && update.parts["call-path"]?.match(/ivr-menu/g)?.length === visits;

it("asks Salesforce when the activity is reached, and goes where a key leads that is pressed later", async () => {
  const number = menus;
  await page.text("/phone");
  env.tenant.sandbox.clearRequests();
  expect((await page.post("/phone/dial", { to: number, from: "anonymous", speed: "20" })).status).toBe(303);
  await page.until(listens(1));
  expect(asked()).toEqual([]);
  await page.post("/phone/keys", { keys: "2" });
  await page.until(listens(2));
  expect(asked()).toEqual(["Account"]);
  await page.post("/phone/keys", { keys: "1" });
  const waiting = await page.until(state("rings"));
  expect(asked()).toEqual(["Account", "Case"]);
  expect(waiting.parts["call-path"]).not.toContain("FindContact");
  await page.post("/phone/hang-up");
  const over = await page.until(state("caller hung up."));
  expect(over.parts["agent-card"]).toContain("ended before an agent answered");
  expect(over.here).toEqual([]);
}, 30_000);

it("rings again where the agent lets it ring, shows the card on answer, and what the case got", async () => {
  const number = main;
  await page.post("/phone/dial", { to: number, from: "+15207739050", speed: "20" });
  await page.until(state("rings"));
  await page.post("/agent/let-ring");
  await page.until(({ parts }) => parts["agent-card"]?.includes("does not ring here yet") === true);
  await page.until(state("rings"));
  await page.post("/agent/answer");
  const card = await page.until(({ parts }) => parts["agent-card"]?.includes("Account Burlington") === true);
  expect(card.parts["agent-card"]).toMatch(/<span>Contact<\/span><input value="Jack Rogers" readonly/);
  await page.post("/agent/wrap-up", { notes: "wants <b>a refund</b>" });
  const over = await page.until(({ parts }) => parts["agent-after"] !== "");
  expect(over.parts["agent-after"]).toMatch(/New: <a href="\/records\/CaseComment\/\w+">/);
  expect(over.parts["agent-after"]).toContain("Notes: wants &lt;b&gt;a refund&lt;/b&gt;");
  expect((await env.records("CaseComment")).at(-1)?.CommentBody).toContain("Notes: wants <b>a refund</b>");
}, 30_000);

it("plays what is wrong with Salesforce, and nobody who is free", async () => {
  const number = main;
  await page.post("/phone/dial", { to: number, from: "+15207739050", speed: "20", fault: "refused", nobody: "yes" });
  const waiting = await page.until(state("waits in the queue"));
  expect(waiting.parts["call-asked"]).toContain("401 [{&quot;message&quot;");
  expect((await env.tenant.admin("GET", "faults")).rows).toEqual([]);
  await page.post("/phone/hang-up");
  await page.until(state("caller hung up."));
}, 30_000);

it("says what is wrong with a number, and goes on with the call where a page comes back", async () => {
  const refused = await page.post("/phone/dial", { to: "+19999", from: "" });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("Nobody has mapped +19999 to an entry point; the mapped numbers are");
  const number = menus;
  await page.post("/phone/dial", { to: number, from: "", speed: "20" });
  const first = await page.until(listens(1));
  expect(await page.until(() => true)).toMatchObject({ here: first.here, seen: first.seen });
  env.tenant.sandbox.reset();
  await page.post("/phone/keys", { keys: "1" });
  const after = await page.until(({ parts }) => parts["call-asked"]?.includes("</pre>") === true);
  expect(after.parts["call-asked"]).toMatch(/FindContact[^]*<pre[^>]*>\d\d\d /);
  expect(await page.text("/phone")).toContain("No number of this sandbox leads to an entry point yet");
}, 30_000);
