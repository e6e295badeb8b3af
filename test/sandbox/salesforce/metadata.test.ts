import { errorCode, list, openOrg, text, type Data, type TestOrg } from "./support/org";
import { component, create, envelope, failure, post, read, readOne, remove, saved, soap, update } from "./support/soap";

let org: TestOrg;

beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const site = (url = "https://webexapis.com"): Data => ({ disableProtocolSecurity: "false", isActive: "true", url });
const site10 = Array.from({ length: 10 }, (_, n) => component("RemoteSiteSetting", `Site${n}`, site())).join("");
const nsElement = (name: string): string => `Element {http://soap.sforce.com/2006/04/metadata}${name}`;

describe("the envelope", () => {
  it("has prefixed names, no attributes on Body, and a literal nil", async () => {
    const { status, headers, xml } = await soap(
      org,
      "<readMetadata><type>RemoteSiteSetting</type><fullNames>None</fullNames></readMetadata>",
    );
    expect([status, headers.get("content-type")]).toEqual([200, "text/xml;charset=UTF-8"]);
    expect(xml).toContain(
      '<soapenv:Body><readMetadataResponse><result><records xsi:nil="true"/></result></readMetadataResponse></soapenv:Body>',
    );
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><soapenv:Envelope [^>]*xmlns="http:\/\/soap.sforce.com\/2006\/04\/metadata"/,
    );
  });

  it("carries a fault with a bare code", async () => {
    const { status, xml } = await soap(org, "<readMetadata/>", { token: "wrong" });
    expect(status).toBe(500);
    expect(xml).toContain(
      "<soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session</faultstring></soapenv:Fault></soapenv:Body>",
    );
  });

  it.each<readonly [what: string, xml: (token: string) => string, fault: RegExp]>([
    ["nothing", () => "", /^soapenv:Client: The SOAP envelope is missing$/],
    ["no XML", () => "hello", /^soapenv:Client: The SOAP envelope cannot be read: /],
    [
      "an open element",
      (token) => envelope(token, "<listMetadata>"),
      /^soapenv:Client: The SOAP envelope cannot be read: /,
    ],
    ["a document type", () => '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>', /DOCTYPE is not allowed$/],
    [
      "elements without end",
      () => `${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}`,
      /^soapenv:Client: The SOAP envelope cannot be read: /,
    ],
    ["another root", () => "<x/>", /^soapenv:Client: The outermost element must be a SOAP Envelope$/],
    ["no call", (token) => envelope(token, ""), /^soapenv:Client: The SOAP Body holds no call$/],
    [
      "an unknown call",
      (token) => envelope(token, "<makeCoffee/>"),
      /^soapenv:Client: No operation available for request \{.*\}makeCoffee/,
    ],
  ])("refuses %s", async (_what, xml, fault) => {
    expect((await post(org, xml(org.token))).fault).toMatch(fault);
  });

  it("serves versions from 31 to 68", async () => {
    const describe = "<describeMetadata><asOfVersion>52.0</asOfVersion></describeMetadata>";
    for (const version of ["31.0", "52.0", "66.0", "68.0", "66"])
      expect((await soap(org, describe, { version })).status).toBe(200);
    for (const version of ["30.0", "69.0", "x"]) {
      expect((await soap(org, describe, { version })).fault).toMatch(/^sf:UNSUPPORTED_API_VERSION: /);
    }
  });

  it("is open only to who may change metadata", async () => {
    const token = await org.sessionOf("agent@datadip.example");
    expect((await soap(org, "<listMetadata/>", { token })).fault).toBe(
      "sf:INSUFFICIENT_ACCESS: INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions",
    );
    expect((await org.api("GET", "/metadata/deployRequest/x", undefined, { token })).status).toBe(403);
  });

  it("counts as an API call, and is refused above the day's share", async () => {
    org.sandbox.salesforce.settings({ dailyApiRequests: 1 });
    expect((await soap(org, "<listMetadata/>")).status).toBe(200);
    expect((await soap(org, "<listMetadata/>")).fault).toMatch(/^sf:REQUEST_LIMIT_EXCEEDED: /);
    expect(org.sandbox.requests().at(-1)).toMatchObject({
      path: "/services/Soap/m/66.0",
      status: 500,
      clientId: "PlatformCLI",
    });
  });

  it.each([
    [
      "/services/Soap/u/64.0",
      "sf:INVALID_OPERATION: INVALID_OPERATION: SOAP API login() is disabled by default in this org.",
    ],
    [
      "/services/Soap/c/66.0",
      "sf:UNSUPPORTED_API_VERSION: UNSUPPORTED_API_VERSION: SOAP API login() is not available in API version 65.0 and later.",
    ],
  ])("refuses a login at %s", async (path, fault) => {
    const reply = await post(org, envelope("", "<login><username>a</username><password>b</password></login>"), path);
    expect([reply.status, reply.fault.slice(0, fault.length)]).toEqual([500, fault]);
  });
});

