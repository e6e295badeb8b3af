import { buildQueue, entryPointBody, first, siteBody, teamBody } from "../support/bodies";
import { reason, sharedTenant } from "../support/shared";
import { list, member, PROJECT, text, type Data } from "../support/tenant";

const tenant = sharedTenant();
const names = (rows: readonly Data[]): readonly unknown[] => rows.map(({ name }) => name);
const filtered = (path: string, filter: string) => tenant().api("GET", `${path}?filter=${encodeURIComponent(filter)}`);

async function makeSites(...wanted: readonly string[]): Promise<void> {
  const { multimediaProfileId } = await first(tenant(), "v2/site");
  for (const name of wanted) await tenant().api("POST", "site", siteBody(String(multimediaProfileId), name));
}

describe("v2 lists", () => {
  it("page from 0 with relative links and without next on the last page", async () => {
    await makeSites("A", "B", "C", "D");
    const { data, rows } = await tenant().api("GET", "v2/site?pageSize=2&page=1");
    expect(names(rows)).toEqual(["B", "C"]);
    expect(data.meta).toMatchObject({
      orgid: tenant().orgId,
      page: 1,
      pageSize: 2,
      totalPages: 3,
      totalRecords: 5,
    });
    const links = member(member(data, "meta"), "links");
    expect(links.next).toBe(`/organization/${tenant().orgId}/v2/site?pageSize=2&page=2`);
    expect(Object.keys(links).toSorted()).toEqual(["first", "last", "next", "prev", "self"]);
    const last = await tenant().raw("GET", `/webex${text(links, "next")}`);
    expect(names(last.rows)).toEqual(["D"]);
    expect(member(member(last.data, "meta"), "links")).not.toHaveProperty("next");
  });

  it("have pages of 100 and cut larger wishes down to the tenant's maximum", async () => {
    expect(member((await tenant().api("GET", "v2/site")).data, "meta").pageSize).toBe(100);
    tenant().sandbox.settings({ maxPageSize: 2 });
    await makeSites("A", "B");
    const { data, rows } = await tenant().api("GET", "v2/site?pageSize=500");
    expect([rows.length, member(data, "meta").pageSize, member(data, "meta").totalPages]).toEqual([2, 2, 2]);
  });

  it("are empty behind the last page and refuse pages that are no number", async () => {
    expect((await tenant().api("GET", "v2/site?page=7")).rows).toEqual([]);
    expect((await tenant().api("GET", "v2/site?page=-1")).status).toBe(400);
    expect((await tenant().api("GET", "v2/site?pageSize=ten")).status).toBe(400);
  });

  it("keep the order of creation", async () => {
    await makeSites("Z", "A", "M");
    expect(names((await tenant().api("GET", "v2/site")).rows)).toEqual(["Site-1", "Z", "A", "M"]);
  });
});

describe("v1 lists", () => {
  it("are bare arrays and filter on the id alone", async () => {
    const { id } = await first(tenant(), "v2/site");
    const bare = await tenant().api("GET", "site");
    expect(JSON.parse(bare.text)).toMatchObject([{ name: "Site-1" }]);
    expect((await filtered("site", `id=="${String(id)}"`)).rows).toHaveLength(1);
    const refused = await filtered("site", 'name=="Site-1"');
    expect([refused.status, reason(refused.data)]).toEqual([400, "Filter is not supported on: name"]);
  });
});

