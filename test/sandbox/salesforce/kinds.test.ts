import { assign, created, errorCode, makeIntegrationUser, openOrg, text, type Data, type TestOrg } from "./support/org";
import { create, dataDipSet, failure, readOne, remove, saved, update } from "./support/soap";

let org: TestOrg;

beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

function objectRight(object: string, change: Data = {}): Data {
  const flags = {
    allowCreate: "false",
    allowDelete: "false",
    allowEdit: "false",
    allowRead: "true",
    modifyAllRecords: "false",
    object,
    viewAllRecords: "false",
  };
  return { ...flags, ...change };
}

describe("a permission set", () => {
  it("adds to its lists on an update, yet turns off user permissions that are not named", async () => {
    saved(
      await create(org, "PermissionSet", "Set", {
        label: "Set",
        objectPermissions: objectRight("Account"),
        userPermissions: [
          { enabled: "true", name: "ApiEnabled" },
          { enabled: "true", name: "RunReports" },
        ],
      }),
    );
    saved(
      await update(org, "PermissionSet", "Set", {
        label: "Set",
        objectPermissions: [objectRight("Account", { allowEdit: "true" }), objectRight("Case")],
        userPermissions: { enabled: "true", name: "RunReports" },
      }),
    );
    const set = await readOne(org, "PermissionSet", "Set");
    expect(set).toMatchObject({
      hasActivationRequired: "false",
      userPermissions: { enabled: "true", name: "RunReports" },
    });
    expect(set.objectPermissions).toMatchObject([{ object: "Account", allowEdit: "true" }, { object: "Case" }]);
    expect(await org.one("SELECT Label, PermissionsApiEnabled FROM PermissionSet WHERE Name = 'Set'")).toMatchObject({
      Label: "Set",
      PermissionsApiEnabled: false,
    });
  });

  it.each<readonly [what: string, body: Data, answer: string]>([
    [
      "an object that is not there",
      { label: "A", objectPermissions: objectRight("Nothing") },
      "INVALID_CROSS_REFERENCE_KEY: In field: object - no CustomObject named Nothing found",
    ],
    [
      "editing without reading",
      { label: "A", objectPermissions: objectRight("Case", { allowEdit: "true", allowRead: "false" }) },
      "FIELD_INTEGRITY_EXCEPTION: Permission Edit Case depends on permission(s): Read Case",
    ],
    [
      "a field that is not there",
      { fieldPermissions: { editable: "true", field: "Case.Nothing__c", readable: "true" }, label: "A" },
      "INVALID_CROSS_REFERENCE_KEY: In field: field - no CustomField named Case.Nothing__c found",
    ],
    [
      "a required field",
      { fieldPermissions: { editable: "true", field: "Account.Name", readable: "true" }, label: "A" },
      "FIELD_INTEGRITY_EXCEPTION: You cannot deploy to a required field: Account.Name",
    ],
    [
      "writing what is not read",
      { fieldPermissions: { editable: "true", field: "Account.Phone", readable: "false" }, label: "A" },
      "FIELD_INTEGRITY_EXCEPTION: Field permission: Account.Phone cannot be editable and not readable",
    ],
    [
      "an unknown permission",
      { label: "A", userPermissions: { enabled: "true", name: "FlyToTheMoon" } },
      "INVALID_FIELD: Unknown user permission: FlyToTheMoon",
    ],
    [
      "a licence that is not there",
      { label: "A", license: "Nothing" },
      "INVALID_CROSS_REFERENCE_KEY: In field: license - no PermissionSetLicense named Nothing found",
    ],
    ["no label", { label: "" }, "REQUIRED_FIELD_MISSING: Required field is missing: label"],
  ])("is refused with %s", async (_what, body, answer) => {
    expect(failure(await create(org, "PermissionSet", "A", body))).toBe(answer);
  });

  it("is given once, and to users whose licences allow it", async () => {
    saved(await create(org, "PermissionSet", "DataDip", dataDipSet));
    const set = await org.one("SELECT Id FROM PermissionSet WHERE Name = 'DataDip'");
    const profile = await org.one("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'");
    const user = created(
      await org.api("POST", "/sobjects/User", {
        Username: "bare@datadip.example",
        LastName: "Bare",
        Email: "bare@datadip.example",
        Alias: "bare",
        ProfileId: profile.Id,
        TimeZoneSidKey: "UTC",
        LocaleSidKey: "en_US",
        EmailEncodingKey: "UTF-8",
        LanguageLocaleKey: "en_US",
      }),
    );
    const give = () =>
      org.api("POST", "/sobjects/PermissionSetAssignment", { AssigneeId: user, PermissionSetId: set.Id });
    expect((await give()).rows[0]).toMatchObject({
      errorCode: "FIELD_INTEGRITY_EXCEPTION",
      message:
        "Can't assign permission set Data dip to user Bare. The user license doesn't allow the permission: Read Account",
    });
    const license = await org.one(
      "SELECT Id, UsedLicenses FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'",
    );
    const assignment = { AssigneeId: user, PermissionSetLicenseId: license.Id };
    created(await org.api("POST", "/sobjects/PermissionSetLicenseAssign", assignment));
    expect(errorCode(await org.api("POST", "/sobjects/PermissionSetLicenseAssign", assignment))).toBe(
      "DUPLICATE_VALUE",
    );
    const id = created(await give());
    expect(errorCode(await give())).toBe("DUPLICATE_VALUE");
    expect(failure(await remove(org, "PermissionSet", "DataDip"))).toMatch(
      /^DEPENDENCY_EXISTS: .* is assigned to 1 user/,
    );
    expect((await org.api("DELETE", `/sobjects/PermissionSetAssignment/${id}`)).status).toBe(204);
    expect((await org.api("DELETE", `/sobjects/PermissionSetAssignment/${id}`)).status).toBe(404);
    saved(await remove(org, "PermissionSet", "DataDip"));
  });

  it("with a licence of its own goes only to those who hold that licence", async () => {
    saved(await create(org, "PermissionSet", "Licensed", { label: "Licensed", license: "Salesforce API Integration" }));
    const agent = text(await org.one("SELECT Id FROM User WHERE Username = 'agent@datadip.example'"), "Id");
    await expect(assign(org, agent, "Licensed")).rejects.toThrow(/permission set license Salesforce API Integration/);
    const user = await makeIntegrationUser(org);
    await assign(org, user, "Licensed");
    expect(
      failure(await update(org, "PermissionSet", "Licensed", { label: "Licensed", license: "Salesforce" })),
    ).toMatch(/can't change the license/);
  });

  it("of a profile is there, and cannot be given", async () => {
    const { Id } = await org.one("SELECT Id FROM PermissionSet WHERE Profile.Name = 'System Administrator'");
    const agent = await org.one("SELECT Id FROM User WHERE Username = 'agent@datadip.example'");
    const reply = await org.api("POST", "/sobjects/PermissionSetAssignment", {
      AssigneeId: agent.Id,
      PermissionSetId: Id,
    });
    expect(errorCode(reply)).toBe("FIELD_INTEGRITY_EXCEPTION");
  });
});

describe("a user", () => {
  const body = async (change: Data = {}): Promise<Data> => ({
    Username: "new@datadip.example",
    LastName: "New",
    Email: "new@datadip.example",
    Alias: "new",
    ProfileId: (await org.one("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'")).Id,
    TimeZoneSidKey: "Europe/Paris",
    LocaleSidKey: "fr_FR",
    EmailEncodingKey: "UTF-8",
    LanguageLocaleKey: "fr",
    ...change,
  });

  it.each<readonly [what: string, change: Data, code: string]>([
    ["a name that is taken", { Username: "ADMIN@datadip.example" }, "DUPLICATE_USERNAME"],
    ["a name that is not an address", { Username: "nobody" }, "INVALID_EMAIL_ADDRESS"],
    ["a long alias", { Alias: "ninechars" }, "STRING_TOO_LONG"],
    ["a place that is not a time zone", { TimeZoneSidKey: "Mars/Olympus" }, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"],
    ["a profile that is not there", { ProfileId: "00e000000000001AAA" }, "INVALID_CROSS_REFERENCE_KEY"],
  ])("is refused with %s", async (_what, change, code) => {
    expect(errorCode(await org.api("POST", "/sobjects/User", await body(change)))).toBe(code);
  });

  it("takes a seat, gives it back when deactivated, and can never be deleted", async () => {
    const seats = async () =>
      (await org.one("SELECT UsedLicenses FROM UserLicense WHERE Name = 'Salesforce Integration'")).UsedLicenses;
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.push(created(await org.api("POST", "/sobjects/User", await body({ Username: `new${n}@datadip.example` }))));
    }
    expect(await seats()).toBe(5);
    const sixth = await org.api("POST", "/sobjects/User", await body());
    expect(errorCode(sixth)).toBe("LICENSE_LIMIT_EXCEEDED");
    const path = `/sobjects/User/${ids[0] ?? ""}`;
    expect(errorCode(await org.api("DELETE", path))).toBe("INVALID_TYPE_FOR_OPERATION");
    expect((await org.api("PATCH", path, { IsActive: false })).status).toBe(204);
    expect(await seats()).toBe(4);
    created(await org.api("POST", "/sobjects/User", await body()));
    expect(errorCode(await org.api("PATCH", path, { IsActive: true }))).toBe("LICENSE_LIMIT_EXCEEDED");
  });

  it("keeps the old address until the new one is confirmed", async () => {
    const path = `/sobjects/User/${created(await org.api("POST", "/sobjects/User", await body()))}`;
    expect((await org.api("PATCH", path, { Email: "later@datadip.example", Title: "Robot" })).status).toBe(204);
    expect((await org.api("GET", `${path}?fields=Email,Title`)).data).toMatchObject({
      Email: "new@datadip.example",
      Title: "Robot",
    });
  });
});

describe("a queue", () => {
  it("shows its objects and members to queries, and follows changes", async () => {
    const members = { queueMembers: { users: { user: ["agent@datadip.example", "admin@datadip.example"] } } };
    saved(
      await create(org, "Queue", "Support", {
        doesSendEmailToMembers: "true",
        email: "q@x.example",
        name: "Support",
        ...members,
        queueSobject: [{ sobjectType: "Case" }, { sobjectType: "Task" }],
      }),
    );
    const queue = await org.one(
      "SELECT Id, Name, Type, Email, (SELECT SobjectType FROM QueueSobjects ORDER BY SobjectType) FROM Group WHERE DeveloperName = 'Support'",
    );
    expect(queue).toMatchObject({
      Name: "Support",
      Type: "Queue",
      Email: "q@x.example",
      QueueSobjects: { records: [{ SobjectType: "Case" }, { SobjectType: "Task" }] },
    });
    const count = async () =>
      (await org.query(`SELECT COUNT() FROM GroupMember WHERE GroupId = '${text(queue, "Id")}'`)).data.totalSize;
    expect(await count()).toBe(2);
    saved(await update(org, "Queue", "Support", { name: "Support", queueSobject: { sobjectType: "Case" } }));
    expect(await count()).toBe(0);
    const ticket = created(await org.api("POST", "/sobjects/Case", { OwnerId: queue.Id }));
    expect(failure(await remove(org, "Queue", "Support"))).toMatch(/^DEPENDENCY_EXISTS: .* owns 1 record/);
    await org.api("DELETE", `/sobjects/Case/${ticket}`);
    saved(await remove(org, "Queue", "Support"));
  });

  it("is refused with members and objects that are not there", async () => {
    const users = { queueMembers: { users: { user: "nobody@x.example" } } };
    expect(failure(await create(org, "Queue", "A", { name: "A", ...users }))).toMatch(
      /no User named nobody@x.example found/,
    );
    expect(failure(await create(org, "Queue", "A", { name: "A", queueSobject: { sobjectType: "Account" } }))).toMatch(
      /no CustomObject named Account found/,
    );
    expect((await create(org, "Queue", "A", { doesIncludeBosses: "true", name: "A" })).fault).toMatch(
      /doesIncludeBosses invalid at this location in type Queue$/,
    );
  });
});

describe("a custom field", () => {
  it.each<readonly [name: string, body: Data, answer: RegExp]>([
    [
      "Case.NoSuffix",
      { label: "A", length: "5", type: "Text" },
      /must be an object, a point, and a name that ends in __c/,
    ],
    ["Nothing.A__c", { label: "A", length: "5", type: "Text" }, /no CustomObject named Nothing found/],
    ["Task.A__c", { label: "A", length: "5", type: "Text" }, /belong to Activity: name it Activity.A__c/],
    ["Case.A__c", { label: "A", type: "Text" }, /Must specify 'length' for a CustomField of type Text/],
    ["Case.A__c", { label: "A", length: "256", type: "Text" }, /Length must be between 1 and 255/],
    ["Case.A__c", { label: "A", length: "1000", type: "LongTextArea" }, /Must specify 'visibleLines'/],
    ["Case.A__c", { label: "A", type: "Number" }, /Must specify 'precision'/],
    ["Case.A__c", { label: "A", type: "Checkbox" }, /Must specify 'defaultValue'/],
    ["Case.A__c", { label: "A", type: "Lookup" }, /Must specify 'referenceTo'/],
    ["Case.A__c", { formula: "Phone", label: "A", type: "Text" }, /does not evaluate formulas/],
    ["Case.A__c", { label: "A", type: "Summary" }, /no fields of type Summary/],
    ["Case.A__c", { type: "Text" }, /Required field is missing: label/],
  ])("%s is refused: %j", async (name, body, answer) => {
    expect(failure(await create(org, "CustomField", name, body))).toMatch(answer);
  });

  it("changes its type only within reason, and empties records when it goes", async () => {
    const text = { label: "A", length: "5", type: "Text" };
    saved(await create(org, "CustomField", "Activity.A__c", text));
    saved(
      await create(org, "PermissionSet", "Sees", {
        fieldPermissions: { editable: "true", field: "Task.A__c", readable: "true" },
        label: "Sees",
      }),
    );
    const admin = await org.one("SELECT Id FROM User WHERE Username = 'admin@datadip.example'");
    await assign(org, String(admin.Id), "Sees");
    const task = created(await org.api("POST", "/sobjects/Task", { Subject: "x", A__c: "abc" }));
    expect((await org.api("GET", `/sobjects/Task/${task}?fields=A__c`)).data).toMatchObject({ A__c: "abc" });
    expect(
      failure(
        await update(org, "CustomField", "Activity.A__c", { label: "A", precision: "5", scale: "0", type: "Number" }),
      ),
    ).toMatch(/Cannot change field type from Text to Number/);
    saved(await remove(org, "CustomField", "Activity.A__c"));
    expect(errorCode(await org.api("GET", `/sobjects/Task/${task}?fields=A__c`))).toBe("INVALID_FIELD");
    saved(await create(org, "CustomField", "Activity.A__c", text));
    expect((await org.api("GET", `/sobjects/Task/${task}`)).data.A__c ?? null).toBeNull();
  });
});

describe("trusted places", () => {
  it("need a direction since version 59, and had all of them up to 49", async () => {
    const body = { endpointUrl: "https://desktop.wxcc-eu1.cisco.com", isActive: "true" };
    expect(failure(await create(org, "CspTrustedSite", "Desktop", body))).toMatch(
      /^FIELD_INTEGRITY_EXCEPTION: Select at least one/,
    );
    saved(await create(org, "CspTrustedSite", "Desktop", { ...body, isApplicableToFrameSrc: "true" }));
    expect(await readOne(org, "CspTrustedSite", "Desktop")).toMatchObject({
      context: "All",
      isApplicableToFrameSrc: "true",
      isApplicableToImgSrc: "false",
    });
    saved(await create(org, "CspTrustedSite", "Old", body, { version: "49.0" }));
    expect(await readOne(org, "CspTrustedSite", "Old")).toMatchObject({
      isApplicableToFrameSrc: "true",
      isApplicableToImgSrc: "true",
    });
  });

  it.each(["https://x.example", "https://*.x.example", "http://localhost:3000"])(
    "take the origin %s",
    async (urlPattern) => {
      saved(await create(org, "CorsWhitelistOrigin", "A", { urlPattern }));
    },
  );

  it.each(["x.example", "http://x.example", "https://x.example/path", "https://*"])(
    "refuse the origin %s",
    async (urlPattern) => {
      expect(failure(await create(org, "CorsWhitelistOrigin", "A", { urlPattern }))).toMatch(
        /^FIELD_INTEGRITY_EXCEPTION: urlPattern: /,
      );
    },
  );

  it("keep labels as they are", async () => {
    const label = {
      language: "fr",
      protected: "false",
      shortDescription: "Greeting",
      value: 'Bonjour à tous & "toutes"',
    };
    saved(await create(org, "CustomLabel", "Greeting", label));
    expect(await readOne(org, "CustomLabel", "Greeting")).toMatchObject(label);
    expect(failure(await create(org, "CustomLabel", "Long", { ...label, value: "x".repeat(1001) }))).toMatch(
      /^STRING_TOO_LONG: /,
    );
  });

  it("take what the sandbox only keeps, by its schema", async () => {
    const credential = {
      calloutStatus: "Enabled",
      generateAuthorizationHeader: "true",
      label: "Webex",
      namedCredentialType: "SecuredEndpoint",
    };
    saved(await create(org, "NamedCredential", "Webex", credential));
    expect(await readOne(org, "NamedCredential", "Webex")).toMatchObject(credential);
  });
});