describe("components", () => {
  it("are made, read, changed, listed and deleted", async () => {
    saved(await create(org, "RemoteSiteSetting", "Webex", { description: "  A & B < C  ", ...site() }));
    expect(await readOne(org, "RemoteSiteSetting", "webex")).toEqual({
      "@xsi:type": "RemoteSiteSetting",
      fullName: "Webex",
      description: "A & B < C",
      ...site(),
    });
    saved(await update(org, "RemoteSiteSetting", "Webex", site("https://webexapis.com/v1")));
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).not.toHaveProperty("description");
    const { results } = await soap(
      org,
      "<listMetadata><queries><type>RemoteSiteSetting</type></queries><asOfVersion>66.0</asOfVersion></listMetadata>",
    );
    expect(results).toMatchObject([
      {
        fullName: "Webex",
        fileName: "remoteSiteSettings/Webex.remoteSite",
        manageableState: "unmanaged",
        createdByName: "Ada Admin",
      },
    ]);
    saved(await remove(org, "RemoteSiteSetting", "Webex"));
    expect(failure(await remove(org, "RemoteSiteSetting", "Webex"))).toBe(
      "INVALID_CROSS_REFERENCE_KEY: no RemoteSiteSetting named Webex found",
    );
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toEqual({ "@xsi:nil": "true" });
  });

  it("succeed and fail one by one, unless all or nothing is asked for", async () => {
    const two = component("RemoteSiteSetting", "Good", site()) + component("RemoteSiteSetting", "Bad", site("nowhere"));
    const partial = await soap(org, `<createMetadata>${two}</createMetadata>`);
    expect(partial.results).toMatchObject([
      { fullName: "Good", success: "true" },
      {
        fullName: "Bad",
        success: "false",
        errors: [{ fields: ["url"], message: "url: Invalid URL: nowhere", statusCode: "FIELD_INTEGRITY_EXCEPTION" }],
      },
    ]);
    expect(await readOne(org, "RemoteSiteSetting", "Good")).toMatchObject({ fullName: "Good" });
    saved(await remove(org, "RemoteSiteSetting", "Good"));
    const none = await soap(org, `<createMetadata>${two}</createMetadata>`, { allOrNone: true });
    expect(none.results).toMatchObject([
      { success: "false", errors: [{ statusCode: "ALL_OR_NONE_OPERATION_ROLLED_BACK" }] },
      { success: "false", errors: [{ statusCode: "FIELD_INTEGRITY_EXCEPTION" }] },
    ]);
    expect(await read(org, "RemoteSiteSetting", ["Good", "Bad"])).toEqual([
      { "@xsi:nil": "true" },
      { "@xsi:nil": "true" },
    ]);
  });

  it("travel ten at a time", async () => {
    expect((await soap(org, `<createMetadata>${site10}</createMetadata>`)).results).toHaveLength(10);
    const names = Array.from({ length: 11 }, (_, n) => `Site${n}`);
    const fault =
      "sf:EXCEEDED_ID_LIMIT: EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 10 records in this operation";
    const eleven = site10 + component("RemoteSiteSetting", "Site10", site());
    expect((await soap(org, `<upsertMetadata>${eleven}</upsertMetadata>`)).fault).toBe(fault);
    expect((await remove(org, "RemoteSiteSetting", ...names)).fault).toBe(fault);
    const tooMany = `<readMetadata><type>RemoteSiteSetting</type>${names.map((name) => `<fullNames>${name}</fullNames>`).join("")}</readMetadata>`;
    expect((await soap(org, tooMany)).fault).toBe(fault);
  });

  it("are of one type in a call, and say which", async () => {
    const mixed =
      component("RemoteSiteSetting", "A", site()) +
      component("CorsWhitelistOrigin", "B", { urlPattern: "https://x.example" });
    expect((await soap(org, `<createMetadata>${mixed}</createMetadata>`)).fault).toMatch(/^sf:INVALID_TYPE: /);
    expect(
      (await soap(org, "<createMetadata><metadata><fullName>A</fullName></metadata></createMetadata>")).fault,
    ).toMatch(/^soapenv:Client: Must specify a \{http:\/\/www.w3.org\/2001\/XMLSchema-instance\}type attribute value/);
    expect((await create(org, "Nonsense", "A", {})).fault).toBe("sf:INVALID_TYPE: INVALID_TYPE: Unknown type:Nonsense");
    expect((await soap(org, "<readMetadata><type>Nonsense</type></readMetadata>")).fault).toMatch(/^sf:INVALID_TYPE: /);
  });

  it("say whether an upsert made or changed them", async () => {
    const upsert = () =>
      soap(org, `<upsertMetadata>${component("RemoteSiteSetting", "Webex", site())}</upsertMetadata>`);
    expect((await upsert()).results).toMatchObject([{ created: "true", fullName: "Webex", success: "true" }]);
    expect((await upsert()).results).toMatchObject([{ created: "false", success: "true" }]);
  });

  it("exist once, and must exist to be changed", async () => {
    saved(await create(org, "RemoteSiteSetting", "Webex", site()));
    expect(failure(await create(org, "RemoteSiteSetting", "WEBEX", site()))).toMatch(
      /^DUPLICATE_DEVELOPER_NAME: .*already exists$/,
    );
    expect(failure(await update(org, "RemoteSiteSetting", "Other", site()))).toBe(
      "INVALID_CROSS_REFERENCE_KEY: no RemoteSiteSetting named Other found",
    );
  });

  it.each(["1st", "a__b", "a_", "a b", "é", "a".repeat(81)])("are not called %s", async (name) => {
    expect(failure(await create(org, "RemoteSiteSetting", name, site()))).toMatch(
      /^(FIELD_INTEGRITY_EXCEPTION|STRING_TOO_LONG): Name: /,
    );
  });

  it("need a name", async () => {
    expect(failure(await create(org, "RemoteSiteSetting", "", site()))).toBe(
      "REQUIRED_FIELD_MISSING: Required field is missing: fullName",
    );
  });
});

