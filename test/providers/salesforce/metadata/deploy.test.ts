import { unzipSync } from "fflate";
import type { SalesforceApi } from "../../../../providers/salesforce/rest/api";
import { zipped } from "../../../../providers/salesforce/metadata/bundle";
import { deploy, quickDeploy } from "../../../../providers/salesforce/metadata/deploy";
import { cut, json, type Reply, serve, type Served } from "../../../support/http-server";
import { SkippingClock } from "../../../support/manual-clock";
import { apiAt, failing, inTurn, routes, TOKEN, tokens } from "../support/org";

const START = /^POST .*\/metadata\/deployRequest/;
const POLL = /^GET .*\/metadata\/deployRequest\/0Af000000000001/;

const begun = json(
  { id: "0Af000000000001", deployResult: { id: "0Af000000000001", status: "Pending", done: false } },
  201,
);
const going = json({
  id: "0Af000000000001",
  deployResult: { status: "InProgress", done: false, numberComponentsDeployed: 2, numberComponentsTotal: 5 },
});
const well = json({ id: "0Af000000000001", deployResult: { status: "Succeeded", done: true, success: true } });
const badly = (details: unknown, more = {}) =>
  json({ id: "0Af000000000001", deployResult: { status: "Failed", done: true, success: false, details, ...more } });
const failure = (problem: string, more = {}) => ({
  componentType: "ExtlClntAppGlobalOauthSettings",
  fullName: "App",
  problem,
  problemType: "Error",
  success: false,
  ...more,
});

const bundle = {
  components: [
    { type: "ExternalClientApplication", fullName: "App", body: { label: "App", contactEmail: "a@x.example" } },
  ],
} as const;
const about = { about: "ExternalClientApp App" };

let org: Served;
let clock: SkippingClock;
let reports: string[];

async function play(...polls: readonly Reply[]): Promise<SalesforceApi> {
  clock = new SkippingClock();
  reports = [];
  org = await serve(routes([TOKEN, tokens()], [START, begun], [POLL, inTurn(...polls)]));
  return apiAt(org.url, { clock, reports });
}
afterEach(() => org.close());

const asked = (): readonly string[] =>
  org.received.map(({ method, url }) => `${method} ${url.replace(/.*\/v66\.0/, "").replace("/services/oauth2", "")}`);

describe("a deploy", () => {
  it("sends options and a zip of raw bytes, and no test level", async () => {
    const api = await play(well);
    await deploy(api, bundle, about);
    const text = org.received[1]?.body.toString("latin1") ?? "";
    expect(text).toMatch(/name="entity_content"\r\nContent-Type: application\/json/);
    expect(text).toMatch(/name="file"; filename="deploy\.zip"\r\nContent-Type: application\/zip\r\n\r\nPK/);
    const options: unknown = JSON.parse(/(\{"deployOptions".*?\})\r\n/.exec(text)?.[1] ?? "");
    expect(options).toEqual({
      deployOptions: {
        allowMissingFiles: false,
        autoUpdatePackage: false,
        checkOnly: false,
        ignoreWarnings: false,
        performRetrieve: false,
        purgeOnDelete: false,
        rollbackOnError: true,
        singlePackage: true,
      },
    });
  });

  it("is asked about after 1, 3, 5, 5 seconds, and the person waiting is told", async () => {
    const api = await play(going, going, going, going, well);
    await expect(deploy(api, bundle, about)).resolves.toBe("0Af000000000001");
    expect(clock.naps).toEqual([1_000, 3_000, 5_000, 5_000, 5_000]);
    expect(reports).toEqual(["Deploying ExternalClientApp App: Salesforce says InProgress, 2 of 5 parts."]);
  });

  it("survives lost answers and an expired session in the middle", async () => {
    const expired = json([{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }], 401);
    const api = await play(going, cut, going, expired, well);
    await expect(deploy(api, bundle, about)).resolves.toBe("0Af000000000001");
    expect(asked().filter((request) => request.startsWith("POST /metadata"))).toHaveLength(1);
    expect(asked().filter((request) => request === "POST /token")).toHaveLength(2);
  });

  it("whose start got no answer is not started again", async () => {
    const api = await play(well);
    org.next(tokens(), cut);
    expect(await failing(deploy(api, bundle, about))).toMatchObject({ failure: "lost" });
    expect(asked()).toEqual(["POST /token", "POST /metadata/deployRequest"]);
  });

  it("that takes too long is left alone, and named", async () => {
    const api = await play(going);
    const error = await failing(deploy(api, bundle, about));
    expect(error).toMatchObject({ failure: "lost" });
    expect(error.message).toBe(
      "Deploying ExternalClientApp App failed: not done after 10 minutes. It may still end well: watch the deployment 0Af000000000001 in Setup, Deployment Status, then run again.",
    );
  });

  it("waits for its turn behind another of this process", async () => {
    const api = await play(going, well);
    await Promise.all([deploy(api, bundle, about), deploy(api, bundle, about)]);
    const starts = asked().flatMap((request, i) => (request.startsWith("POST /metadata") ? [i] : []));
    expect(
      asked()
        .slice(starts[0], starts[1])
        .filter((request) => request.startsWith("GET")),
    ).toHaveLength(2);
  });
});

