import { KindEngine } from "../../../providers/core/engine/kind-engine";
import { descriptorOf } from "../../../providers/core/resource/registry";
import type { Values } from "../../../providers/core/resource/types";
import { connect } from "../../../providers/salesforce/auth/connect";
import "../../../providers/salesforce";
import { z } from "zod";
import { Org } from "../../support/org";

/** What goes wrong round a program: one sentence each, with what to do. What is wrong in a program is tested with its kind. */

let org: Org;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
beforeEach(() => org.reset());

const PROGRAM = { fullName: "Webex", url: "https://webexapis.com" };

/** A provider configured as somebody would: by the stack's config alone. */
function provider(config: Readonly<Record<string, string>> = {}, kind = "salesforce.RemoteSiteSetting") {
  const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
  const live: Readonly<Record<string, string>> = {
    "salesforce:instanceUrl": `${org.sandbox.url}/salesforce`,
    "salesforce:clientId": clientId,
    "salesforce:clientSecret": clientSecret,
    ...config,
  };
  return new KindEngine(descriptorOf(kind), () => connect({ config: (key) => live[key], env: {} }));
}

async function refusal(config: Readonly<Record<string, string>> = {}, program: Values = PROGRAM): Promise<string> {
  const { failures } = await provider(config).check({}, program);
  return failures.map(({ reason }) => reason).join("\n");
}

async function tokenOf(username: string): Promise<string> {
  const body = await org.admin("POST", "salesforce/tokens", { username });
  return z.object({ access_token: z.string() }).parse(body).access_token;
}

describe("at preview, before anything is written", () => {
  it("nothing blocks a Developer Edition", async () => expect(await refusal()).toBe(""));

  it("a production org is not touched unless the stack says so", async () => {
    org.sandbox.salesforce.settings({ orgKind: "production" });
    expect(await refusal()).toMatch(
      /is a production org .*Nothing was changed\. If it is meant: pulumi config set datadip:allowProduction true$/,
    );
    expect(await refusal({ "datadip:allowProduction": "true" })).toBe("");
  });

  it("another org than expected is not touched", async () => {
    expect(await refusal({ "salesforce:expectedOrgId": "00D000000000001AAA" })).toMatch(
      /^Wrong org: .*Nothing was changed/,
    );
    expect(await refusal({ "salesforce:expectedOrgId": org.orgId.slice(0, 15) })).toBe("");
  });

  it("a used-up day is told, and not tried again", async () => {
    org.sandbox.salesforce.settings({ dailyApiRequests: 0 });
    org.requests();
    expect(await refusal()).toMatch(
      /REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded\. The org's API requests of the last 24 hours are used up .* Nothing was changed\.$/,
    );
  });

  it("an expired session is told with the way to another", async () => {
    const accessToken = await tokenOf("deploy@datadip.example");
    org.sandbox.salesforce.expireSessions();
    const config = { "salesforce:accessToken": accessToken };
    const said = await refusal(config);
    expect(said).toMatch(
      /INVALID_SESSION_ID.*with salesforce:accessToken renew that token \(sf org auth show-access-token\).*Nothing was changed/,
    );
    expect(said).not.toContain(accessToken);
  });

  it("a wrong secret and a wrong key are told apart", async () => {
    expect(await refusal({ "salesforce:clientSecret": "wrong-wrong-wrong" })).toMatch(
      /The consumer secret is wrong: check salesforce:clientSecret/,
    );
    expect(await refusal({ "salesforce:clientId": "nobodysKey" })).toMatch(
      /does not know this consumer key: check salesforce:clientId/,
    );
  });
});

describe("while it writes", () => {
  const create = async (accessToken: string) =>
    provider({ "salesforce:accessToken": accessToken }).create({
      ...PROGRAM,
      isActive: true,
      disableProtocolSecurity: false,
    });

  it("missing permissions of the deploying user are listed", async () => {
    const profile = (await org.objects("Profile")).find(({ Name }) => Name === "Standard User");
    const fields = {
      LastName: "W",
      Alias: "w",
      Email: "w@acme.example",
      TimeZoneSidKey: "GMT",
      LocaleSidKey: "en_US",
      EmailEncodingKey: "UTF-8",
      LanguageLocaleKey: "en_US",
    };
    await org.make("User", { ...fields, Username: "weak@acme.example", ProfileId: profile?.id, IsActive: true });
    await expect(create(await tokenOf("weak@acme.example"))).rejects.toThrow(
      /INSUFFICIENT_ACCESS.*needs Customize Application and Modify All Data/,
    );
  });

  it("a session that ends in the middle is renewed, where it can be", async () => {
    const engine = provider();
    await engine.check({}, PROGRAM);
    org.sandbox.salesforce.expireSessions();
    await expect(engine.create({ ...PROGRAM, isActive: true, disableProtocolSecurity: false })).resolves.toMatchObject({
      id: "Webex",
    });
  });
});

it("maintenance shows a page, which is told as that", async () => {
  // Reads are tried again, seconds apart, before they are given up.
  org.sandbox.salesforce.settings({ maintenance: true });
  const api = org.api();
  await expect(api.withToken("00D!any").organization()).rejects.toThrow(
    /a web page instead of an answer\. Salesforce is down for maintenance or overloaded: see https:\/\/status\.salesforce\.com and run again\. Nothing was changed\.$/,
  );
});
