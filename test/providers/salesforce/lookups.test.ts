import * as pulumi from "@pulumi/pulumi";
import * as salesforce from "../../../providers/salesforce";
import { provenSignIn } from "../../../providers/salesforce/auth/sign-in-check";
import { json, serve } from "../../support/http-server";
import { SkippingClock } from "../../support/manual-clock";
import { Org } from "../../support/org";
import { apiAt, audienceIn, inTurn, KEYS, routes, TOKEN, tokens } from "./support/org";

let org: Org;
beforeAll(async () => {
  org = await Org.start();
  pulumi.runtime.setAllConfig({ "datadip:target": "sandbox", "datadip:sandboxUrl": org.sandbox.url });
});
afterAll(() => org.close());

const promised = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve));
const idOf = async (kind: string, field: string, value: string) =>
  (await org.objects(kind)).find((row) => row[field] === value)?.id;

describe("look-ups", () => {
  it.each([
    ["getUser", "User", "Username", "deploy@datadip.example"],
    ["getProfile", "Profile", "Name", "Minimum Access - API Only Integrations"],
    ["getPermissionSetLicense", "PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl"],
  ] as const)("%s finds in both forms", async (lookUp, kind, field, name) => {
    const found = { id: await idOf(kind, field, name), name };
    await expect(salesforce[lookUp](name)).resolves.toEqual(found);
    // The ids of the three have three types.
    const output: pulumi.Output<{ id: string; name: string }> = salesforce[`${lookUp}Output`](pulumi.output(name));
    await expect(promised(output)).resolves.toEqual(found);
  });

  it("name the candidates where there is none, and where to look", async () => {
    await expect(salesforce.getProfile("Standart User")).rejects.toThrow(
      /^There is no profile called Standart User; did you mean Standard User\? There are: .*Check the name in Setup, Profiles/,
    );
    await expect(salesforce.getUser("O'Neil@x.example")).rejects.toThrow(/^There is no user called O'Neil@x\.example/);
    await expect(salesforce.getPermissionSetLicense("Nothing")).rejects.toThrow(/Setup, Company Information/);
  });

  it("tell the org", async () => {
    const expected = {
      id: org.orgId,
      isSandbox: false,
      isProduction: false,
      loginUrl: "https://login.salesforce.com",
      signInUrl: "https://datadip-sandbox.my.salesforce.com",
      // Not where it is served: that changes from run to run, and what programs make of it lies in state.
      instanceUrl: "https://datadip-sandbox.my.salesforce.com",
    };
    await expect(salesforce.getOrganization()).resolves.toMatchObject(expected);
    await expect(promised(salesforce.getOrganizationOutput())).resolves.toMatchObject(expected);
  });

  it("tell how much of the day's calls is left", async () => {
    const { DailyApiRequests } = await org.api().limits();
    expect(DailyApiRequests?.Max).toBe(15_000);
    expect(DailyApiRequests?.Remaining).toBeLessThan(15_000);
  });

  it("run any query, and tell what Salesforce says of a wrong one", async () => {
    const soql = `SELECT Id FROM User WHERE Username = ${salesforce.soqlText("deploy@datadip.example")}`;
    await expect(salesforce.query(soql)).resolves.toEqual([
      { Id: await idOf("User", "Username", "deploy@datadip.example") },
    ]);
    await expect(promised(salesforce.queryOutput(soql))).resolves.toHaveLength(1);
    await expect(salesforce.query("SELECT Nonsense FROM User")).rejects.toThrow(
      /INVALID_FIELD.*check its field-level security/,
    );
    await expect(salesforce.query("SELECT FROM")).rejects.toThrow(/MALFORMED_QUERY/);
  });
});

describe("the trial of a sign-in", () => {
  const unknown = json({ error: "invalid_client_id", error_description: "client identifier invalid" }, 400);
  const query = { clientId: "key", username: "u@x.example", privateKey: KEYS.privateKey };

  it("waits while an app is too new to be known", async () => {
    const played = await serve(routes([TOKEN, inTurn(unknown, unknown, unknown, tokens())]));
    const [clock, reports] = [new SkippingClock(), [] as string[]];
    try {
      await expect(provenSignIn(apiAt(played.url, { clock, reports }), query)).resolves.toEqual({
        orgId: "00D000000000001EAA",
        userId: "005000000000001AAA",
        scopes: ["api", "web"],
      });
    } finally {
      await played.close();
    }
    expect(clock.naps).toEqual([1_000, 3_000, 5_000]);
    expect(reports).toEqual([
      "Salesforce does not know the new app after 4 s: this can take minutes, datadip keeps trying.",
    ]);
  });

  it("waits 10 minutes too while an External Client App is not taken for installed, and then says where to look", async () => {
    const absent = json({ error: "app_not_found", error_description: "External client app is not installed" }, 400);
    const played = await serve(routes([TOKEN, absent]));
    const [clock, reports] = [new SkippingClock(), [] as string[]];
    try {
      await expect(provenSignIn(apiAt(played.url, { clock, reports }), { ...query, url: played.url })).rejects.toThrow(
        /app_not_found: .* The org does not know this External Client App: .* \(Setup, External Client App Manager\)/,
      );
    } finally {
      await played.close();
    }
    const waited = clock.naps.reduce((sum, ms) => sum + ms, 0);
    expect([waited > 570_000, waited <= 600_000]).toEqual([true, true]);
    expect(reports[0]).toBe(
      "Salesforce does not treat the new External Client App as installed after 4 s: this can take minutes, datadip keeps trying.",
    );
  });

  it("is exactly what the form says, and names the address that the org takes instead", async () => {
    const refused = json({ error: "invalid_grant", error_description: "audience is invalid" }, 400);
    const [own, generic] = [await serve(routes([TOKEN, refused])), await serve(routes([TOKEN, tokens()]))];
    try {
      const api = apiAt(own.url, { more: { "salesforce:loginUrl": generic.url } });
      await expect(provenSignIn(api, { ...query, url: generic.url })).resolves.toMatchObject({
        scopes: ["api", "web"],
      });
      expect([own.received, generic.received.map(audienceIn)]).toEqual([[], [generic.url]]);
      await expect(provenSignIn(api, { ...query, url: own.url })).rejects.toThrow(
        `Salesforce refuses the connector's URL ${own.url} (audience is invalid) and takes ${generic.url}: \`pulumi config set salesforce:loginUrl ${generic.url}\`, and \`pulumi up\` again, which puts that into the form.`,
      );
      expect(own.received.map(audienceIn)).toEqual([own.url]);
    } finally {
      await Promise.all([own.close(), generic.close()]);
    }
  });

  it("ends when the time is up, and at once where waiting is of no use", async () => {
    const played = await serve(routes([TOKEN, unknown]));
    const clock = new SkippingClock();
    try {
      await expect(provenSignIn(apiAt(played.url, { clock }), { ...query, waitSeconds: 60 })).rejects.toThrow(
        /does not know this consumer key/,
      );
      expect(clock.naps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000);
      played.next(json({ error: "invalid_grant", error_description: "user hasn't approved this consumer" }, 400));
      await expect(provenSignIn(apiAt(played.url, { clock: new SkippingClock() }), query)).rejects.toThrow(
        /Nobody approved the app/,
      );
    } finally {
      await played.close();
    }
  });

  it("says what is wrong with the key before anything is asked", async () => {
    await expect(provenSignIn(org.api(), { ...query, privateKey: "x" })).rejects.toThrow(
      /^The private key is not a private key in PEM/,
    );
  });
});
