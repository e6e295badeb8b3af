import { openEnvironment, type Environment } from "../operations/call/environment";
import { text } from "../sandbox/support/tenant";
import { type Asked, openConsole } from "./support";

/** What a colleague changes through the console, and what of a live tenant is not to be had. */

let env: Environment;
let page: Asked;
let live: Asked;
let isLive = false;

beforeAll(async () => {
  env = await openEnvironment();
  const { url } = env.tenant.sandbox;
  const settings = () => Promise.reject(new Error("there is no stack"));
  const stack = { name: "prod", folder: env.tenant.dir };
  page = openConsole({
    target: () => Promise.resolve(isLive ? { kind: "live", stack } : { kind: "sandbox", url, stack: undefined }),
    settings,
  });
  live = openConsole({ target: () => Promise.resolve({ kind: "live", stack }), settings });
});
afterAll(() => env.close());

const queue = async () => (await env.tenant.api("GET", `contact-service-queue/${env.queueId}`)).data;
const place = (): string => `/colleague/contact-service-queue/${env.queueId}`;

it("saves what a colleague changes, under a name of their own, and says what Webex refuses", async () => {
  expect(await page.text("/colleague")).toContain(`href="${place()}"`);
  env.tenant.sandbox.clearRequests();
  const saved = await page.post(place(), { serviceLevelThreshold: "99", name: '<img src="x">' });
  expect(await saved.text()).toContain("&lt;img src=&quot;x&quot;&gt;");
  expect(await queue()).toMatchObject({ serviceLevelThreshold: 99, name: '<img src="x">' });
  const put = env.tenant.sandbox.requests().find(({ method }) => method === "PUT");
  expect(put).toMatchObject({ clientId: "colleague", status: 200 });
  const refused = await page.post(place(), { serviceLevelThreshold: "-5" });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("Nothing was saved. Webex answers 400");
  const broken = await page.post(place(), { callDistributionGroups: "[{" });
  expect(await broken.text()).toContain("Nothing was saved.");
  expect(await queue()).toMatchObject({ serviceLevelThreshold: 99 });
});

it("lets a person leave, and deletes what nothing refers to", async () => {
  const user = (await env.tenant.api("GET", "v2/user")).rows.find(({ firstName }) => firstName === "Ana");
  const id = text(user, "id");
  expect(await (await page.post(`/colleague/user/${id}/leave`)).text()).toContain("no longer active");
  expect((await env.tenant.api("GET", `user/${id}`)).data).toMatchObject({ active: false });
  const teamId = text((await env.tenant.api("GET", "v2/team")).rows[0], "id");
  expect((await page.post(`/colleague/team/${teamId}/delete`)).status).toBe(400);
  expect((await page.post(`${place()}/delete`)).status).toBe(303);
  expect((await page.get(place())).status).toBe(404);
});

it("has no writing route on a live tenant, from the request on at which the target changed", async () => {
  for (const path of ["/phone", "/agent", "/colleague", "/records"])
    expect(await live.text(path)).toContain("the console reads only");
  const writes = [
    "/phone/dial",
    "/phone/keys",
    "/agent/answer",
    place(),
    `${place()}/delete`,
    "/runs/start",
    "/runs/connect",
  ];
  for (const path of writes) expect([path, (await live.post(path)).status]).toEqual([path, 404]);
  expect((await live.get("/records/query?q=SELECT+Id+FROM+Contact")).status).toBe(404);
  expect((await live.get("/phone/events")).status).toBe(404);
  isLive = true;
  expect((await page.post("/colleague/site/x", { name: "y" })).status).toBe(404);
  isLive = false;
  expect(await page.text("/colleague?kind=site")).toContain("Sites");
});
