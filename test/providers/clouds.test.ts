import { type Call, onCall } from "../../providers/core/telemetry/request-metrics";
import { Org } from "../support/org";
import { Tenant } from "../support/tenant";

const calls: Call[] = [];
beforeAll(() => onCall((call) => calls.push(call)));
beforeEach(() => calls.splice(0));

describe("requests are counted", () => {
  it("of Webex, with its quota for a minute", async () => {
    const tenant = await Tenant.start();
    const { api } = await tenant.connect();
    await api.config({ method: "GET", path: "v2/site" });
    await tenant.close();
    const [token] = calls;
    expect(token).toMatchObject({ service: "Webex", callsPerMinute: 300, method: "POST", path: "/access_token" });
    expect(calls.some(({ path, status }) => path.endsWith("/v2/site") && status === 200)).toBe(true);
  });

  it("of Salesforce, with what it says is left for the day", async () => {
    const org = await Org.start();
    await org.connect();
    await org.close();
    expect(calls.map(({ service }) => service)).not.toContain("Webex");
    const query = calls.find(({ path }) => path.endsWith("/query"));
    expect(query).toMatchObject({ service: "Salesforce", callsPerMinute: undefined, status: 200 });
    expect(query?.remaining).toBeGreaterThan(0);
  });
});