describe("filters", () => {
  beforeEach(() => makeSites("Lyon", "Paris Nord"));

  it.each([
    ["name=='Site-1'", ["Site-1"]],
    ['name=="Paris Nord"', ["Paris Nord"]],
    ["name!=Lyon", ["Site-1", "Paris Nord"]],
    ['name=in=("Lyon","Site-1")', ["Site-1", "Lyon"]],
    ["name=out=(Lyon)", ["Site-1", "Paris Nord"]],
    ["name==Lyon,name==Site-1", ["Site-1", "Lyon"]],
    ["name==Lyon;active==true", ["Lyon"]],
    ["active==false", []],
    ['name="Lyon"', ["Lyon"]],
    ["version==0", ["Site-1", "Lyon", "Paris Nord"]],
    ["name==lyon", []],
  ])("%s", async (filter, expected) => {
    expect(names((await filtered("v2/site", filter)).rows)).toEqual(expected);
  });

  it.each(["createdTime>1", "organizationId==1", "colour==red", "name==", "((", "name=~x"])(
    "refuse %s",
    async (filter) => {
      expect((await filtered("v2/site", filter)).status).toBe(400);
    },
  );

  it("never look into arrays", async () => {
    await buildQueue(tenant());
    expect((await filtered("v2/contact-service-queue", "callDistributionGroups==1")).status).toBe(400);
  });

  it("lose a raw plus and find nothing without an error", async () => {
    const { data } = await tenant().raw("GET", "/webex/v1/telephony/config/numbers?available=true");
    const [number] = list(data, "phoneNumbers");
    const location = Buffer.from(text(member(number, "location"), "id"), "base64url")
      .toString()
      .split("/")
      .at(-1);
    const { data: entry } = await tenant().api("POST", "entry-point", entryPointBody());
    const phoneNumber = text(number, "phoneNumber");
    await tenant().api("POST", "dial-number", {
      dialledNumber: phoneNumber,
      entryPointId: entry.id,
      location,
      regionId: "2833f991-c688-43af-b556-490285909385",
    });
    expect((await tenant().api("GET", `v2/dial-number?filter=dialledNumber=="${phoneNumber}"`)).rows).toEqual([]);
    expect((await filtered("v2/dial-number", `dialledNumber=="${phoneNumber}"`)).rows).toHaveLength(1);
  });
});

describe("search and attributes", () => {
  beforeEach(() => makeSites("Lyon", "Paris Nord"));

  it.each([
    ['"nord"', ["Paris Nord"]],
    ["site", ["Site-1"]],
    ['field=="name";value=="ly"', ["Lyon"]],
    ['fields=in=("name","description");value=="nord"', ["Paris Nord"]],
  ])("search %s", async (search, expected) => {
    const { rows } = await tenant().api("GET", `v2/site?search=${encodeURIComponent(search)}`);
    expect(names(rows)).toEqual(expected);
  });

  it("search only in the columns that a kind has", async () => {
    const search = encodeURIComponent('field=="active";value=="true"');
    expect((await tenant().api("GET", `v2/site?search=${search}`)).status).toBe(400);
  });

  it("attributes cut rows down, the id stays", async () => {
    const { rows } = await tenant().api("GET", "v2/site?attributes=name,active&pageSize=1");
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(["active", "id", "name"]);
  });
});

describe("rows of lists", () => {
  it("leave out what the item shows", async () => {
    const { queue } = await buildQueue(tenant());
    const [row] = (await tenant().api("GET", "v2/contact-service-queue")).rows;
    expect(row).not.toHaveProperty("callDistributionGroups");
    expect((await tenant().api("GET", `contact-service-queue/${text(queue, "id")}`)).data).toHaveProperty(
      "callDistributionGroups",
    );
    expect(row).toMatchObject({ version: queue.version, lastUpdatedTime: queue.lastUpdatedTime });
  });

  it("are whole with singleObjectResponse, for exactly one record", async () => {
    await buildQueue(tenant());
    const whole = await tenant().api("GET", "v2/contact-service-queue?singleObjectResponse=true");
    expect(whole.rows[0]).toHaveProperty("callDistributionGroups");
    expect((await tenant().api("GET", "v2/user?singleObjectResponse=true")).status).toBe(400);
  });

  it.each([
    ["v3/user-profile", "permissions"],
    ["v2/desktop-layout", "jsonFileContent"],
    ["v2/agent-profile", "viewableStatistics"],
  ])("%s without %s", async (path, field) => {
    const row = await first(tenant(), path);
    expect(row).not.toHaveProperty(field);
  });

  it("name the entry point of a number only when asked", async () => {
    const { siteId } = { siteId: text(await first(tenant(), "v2/site"), "id") };
    await tenant().api("POST", "team", teamBody(siteId));
    const [row] = (await tenant().api("GET", "v2/team")).rows;
    expect(row).toMatchObject({ siteName: "Site-1" });
    expect(row).not.toHaveProperty("userIds");
  });
});

