import { consoleOf, newToken } from "../../console";
import { openTenant, type Tenant } from "../sandbox/support/tenant";

/** Who may use the console, seen from the wire. */

const token = newToken();
const HOST = "127.0.0.1:4511";
let tenant: Tenant;
let page: (request: Request) => Promise<Response>;

beforeAll(async () => {
  tenant = await openTenant();
  page = consoleOf({
    token,
    target: () => Promise.resolve({ kind: "sandbox", url: tenant.sandbox.url, stack: undefined }),
    settings: () => Promise.reject(new Error("there is no stack")),
  });
});
afterAll(() => tenant.close());

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Response> =>
  page(new Request(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } }));
const COOKIE = { cookie: `datadip_console_4511=${token}` };

it("takes the token once, for a cookie that no script reads, and shows no URL with it", async () => {
  const { status, headers } = await ask(`/?token=${token}`);
  expect([status, headers.get("location")]).toEqual([303, "/"]);
  expect(headers.get("set-cookie")).toBe(`datadip_console_4511=${token}; Path=/; HttpOnly; SameSite=Strict`);
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  const shown = await ask("/records", COOKIE);
  expect(shown.status).toBe(200);
  expect(await shown.text()).not.toContain(token);
  expect(shown.headers.get("content-security-policy")).toMatch(
    /default-src 'none'; script-src 'self'; style-src 'self'/,
  );
});

it.each<[string, string, Readonly<Record<string, string>>, string]>([
  ["no cookie", "/records", {}, "GET"],
  ["the cookie of another start", "/records", { cookie: `datadip_console_4511=${newToken()}` }, "GET"],
  ["the cookie of another port's console", "/records", { cookie: `datadip_console_4512=${token}` }, "GET"],
  ["a wrong token", `/?token=${newToken()}`, COOKIE, "GET"],
  ["another name of this machine", "/records", { ...COOKIE, host: "evil.example:4511" }, "GET"],
  ["another site", "/records", { ...COOKIE, "sec-fetch-site": "cross-site" }, "GET"],
  ["another port's origin", "/phone/dial", { ...COOKIE, origin: "http://127.0.0.1:9999" }, "POST"],
  [
    "a form of a page that has no origin",
    "/phone/dial",
    { ...COOKIE, origin: "null", "sec-fetch-site": "cross-site" },
    "POST",
  ],
  ["a POST without origin", "/phone/dial", COOKIE, "POST"],
  ["a stream for another port's page", "/phone/events", { ...COOKIE, "sec-fetch-site": "same-site" }, "GET"],
])("refuses %s with a page", async (_case, path, headers, method) => {
  const answer = await ask(path, headers, method);
  expect(answer.status).toBe(403);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = await answer.text();
  expect(text).toContain("<h1>datadip console</h1>");
  expect(text).not.toContain(token);
});

it("shows records, and Salesforce's own words where a question is none", async () => {
  const text = async (path: string): Promise<string> => (await ask(path, COOKIE)).text();
  expect(await text("/records")).toContain("Burlington Textiles Corp of America");
  const asked = (soql: string): Promise<string> => text(`/records/query?q=${encodeURIComponent(soql)}`);
  expect(await asked("SELECT Name FROM Contact WHERE Name = 'Jack Rogers'")).toContain("<td>Jack Rogers</td>");
  expect(await asked("SELECT Nope FROM Contact")).toContain("INVALID_FIELD");
  expect(await asked("<script>alert(1)</script>")).not.toContain("<script>alert");
  expect(await text("/records/Contact/003000000000000AAA")).toContain("There is no Contact");
});