describe("the schema", () => {
  it("refuses an element before which another one should stand", async () => {
    const body = { url: "https://x.example", disableProtocolSecurity: "false", isActive: "true" };
    expect((await create(org, "RemoteSiteSetting", "A", body)).fault).toBe(
      `soapenv:Client: ${nsElement("disableProtocolSecurity")} invalid at this location in type RemoteSiteSetting`,
    );
    expect(await readOne(org, "RemoteSiteSetting", "A")).toEqual({ "@xsi:nil": "true" });
  });

  it("drops such an element without a word where the sandbox is told to", async () => {
    org.sandbox.salesforce.settings({ soapElementOrder: "drop" });
    const body = {
      isActive: "true",
      description: "dropped",
      disableProtocolSecurity: "false",
      url: "https://x.example",
    };
    expect(failure(await create(org, "RemoteSiteSetting", "A", body))).toBe(
      "REQUIRED_FIELD_MISSING: Required field is missing: disableProtocolSecurity",
    );
  });

  it.each<readonly [what: string, body: Data, fault: string]>([
    [
      "an unknown element",
      { ...site(), zebra: "1" },
      `${nsElement("zebra")} invalid at this location in type RemoteSiteSetting`,
    ],
    [
      "an element twice",
      { disableProtocolSecurity: ["true", "false"], isActive: "true", url: "https://x.example" },
      `${nsElement("disableProtocolSecurity")} invalid at this location in type RemoteSiteSetting`,
    ],
    [
      "no boolean",
      { ...site(), isActive: "yes" },
      "'yes' is not valid for type xsd:boolean, should be '0', '1', 'true' or 'false'",
    ],
    [
      "an empty boolean",
      { ...site(), isActive: "" },
      "'' is not valid for type xsd:boolean, should be '0', '1', 'true' or 'false'",
    ],
    [
      "an element in a text",
      { ...site(), url: { inner: "x" } },
      `${nsElement("inner")} invalid at this location in type xsd:string`,
    ],
  ])("refuses %s", async (_what, body, fault) => {
    expect((await create(org, "RemoteSiteSetting", "A", body)).fault).toBe(`soapenv:Client: ${fault}`);
  });

  it("names a required element that is not there", async () => {
    expect(failure(await create(org, "RemoteSiteSetting", "A", { isActive: "true", url: "https://x.example" }))).toBe(
      "REQUIRED_FIELD_MISSING: Required field is missing: disableProtocolSecurity",
    );
    const nested = {
      displayName: "A",
      displayNameLabel: "A",
      internalNameLabel: "A",
      sections: { items: { label: "A", name: "a" }, label: "A", name: "a" },
    };
    expect(failure(await create(org, "CallCenter", "A", nested))).toBe(
      "REQUIRED_FIELD_MISSING: Required field is missing: value",
    );
  });

  it("checks enumerations and numbers", async () => {
    const field = (type: string, length = "5") => create(org, "CustomField", "Case.A__c", { label: "A", length, type });
    expect((await field("Tekst")).fault).toBe("soapenv:Client: 'Tekst' is not a valid value for the enum 'FieldType'");
    expect((await field("Text", "five")).fault).toBe(
      "soapenv:Client: 'five' is not a valid value for the type xsd:int",
    );
  });

  it("knows types and elements only from their version on", async () => {
    const header = { contactEmail: "a@x.example", label: "A" };
    expect((await create(org, "ExternalClientApplication", "A", header, { version: "58.0" })).fault).toMatch(
      /Unknown type:ExternalClientApplication$/,
    );
    org.sandbox.salesforce.settings({ allowConnectedApps: true });
    const app = (config: Data) => ({
      contactEmail: "a@x.example",
      label: "A",
      oauthConfig: { callbackUrl: "https://x.example", ...config },
    });
    const rotating = app({ isRefreshTokenRotationEnabled: "true" });
    expect((await create(org, "ConnectedApp", "A", rotating, { version: "52.0" })).fault).toBe(
      `soapenv:Client: ${nsElement("isRefreshTokenRotationEnabled")} invalid at this location in type ConnectedAppOauthConfig`,
    );
    saved(await create(org, "ConnectedApp", "A", rotating));
    const [old] = await read(org, "ConnectedApp", ["A"], { version: "52.0" });
    expect(old?.oauthConfig).not.toHaveProperty("isRefreshTokenRotationEnabled");
    expect((await readOne(org, "ConnectedApp", "A")).oauthConfig).toHaveProperty(
      "isRefreshTokenRotationEnabled",
      "true",
    );
  });
});

