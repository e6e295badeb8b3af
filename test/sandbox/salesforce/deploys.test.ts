import {
  APP,
  appFiles,
  deploy,
  deployed,
  DEPLOY_MS,
  deployStatus,
  file,
  manifest,
  problems,
  startDeploy,
  zipOf,
} from "./support/bundle";
import { errorCode, isData, list, member, openOrg, text, type Data, type TestOrg } from "./support/org";
import { readOne, soap, xmlOf } from "./support/soap";

let org: TestOrg;

beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const site = (url = "https://webexapis.com"): string =>
  file("RemoteSiteSetting", { disableProtocolSecurity: "false", isActive: "true", url });
const sites = (names: readonly string[], url?: string): Record<string, string> => ({
  "package.xml": manifest({ RemoteSiteSetting: names }),
  ...Object.fromEntries(names.map((name) => [`remoteSiteSettings/${name}.remoteSite`, site(url)])),
});
const NIL = { "@xsi:nil": "true" };

describe("a deploy", () => {
  it("is in the queue, runs, and is done by the org's clock alone", async () => {
    const started = await startDeploy(org, zipOf(sites(["Webex"])));
    expect(started.status).toBe(201);
    const id = text(started.data, "id");
    expect(started.headers.get("location")).toBe(`/services/data/v66.0/metadata/deployRequest/${id}`);
    expect(started.data).toMatchObject({
      validatedDeployRequestId: null,
      deployOptions: { rollbackOnError: true },
      deployResult: { status: "Pending", done: false },
    });
    const status = async () => (await deployStatus(org, id)).status;
    expect(await status()).toBe("Pending");
    org.advance(100);
    expect(await status()).toBe("InProgress");
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toEqual(NIL);
    org.advance(400);
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toMatchObject({ fullName: "Webex" });
    const result = await deployStatus(org, id.slice(0, 15));
    expect(result).toMatchObject({
      status: "Succeeded",
      done: true,
      success: true,
      numberComponentsTotal: 1,
      createdByName: "Ada Admin",
    });
    const details = member(result, "details");
    expect(details.componentFailures).toEqual([]);
    expect(list(details, "componentSuccesses")).toMatchObject([
      { fileName: "package.xml", componentType: "" },
      {
        componentType: "RemoteSiteSetting",
        fullName: "Webex",
        fileName: "remoteSiteSettings/Webex.remoteSite",
        created: true,
        changed: true,
        deleted: false,
        success: true,
      },
    ]);
    expect((await org.api("GET", `/metadata/deployRequest/${id}`)).data).toMatchObject({
      deployResult: { details: null },
    });
    expect((await org.api("GET", "/metadata/deployRequest/0Af000000000001AAA")).status).toBe(404);
  });

  it("waits for the one before it", async () => {
    const first = text((await startDeploy(org, zipOf(sites(["One"])))).data, "id");
    const second = text((await startDeploy(org, zipOf(sites(["Two"])))).data, "id");
    org.advance(550);
    expect((await deployStatus(org, first)).status).toBe("Succeeded");
    expect((await deployStatus(org, second)).status).toBe("Pending");
    org.advance(450);
    expect((await deployStatus(org, second)).status).toBe("Succeeded");
  });

  it("goes through without anybody asking how it is", async () => {
    await startDeploy(org, zipOf(sites(["One"])));
    org.advance(DEPLOY_MS);
    expect(await readOne(org, "RemoteSiteSetting", "One")).toMatchObject({ fullName: "One" });
  });

  it("only checks when told to, and says what it would do", async () => {
    const result = deployed(await deploy(org, sites(["Webex"]), { checkOnly: true }));
    expect(result).toMatchObject({ checkOnly: true, numberComponentsDeployed: 1 });
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toEqual(NIL);
    expect(problems(await deploy(org, sites(["Webex"], "nowhere"), { checkOnly: true }))).toEqual([
      "url: Invalid URL: nowhere",
    ]);
  });

  it("undoes everything when a part fails, or keeps what is good where it may", async () => {
    const files = { ...sites(["Good", "Bad"]), "remoteSiteSettings/Bad.remoteSite": site("nowhere") };
    const rolledBack = await deploy(org, files);
    expect(rolledBack).toMatchObject({
      status: "Failed",
      success: false,
      numberComponentErrors: 1,
      numberComponentsDeployed: 1,
    });
    expect(list(member(rolledBack, "details"), "componentSuccesses")).toContainEqual(
      expect.objectContaining({ fullName: "Good", created: true }),
    );
    expect(await readOne(org, "RemoteSiteSetting", "Good")).toEqual(NIL);
    expect(await deploy(org, files, { rollbackOnError: false })).toMatchObject({
      status: "SucceededPartial",
      success: true,
    });
    expect(await readOne(org, "RemoteSiteSetting", "Good")).toMatchObject({ fullName: "Good" });
  });

  it("is called off: in the queue at once, while it runs at its end", async () => {
    const cancel = (id: string) =>
      org.api("PATCH", `/metadata/deployRequest/${id}`, { deployResult: { status: "Canceling" } });
    const first = text((await startDeploy(org, zipOf(sites(["One"])))).data, "id");
    const second = text((await startDeploy(org, zipOf(sites(["Two"])))).data, "id");
    org.advance(200);
    expect((await cancel(second)).data).toMatchObject({ deployResult: { status: "Canceled", done: true } });
    const running = await cancel(first);
    expect([running.status, running.data.deployResult]).toMatchObject([202, { status: "Canceling", done: false }]);
    org.advance(DEPLOY_MS);
    expect(await deployStatus(org, first)).toMatchObject({
      status: "Canceled",
      canceledByName: "Ada Admin",
      success: false,
    });
    expect(await readOne(org, "RemoteSiteSetting", "One")).toEqual(NIL);
    expect(await readOne(org, "RemoteSiteSetting", "Two")).toEqual(NIL);
    expect(errorCode(await cancel(first))).toBe("INVALID_ID_FIELD");
    expect(
      (await org.api("PATCH", `/metadata/deployRequest/${first}`, { deployResult: { status: "Done" } })).status,
    ).toBe(400);
  });

  it("is repeated for good after a validation that ran tests, for ten days", async () => {
    const validate = async (options: Data) => {
      const id = text((await startDeploy(org, zipOf(sites(["Webex"])), { checkOnly: true, ...options })).data, "id");
      org.advance(DEPLOY_MS);
      return id;
    };
    const quick = (validatedDeployRequestId: string) =>
      org.api("POST", "/metadata/deployRequest", { validatedDeployRequestId });
    expect(errorCode(await quick(await validate({})))).toBe("INVALID_ID_FIELD");
    const validated = await validate({ testLevel: "RunLocalTests" });
    const started = await quick(validated.slice(0, 15));
    expect([started.status, started.data.validatedDeployRequestId]).toEqual([201, validated]);
    org.advance(DEPLOY_MS);
    expect(await deployStatus(org, text(started.data, "id"))).toMatchObject({ status: "Succeeded", checkOnly: false });
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toMatchObject({ fullName: "Webex" });
    org.advance(10 * 86_400_000);
    const token = await org.sessionOf("admin@datadip.example");
    const late = await org.api("POST", "/metadata/deployRequest", { validatedDeployRequestId: validated }, { token });
    expect(errorCode(late)).toBe("INVALID_ID_FIELD");
  });

  it("keeps no bundle once it is done, since bundles hold secrets", async () => {
    deployed(await deploy(org, appFiles({})));
    const kept = JSON.stringify(org.sandbox.snapshot().entries.filter(([key]) => key[0] === "sf-deploy"));
    expect(kept).toContain('"zip":null');
  });

  it("needs what a production org needs", async () => {
    org.sandbox.salesforce.settings({ orgKind: "production" });
    const noTests = await startDeploy(org, zipOf(sites(["A"])), { testLevel: "NoTestRun" });
    expect(noTests.rows[0]).toEqual({
      errorCode: "INVALID_OPERATION",
      message: "testLevel of NoTestRun cannot be used in production organizations",
    });
    expect(errorCode(await startDeploy(org, zipOf(sites(["A"])), { rollbackOnError: false }))).toBe(
      "INVALID_OPERATION",
    );
    expect((await startDeploy(org, zipOf(sites(["A"])))).status).toBe(201);
    expect(await org.one("SELECT IsSandbox, OrganizationType FROM Organization")).toMatchObject({
      IsSandbox: false,
      OrganizationType: "Enterprise Edition",
    });
  });
});