describe("a deploy that fails", () => {
  it.each([
    [
      "The consumer key is already taken.",
      "bad-request",
      /unique among all Salesforce orgs of the world and never changes/,
    ],
    [
      "You can't create a connected app. To enable connected app creation, contact Salesforce Customer Support.",
      "forbidden",
      /use salesforce\.ExternalClientApp instead/,
    ],
    ["duplicate value found: DeveloperName duplicates value on record with id: 0xI", "conflict", /The name is taken/],
    ["INVALID_CROSS_REFERENCE_KEY: no permission set", "bad-request", /check the names of profiles, permission sets/],
    [
      "In field: profile - no Profile named Nobody found",
      "bad-request",
      /check the names of profiles, permission sets/,
    ],
    ["something new", "bad-request", /something new\.$/],
  ])("%s", async (problem, kind, sentence) => {
    const api = await play(badly({ componentFailures: [failure(problem)], componentSuccesses: [] }));
    const error = await failing(deploy(api, bundle, about));
    expect(error).toMatchObject({ failure: kind });
    expect(error.message).toMatch(/^Deploying ExternalClientApp App failed: ExtlClntAppGlobalOauthSettings App: /);
    expect(error.message).toMatch(sentence);
  });

  it("names every part, whether one object or a list, and no warnings", async () => {
    const api = await play(badly({ componentFailures: failure("first") }));
    await expect(deploy(api, bundle, about)).rejects.toThrow(/App: first\.$/);
    await org.close();
    const again = await play(
      badly({
        componentFailures: [failure("first"), failure("second"), failure("harmless", { problemType: "Warning" })],
      }),
    );
    await expect(deploy(again, bundle, about)).rejects.toThrow(
      /App: first; ExtlClntAppGlobalOauthSettings App: second\.$/,
    );
  });

  it("without parts is told by its own words", async () => {
    const api = await play(
      badly(null, {
        errorMessage: "UNKNOWN_EXCEPTION: An unexpected error occurred",
        errorStatusCode: "UNKNOWN_EXCEPTION",
      }),
    );
    expect(await failing(deploy(api, bundle, about))).toMatchObject({ failure: "server", code: "UNKNOWN_EXCEPTION" });
  });
});

describe("validation", () => {
  it("saves nothing, and its request can be deployed quickly", async () => {
    const api = await play(well);
    const id = await deploy(api, bundle, { ...about, checkOnly: true });
    expect(org.received[1]?.body.toString("latin1")).toContain('"checkOnly":true');
    await quickDeploy(api, id, about);
    expect(
      JSON.parse(
        org.received
          .filter(({ method }) => method === "POST")
          .at(-1)
          ?.body.toString() ?? "",
      ),
    ).toEqual({ validatedDeployRequestId: id });
  });
});

describe("a bundle", () => {
  const text = (zip: Buffer) =>
    Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));

  it("has a manifest and a file for each component, and the same bytes each time", () => {
    const files = text(zipped(bundle, "66.0"));
    expect(Object.keys(files)).toEqual(["package.xml", "externalClientApps/App.eca"]);
    expect(files["package.xml"]).toContain(
      "<types><members>App</members><name>ExternalClientApplication</name></types><version>66.0</version>",
    );
    expect(files["externalClientApps/App.eca"]).toContain(
      '<ExternalClientApplication xmlns="http://soap.sforce.com/2006/04/metadata"><contactEmail>a@x.example</contactEmail><label>App</label></ExternalClientApplication>',
    );
    expect(zipped(bundle, "66.0").equals(zipped(bundle, "66.0"))).toBe(true);
  });

  it("names what to delete beside an empty manifest", () => {
    const files = text(
      zipped({ components: [], removals: [{ type: "ExternalClientApplication", fullName: "App" }] }, "66.0"),
    );
    expect(files["package.xml"]).not.toContain("<types>");
    expect(files["destructiveChanges.xml"]).toContain("<members>App</members><name>ExternalClientApplication</name>");
  });

  it("that deletes takes what is gone already for done", async () => {
    const api = await play(well);
    await deploy(api, { components: [], removals: [{ type: "ExternalClientApplication", fullName: "App" }] }, about);
    expect(org.received[1]?.body.toString("latin1")).toContain('"ignoreWarnings":true');
  });
});