describe("routes", () => {
  it("tell a missing object from a missing route and a wrong method", async () => {
    const object = await tenant().api("GET", "site/nobody");
    expect([object.status, object.data]).toMatchObject([404, { error: { key: "404" } }]);
    expect(object.data.trackingId).toMatch(/^ccconfig_/);
    const path = `/organization/${tenant().orgId}/sites`;
    const route = await tenant().api("GET", "sites");
    expect([route.status, route.data]).toMatchObject([404, { status: 404, error: "Not Found", path }]);
    expect(route.data).not.toHaveProperty("trackingId");
    expect((await tenant().api("PATCH", "site")).data).toMatchObject({ status: 405, error: "Method Not Allowed" });
  });

  it("tell a family that is not emulated from an object of that id", async () => {
    const { status, data } = await tenant().api("GET", "team/bulk-export");
    const message = "The sandbox does not emulate this: Deprecated exports for spreadsheets.";
    expect([status, data]).toMatchObject([404, { error: "Not Found", message }]);
  });

  it.each([
    ["GET", "/v1/tasks?from=1646420205000", "Single contacts, not configuration."],
    ["POST", "/v1/dialer/campaign", "Campaigns."],
    ["GET", "/v3/campaign-management/campaign-groups/a/campaigns", "Campaigns."],
    ["POST", "/v1/subscriptions", "Version 1 of webhook subscriptions. Use /v2/subscriptions."],
    ["POST", "/search?orgId={org}", "Reports, not configuration."],
    ["GET", "/admin/v1/api/workspace", "Customer journeys."],
    ["GET", "/v1/{org}/functions/options", "Its answer is in no description."],
    ["POST", "/v1/{org}/functions/x:test", "It would run the source code."],
    ["GET", "/organization/{org}/user-profile/x", "The older schema of user profiles. Use v3/user-profile."],
    ["POST", "/organization/{org}/contact-service-queue/fetch-x", "Look-ups during calls, not configuration."],
    ["GET", "/{org}/project/{project}/flows/versions", "The versions of a flow are below the flow."],
    [
      "PATCH",
      "/{org}/project/{project}/v2/flows/x",
      "A draft saved in the newer format cannot be used in the editor. Import it in the older format.",
    ],
  ])("say of %s %s why it is not emulated", async (method, path, reason) => {
    const url = `/webex${path.replace("{org}", tenant().orgId).replace("{project}", PROJECT)}`;
    const { data } = await tenant().raw(method, url, method === "GET" ? undefined : {});
    expect(data).toMatchObject({ status: 404, message: `The sandbox does not emulate this: ${reason}` });
  });

  it.each([
    ["GET", "v2/team/{id}"],
    ["GET", "queue"],
    ["GET", "v3/site"],
    ["GET", "cad-variable"],
    ["GET", "v2/user-profile"],
  ])("%s %s does not exist", async (method, path) => {
    expect([404, 405]).toContain((await tenant().api(method, path.replace("{id}", "x"))).status);
  });

  it("name the query parameters that made no difference", async () => {
    const ignored = async (query: string) =>
      (await tenant().api("GET", `v2/site?${query}`)).headers.get("sandbox-ignored-query");
    expect(await ignored("page=0&pageSize=1&filter=name==%22A%22")).toBeNull();
    expect(await ignored("pagesize=1&page=0&%C3%A9=1")).toBe("pagesize, %C3%A9");
  });

  it("honour the caller's TrackingId and make one up without", async () => {
    const own = await tenant().api("GET", "site/nobody", undefined, { headers: { TrackingId: "mine-1" } });
    expect([own.data.trackingId, own.headers.get("trackingid")]).toEqual(["mine-1", "mine-1"]);
    expect((await tenant().api("GET", "v2/site")).headers.get("trackingid")).toMatch(/^ccconfig_/);
  });
});