describe("a bundle", () => {
  it.each<readonly [what: string, files: () => Readonly<Record<string, string>>, problem: RegExp]>([
    ["no manifest", () => ({ "remoteSiteSettings/A.remoteSite": site() }), /^No package.xml found$/],
    [
      "a manifest without a version",
      () => ({ "package.xml": file("Package", {}) }),
      /Required field is missing: version$/,
    ],
    [
      "a version of tomorrow",
      () => ({ "package.xml": manifest({}, "99.0") }),
      /^package.xml: Invalid version specified: 99.0$/,
    ],
    ["a broken manifest", () => ({ "package.xml": "<Package>" }), /^Error parsing file: /],
    [
      "a file that the manifest does not name",
      () => ({ ...sites(["A"]), "remoteSiteSettings/B.remoteSite": site() }),
      /^Not in package.xml$/,
    ],
    [
      "a member that has no file",
      () => ({ ...sites(["A"]), "package.xml": manifest({ RemoteSiteSetting: ["A", "B"] }) }),
      /^An object 'B' of type RemoteSiteSetting was named in package.xml, but was not found in zipped directory$/,
    ],
    [
      "a file of no known type",
      () => ({ ...sites(["A"]), "classes/A.cls": "class A {}" }),
      /knows no type of metadata with the file classes\/A.cls/,
    ],
    [
      "another root",
      () => ({ ...sites(["A"]), "remoteSiteSettings/A.remoteSite": file("Queue", { name: "A" }) }),
      /^Unexpected root element Queue; expected RemoteSiteSetting$/,
    ],
    [
      "a broken file",
      () => ({ ...sites(["A"]), "remoteSiteSettings/A.remoteSite": "<RemoteSiteSetting>" }),
      /^Error parsing file: /,
    ],
    [
      "an element of a later version",
      () => ({ ...sites(["A"]), "remoteSiteSettings/A.remoteSite": file("RemoteSiteSetting", { zebra: "1" }) }),
      /^Error parsing file: Element \{.*\}zebra invalid at this location in type RemoteSiteSetting$/,
    ],
    [
      "a star among destructive changes",
      () => ({ "package.xml": manifest({}), "destructiveChanges.xml": manifest({ RemoteSiteSetting: ["*"] }) }),
      /wildcards are not allowed/,
    ],
  ])("is refused with %s", async (_what, files, problem) => {
    const result = await deploy(org, files());
    expect(result).toMatchObject({ status: "Failed", done: true, success: false });
    expect(problems(result).some((one) => problem.test(one))).toBe(true);
  });

  it("is not a zip: the deploy starts, and fails", async () => {
    const started = await startDeploy(org, Buffer.from(zipOf(sites(["A"])).toString("base64")));
    org.advance(DEPLOY_MS);
    expect(problems(await deployStatus(org, text(started.data, "id")))).toEqual(["No package.xml found"]);
  });

  it("may lack files, name everything by a star, stand in a folder, and spell files the other way", async () => {
    deployed(
      await deploy(
        org,
        { ...sites(["A"]), "package.xml": manifest({ RemoteSiteSetting: ["A", "B"] }) },
        { allowMissingFiles: true },
      ),
    );
    const starred = {
      "package.xml": manifest({ RemoteSiteSetting: ["*"] }),
      "remoteSiteSettings/C.remoteSite-meta.xml": site(),
    };
    deployed(
      await deploy(
        org,
        Object.fromEntries(Object.entries(starred).map(([name, content]) => [`unpackaged/${name}`, content])),
      ),
    );
    expect(await readOne(org, "RemoteSiteSetting", "C")).toMatchObject({ fullName: "C" });
  });

  it("holds fields, labels and settings in the files of their own kind", async () => {
    const members = {
      CustomField: ["Case.A__c"],
      CustomLabel: ["Hello"],
      Settings: ["OauthOidc"],
      PermissionSet: ["Reads"],
    };
    const label = {
      fullName: "Hello",
      language: "en_US",
      protected: "false",
      shortDescription: "Hello",
      value: "Hello",
    };
    const fields = { fullName: "A__c", label: "A", length: "5", type: "Text" };
    deployed(
      await deploy(org, {
        "package.xml": manifest(members),
        "objects/Case.object": file("CustomObject", { fields }),
        "labels/CustomLabels.labels": file("CustomLabels", { labels: label }),
        "settings/OauthOidc.settings": file("OauthOidcSettings", { isPkceRequired: "true" }),
        // Saved after the field that it names, wherever it is.
        "permissionsets/Reads.permissionset": file("PermissionSet", {
          fieldPermissions: { editable: "false", field: "Case.A__c", readable: "true" },
          label: "Reads",
        }),
      }),
    );
    expect(await readOne(org, "CustomField", "Case.A__c")).toMatchObject({ label: "A" });
    expect(await readOne(org, "CustomLabel", "Hello")).toMatchObject({ value: "Hello" });
    expect(await readOne(org, "OauthOidcSettings", "OauthOidc")).toMatchObject({ isPkceRequired: "true" });
  });

  it("removes before and after it saves", async () => {
    deployed(await deploy(org, sites(["Old", "Older"])));
    const removal = (name: string) => manifest({ RemoteSiteSetting: [name] });
    const result = deployed(
      await deploy(org, {
        ...sites(["New"]),
        "destructiveChangesPre.xml": removal("Old"),
        "destructiveChangesPost.xml": removal("Older"),
      }),
    );
    const successes = list(member(result, "details"), "componentSuccesses");
    expect(successes.map(({ fullName, deleted }) => [fullName, deleted])).toEqual([
      ["package.xml", false],
      ["Old", true],
      ["New", false],
      ["Older", true],
    ]);
  });

  it("is checked against the version that its manifest names", async () => {
    const files = { ...appFiles({}), "package.xml": (appFiles({})["package.xml"] ?? "").replace("66.0", "59.0") };
    expect(
      problems(await deploy(org, files)).some((problem) => problem.includes("is not known to API version 59.0")),
    ).toBe(true);
    expect(await readOne(org, "ExternalClientApplication", APP)).toEqual(NIL);
  });
});