describe("what an org says of itself", () => {
  it("describes where the files of every type stand", async () => {
    const { results } = await soap(org, "<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>");
    const [described] = results;
    expect(described).toMatchObject({ organizationNamespace: "", partialSaveAllowed: "true", testRequired: "false" });
    const objects = list(described, "metadataObjects");
    expect(objects).toContainEqual({
      directoryName: "externalClientApps",
      inFolder: "false",
      metaFile: "false",
      suffix: "eca",
      xmlName: "ExternalClientApplication",
    });
    expect(objects).toContainEqual({
      childXmlNames: "CustomField",
      directoryName: "objects",
      inFolder: "false",
      metaFile: "false",
      suffix: "object",
      xmlName: "CustomObject",
    });
    const old = await soap(org, "<describeMetadata><asOfVersion>52.0</asOfVersion></describeMetadata>", {
      version: "52.0",
    });
    expect(list(old.results[0], "metadataObjects").map((object) => object.xmlName)).not.toContain(
      "ExternalClientApplication",
    );
  });

  it("says what can be done with a type", async () => {
    const can = async (type: string) => {
      const { results } = await soap(
        org,
        `<describeValueType><type>{http://soap.sforce.com/2006/04/metadata}${type}</type></describeValueType>`,
      );
      return ["apiCreatable", "apiReadable", "apiUpdatable", "apiDeletable"].map(
        (name) => results[0]?.[name] === "true",
      );
    };
    expect(await can("RemoteSiteSetting")).toEqual([true, true, true, true]);
    expect(await can("OauthOidcSettings")).toEqual([false, true, true, false]);
    expect(await can("ExternalClientApplication")).toEqual([true, true, true, false]);
  });

  it("lists up to three types in a call", async () => {
    const query = (...types: readonly string[]) =>
      soap(
        org,
        `<listMetadata>${types.map((type) => `<queries><type>${type}</type></queries>`).join("")}<asOfVersion>66.0</asOfVersion></listMetadata>`,
      );
    expect(
      (await query("ExternalClientApplication", "Settings", "PermissionSet")).results.map((file) => file.fullName),
    ).toEqual(["Deployment", "OauthOidc", "ExternalClientApp", "ConnectedApp"]);
    const objects = (await query("CustomObject")).results;
    expect(objects.map((file) => file.fullName)).toEqual(expect.arrayContaining(["Account", "Case", "Contact"]));
    expect(objects.find((file) => file.fullName === "Case")).toMatchObject({
      fileName: "objects/Case.object",
      id: "",
    });
    expect((await query("Queue", "Group", "CustomField", "CustomLabel")).fault).toMatch(/^sf:LIMIT_EXCEEDED: /);
  });

  it("has settings from the first day, which change by the element and never go", async () => {
    saved(await update(org, "OauthOidcSettings", "OauthOidc", { isPkceRequired: "true" }));
    expect(await readOne(org, "OauthOidcSettings", "OauthOidc")).toMatchObject({
      blockOAuthUnPwFlow: "true",
      isPkceRequired: "true",
    });
    expect((await create(org, "OauthOidcSettings", "OauthOidc", {})).fault).toMatch(/^sf:INVALID_TYPE: /);
    expect((await remove(org, "OauthOidcSettings", "OauthOidc")).fault).toMatch(/^sf:INVALID_TYPE: /);
  });

  it("shows components to queries as well", async () => {
    const sections = {
      items: [
        { label: "Use", name: "reqUseApi", value: "true" },
        { label: "Blank", name: "blank", value: "" },
      ],
      label: "General",
      name: "reqGeneralInfo",
    };
    saved(
      await create(org, "CallCenter", "wxCcCallCenter", {
        adapterUrl: "https://x.example",
        displayName: "WxCC",
        displayNameLabel: "Name",
        internalNameLabel: "Internal",
        sections,
      }),
    );
    const center = await org.one("SELECT Id, Name, InternalName, AdapterUrl FROM CallCenter");
    expect(center).toMatchObject({ Name: "WxCC", InternalName: "wxCcCallCenter", AdapterUrl: "https://x.example" });
    const agent = text(await org.one("SELECT Id FROM User WHERE Username = 'agent@datadip.example'"), "Id");
    expect((await org.api("PATCH", `/sobjects/User/${agent}`, { CallCenterId: center.Id })).status).toBe(204);
    expect(failure(await remove(org, "CallCenter", "wxCcCallCenter"))).toMatch(/^DEPENDENCY_EXISTS: .* has 1 user/);
    expect((await org.api("PATCH", `/sobjects/User/${agent}`, { CallCenterId: null })).status).toBe(204);
    saved(await remove(org, "CallCenter", "wxCcCallCenter"));
    expect(errorCode(await org.api("GET", `/sobjects/CallCenter/${text(center, "Id")}`))).toBe("NOT_FOUND");
  });
});