describe("a start", () => {
  it.each<
    readonly [
      what: string,
      parts: readonly (readonly [name: string, content: string, type: string, file?: string])[],
      code: string,
    ]
  >([
    ["without a zip", [["json", "{}", "application/json"]], "MISSING_ARGUMENT"],
    ["without options", [["file", "x", "application/zip", "deploy.zip"]], "MISSING_ARGUMENT"],
    [
      "with options that are no JSON",
      [
        ["json", "{", "application/json"],
        ["file", "x", "application/zip", "deploy.zip"],
      ],
      "JSON_PARSER_ERROR",
    ],
    [
      "with options of another type",
      [
        ["json", '{"deployOptions":{"checkOnly":"yes"}}', "application/json"],
        ["file", "x", "application/zip", "deploy.zip"],
      ],
      "JSON_PARSER_ERROR",
    ],
  ])("is refused %s", async (_what, parts, code) => {
    const form = new FormData();
    for (const [name, content, type, filename] of parts) {
      const blob = new Blob([content], { type });
      if (filename === undefined) form.append(name, blob);
      else form.append(name, blob, filename);
    }
    const reply = await org.api("POST", "/metadata/deployRequest", form);
    expect([reply.status, errorCode(reply)]).toEqual([400, code]);
  });

  it("takes its parts in either order and the options under either name", async () => {
    for (const name of ["json", "entity_content"]) {
      const form = new FormData();
      form.append("file", new Blob([new Uint8Array(zipOf(sites(["A"])))], { type: "application/zip" }), "package.xml");
      form.append(name, new Blob(['{"deployOptions":{"rollbackOnError":true}}'], { type: "application/json" }));
      expect((await org.api("POST", "/metadata/deployRequest", form)).status).toBe(201);
    }
  });

  it("comes over SOAP as well, without a test level, and is asked after there", async () => {
    const options = xmlOf(
      {
        allowMissingFiles: "false",
        autoUpdatePackage: "false",
        checkOnly: "false",
        ignoreWarnings: "false",
        performRetrieve: "false",
        purgeOnDelete: "false",
        rollbackOnError: "true",
        singlePackage: "true",
      },
      "DeployOptions",
    );
    const started = await soap(
      org,
      `<deploy><ZipFile>${zipOf(sites(["Webex"])).toString("base64")}</ZipFile>${options}</deploy>`,
    );
    const id = text(started.results[0], "id");
    expect(started.results).toMatchObject([{ done: "false", state: "Queued" }]);
    const check = async () =>
      (
        await soap(
          org,
          `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
        )
      ).results[0];
    expect(await check()).toMatchObject({ status: "Pending", done: "false" });
    org.advance(DEPLOY_MS);
    const done = await check();
    expect(done).toMatchObject({ status: "Succeeded", done: "true", success: "true", numberComponentsTotal: "1" });
    expect(isData(done?.details) && list(done.details, "componentSuccesses").map((one) => one.fullName)).toEqual([
      "package.xml",
      "Webex",
    ]);
    const second = await soap(
      org,
      `<deploy><ZipFile>${zipOf(sites(["Other"])).toString("base64")}</ZipFile>${options}</deploy>`,
    );
    const cancel = `<cancelDeploy><String>${text(second.results[0], "id")}</String></cancelDeploy>`;
    expect((await soap(org, cancel)).results).toMatchObject([{ done: "true" }]);
    expect((await soap(org, cancel)).fault).toMatch(/^sf:INVALID_ID_FIELD: /);
    expect(
      (await soap(org, "<deployRecentValidation><validationId>x</validationId></deployRecentValidation>")).fault,
    ).toMatch(/^sf:INVALID_ID_FIELD: /);
  });

  it("refuses a zip above the limit", async () => {
    const reply = await startDeploy(org, Buffer.alloc(39_000_001));
    expect(reply.rows[0]).toEqual({
      errorCode: "LIMIT_EXCEEDED",
      message: "Maximum size of request is 52428800 bytes.",
    });
  });
});

describe("two processes on one directory", () => {
  it("run a deploy once, anybody who looks first", async () => {
    const other = await openOrg(org.dir);
    deployed(await deploy(org, appFiles({})));
    const change = { ExtlClntAppGlobalOauthSettings: { shouldRotateConsumerKey: "true" } };
    const started = await startDeploy(org, zipOf(appFiles({ change })), { ignoreWarnings: true });
    const id = text(started.data, "id");
    org.advance(DEPLOY_MS);
    other.advance(2 * DEPLOY_MS);
    const [one, two] = await Promise.all([deployStatus(org, id), deployStatus(other, id)]);
    expect([one.status, two.status]).toEqual(["Succeeded", "Succeeded"]);
    const key = async (from: TestOrg) =>
      (await readOne(from, "ExtlClntAppGlobalOauthSettings", `${APP}GlblOAuth`)).consumerKey;
    expect(await key(other)).toBe(await key(org));
    await other.close();
  });
});
