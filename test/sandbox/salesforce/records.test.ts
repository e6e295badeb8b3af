import { created, errorCode, openOrg, text, type Data, type Reply, type TestOrg } from "./support/org";
import { assign, makeIntegrationUser } from "./support/org";
import { create, dataDipSet, saved } from "./support/soap";

let org: TestOrg;

beforeAll(async () => {
  org = await openOrg();
});
afterAll(() => org.close());

const insert = async (type: string, body: Data): Promise<string> =>
  created(await org.api("POST", `/sobjects/${type}`, body));
const get = async (type: string, id: string): Promise<Data> => (await org.api("GET", `/sobjects/${type}/${id}`)).data;
const problem = ({ status, rows }: Reply): unknown => [status, rows[0]];

describe("a record", () => {
  it("is made, read, changed and deleted by ids of 15 and 18 characters", async () => {
    const reply = await org.api("POST", "/sobjects/Account", { name: "  Trimmed ", Phone: "", NumberOfEmployees: "7" });
    const id = text(reply.data, "id");
    expect(reply.data).toEqual({ id, success: true, errors: [] });
    expect(reply.headers.get("location")).toBe(`/services/data/v66.0/sobjects/Account/${id}`);
    expect(id).toMatch(/^001\w{15}$/);
    const short = `/sobjects/Account/${id.slice(0, 15)}`;
    expect(await get("Account", id.slice(0, 15))).toMatchObject({
      Id: id,
      Name: "Trimmed",
      Phone: null,
      NumberOfEmployees: 7,
    });
    const changed = await org.api("PATCH", short, { Phone: "1" });
    expect([changed.status, changed.text]).toEqual([204, ""]);
    expect((await org.api("GET", `${short}?fields=phone,Owner_Id`)).status).toBe(400);
    expect((await org.api("GET", `${short}?fields=phone,OwnerId`)).data).toMatchObject({ Phone: "1", Id: id });
    expect((await org.api("DELETE", short)).status).toBe(204);
    expect(problem(await org.api("GET", short))).toEqual([
      404,
      { errorCode: "ENTITY_IS_DELETED", message: "entity is deleted" },
    ]);
    expect((await org.query(`SELECT Id FROM Account WHERE Id = '${id}'`)).rows).toEqual([]);
    const all = await org.api("GET", `/queryAll?q=SELECT+Id,IsDeleted+FROM+Account+WHERE+Id='${id}'`);
    expect(all.rows).toMatchObject([{ IsDeleted: true }]);
  });

  it("carries who made and changed it and when", async () => {
    const id = await insert("Account", { Name: "Stamped" });
    const before = await get("Account", id);
    expect(before.CreatedDate).toMatch(/^2026-12-01T12:00:00.000\+0000$/);
    org.advance(60_000);
    await org.api("PATCH", `/sobjects/Account/${id}`, { Phone: "1" });
    const after = await get("Account", id);
    expect(after.CreatedDate).toBe(before.CreatedDate);
    expect(after.LastModifiedDate).toBe("2026-12-01T12:01:00.000+0000");
    expect(await org.one(`SELECT CreatedBy.Name FROM Account WHERE Id = '${id}'`)).toMatchObject({
      CreatedBy: { Name: "Ada Admin" },
    });
  });

  it.each<readonly [type: string, body: Data, code: string, message: string, fields: readonly string[] | undefined]>([
    ["Account", {}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]", ["Name"]],
    ["Account", { Name: "  " }, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]", ["Name"]],
    ["Contact", { FirstName: "A" }, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", ["LastName"]],
    [
      "CaseComment",
      { CommentBody: "A" },
      "REQUIRED_FIELD_MISSING",
      "Required fields are missing: [ParentId]",
      ["ParentId"],
    ],
    [
      "User",
      { LastName: "A" },
      "REQUIRED_FIELD_MISSING",
      "Required fields are missing: [Username, Email, Alias, TimeZoneSidKey, LocaleSidKey, EmailEncodingKey, ProfileId, LanguageLocaleKey]",
      [
        "Username",
        "Email",
        "Alias",
        "TimeZoneSidKey",
        "LocaleSidKey",
        "EmailEncodingKey",
        "ProfileId",
        "LanguageLocaleKey",
      ],
    ],
    ["Account", { Name: "A", Foo: 1 }, "INVALID_FIELD", "No such column 'Foo' on sobject of type Account", undefined],
    [
      "Account",
      { Name: "A", Id: "001" },
      "INVALID_FIELD",
      "The Id field should not be specified in the sobject data.",
      undefined,
    ],
    [
      "Account",
      { Name: "A", CreatedDate: "2026-01-01" },
      "INVALID_FIELD_FOR_INSERT_UPDATE",
      "Unable to create/update fields: CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
      ["CreatedDate"],
    ],
    [
      "Account",
      { Name: "A", Phone: "1".repeat(41) },
      "STRING_TOO_LONG",
      `Account Phone: data value too large: ${"1".repeat(41)} (max length=40)`,
      ["Phone"],
    ],
    [
      "Account",
      { Name: "A", OwnerId: "abc" },
      "MALFORMED_ID",
      "Owner ID: id value of incorrect type: abc",
      ["OwnerId"],
    ],
    [
      "Account",
      { Name: "A", OwnerId: "001000000000001AAA" },
      "FIELD_INTEGRITY_EXCEPTION",
      "Owner ID: id value of incorrect type: 001000000000001AAA",
      ["OwnerId"],
    ],
    [
      "Account",
      { Name: "A", OwnerId: "005000000000001AAA" },
      "INVALID_CROSS_REFERENCE_KEY",
      "invalid cross reference id",
      ["OwnerId"],
    ],
    [
      "Contact",
      { LastName: "A", Email: "nobody" },
      "INVALID_EMAIL_ADDRESS",
      "Email: invalid email address: nobody",
      ["Email"],
    ],
    [
      "Task",
      { CallType: "Odd" },
      "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      "Call Type: bad value for restricted picklist field: Odd",
      ["CallType"],
    ],
    [
      "Organization",
      { Name: "A" },
      "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
      "entity type cannot be inserted: Organization",
      [],
    ],
    [
      "Account",
      { Name: "A", NumberOfEmployees: "many" },
      "JSON_PARSER_ERROR",
      "Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:1, column:2]",
      undefined,
    ],
    [
      "Contact",
      { LastName: "A", Birthdate: "2026-02-30" },
      "JSON_PARSER_ERROR",
      "Cannot deserialize instance of date from VALUE_STRING value 2026-02-30 or request may be missing a required field at [line:1, column:2]",
      undefined,
    ],
    [
      "Case",
      { IsEscalated: "perhaps" },
      "JSON_PARSER_ERROR",
      "Cannot deserialize instance of boolean from VALUE_STRING value perhaps or request may be missing a required field at [line:1, column:2]",
      undefined,
    ],
  ])("is refused: %s %j", async (type, body, code, message, fields) => {
    const answer = { message, errorCode: code, ...(fields === undefined ? {} : { fields }) };
    expect(problem(await org.api("POST", `/sobjects/${type}`, body))).toEqual([400, answer]);
  });

  it("is refused when an update empties what it needs, and stays as it was", async () => {
    const id = await insert("Account", { Name: "Kept", Phone: "1" });
    expect(errorCode(await org.api("PATCH", `/sobjects/Account/${id}`, { Name: null, Phone: "2" }))).toBe(
      "REQUIRED_FIELD_MISSING",
    );
    expect(await get("Account", id)).toMatchObject({ Name: "Kept", Phone: "1" });
  });

  it("is not found by another type's path, by a broken id, or under an unknown type", async () => {
    const id = await insert("Account", { Name: "Here" });
    for (const path of [
      `/sobjects/Contact/${id}`,
      "/sobjects/Account/nonsense",
      "/sobjects/Nothing/1",
      "/sobjects/Nothing",
    ]) {
      expect(problem(await org.api("GET", path))).toEqual([
        404,
        { errorCode: "NOT_FOUND", message: "The requested resource does not exist" },
      ]);
    }
  });
});

describe("customers", () => {
  it("names a person from both names, and takes the contacts of a deleted account along", async () => {
    const account = await insert("Account", { Name: "Gone" });
    const contact = await insert("Contact", { FirstName: "Zoë", LastName: 'd\'Été "Q"', AccountId: account });
    expect(await get("Contact", contact)).toMatchObject({ Name: 'Zoë d\'Été "Q"' });
    await org.api("DELETE", `/sobjects/Account/${account}`);
    expect(errorCode(await org.api("GET", `/sobjects/Contact/${contact}`))).toBe("ENTITY_IS_DELETED");
  });

  it("does not delete an account or a contact that cases hang on", async () => {
    const account = await insert("Account", { Name: "Busy" });
    const contact = await insert("Contact", { LastName: "Busy", AccountId: account });
    const { CaseNumber } = await get("Case", await insert("Case", { ContactId: contact }));
    for (const path of [`/sobjects/Account/${account}`, `/sobjects/Contact/${contact}`]) {
      expect(problem(await org.api("DELETE", path))).toEqual([
        400,
        {
          errorCode: "DELETE_FAILED",
          fields: [],
          message: `Your attempt to delete Busy could not be completed because it is associated with the following cases.: ${String(CaseNumber)}\n`,
        },
      ]);
    }
  });
});

describe("a case", () => {
  it("is numbered, belongs to the contact's account, and shows how to reach the contact", async () => {
    const contact = await org.one("SELECT Id, AccountId, Phone, Email FROM Contact WHERE LastName = 'Rogers'");
    const found = await get("Case", await insert("Case", { ContactId: contact.Id, Subject: "Help" }));
    expect(found).toMatchObject({
      AccountId: contact.AccountId,
      ContactPhone: contact.Phone,
      ContactEmail: contact.Email,
      Status: "New",
      Priority: "Medium",
      IsClosed: false,
      ClosedDate: null,
    });
    expect(found.CaseNumber).toMatch(/^\d{8}$/);
  });

  it("is closed by its status, and opened again", async () => {
    const id = await insert("Case", { Subject: "Done soon" });
    await org.api("PATCH", `/sobjects/Case/${id}`, { Status: "Closed" });
    const closed = await get("Case", id);
    expect(closed.IsClosed).toBe(true);
    expect(closed.ClosedDate).toMatch(/^2026-12-01T/);
    await org.api("PATCH", `/sobjects/Case/${id}`, { Status: "New" });
    expect(await get("Case", id)).toMatchObject({ IsClosed: false, ClosedDate: null });
  });

  it("takes a comment through its write-only field, as the published flow sends it", async () => {
    const id = await insert("Case", { Subject: "Commented" });
    const comment = 'Caller said: "it\'s fixed" — 100%';
    const patch = await org.api("PATCH", `/sobjects/Case/${id}`, { Comments: comment }, { version: "52.0" });
    expect(patch.status).toBe(204);
    expect(await get("Case", id)).toMatchObject({ Comments: null });
    const comments = await org.api("GET", `/sobjects/Case/${id.slice(0, 15)}/CaseComments`);
    expect(comments.data).toMatchObject({ totalSize: 1, done: true });
    expect(comments.rows).toMatchObject([{ CommentBody: comment, ParentId: id, IsPublished: false }]);
    const long = await org.api("PATCH", `/sobjects/Case/${id}`, { Comments: "é".repeat(2001), Subject: "Changed" });
    expect(errorCode(long)).toBe("STRING_TOO_LONG");
    expect(await get("Case", id)).toMatchObject({ Subject: "Commented" });
  });

  it("is owned by a queue only when the queue was made for cases", async () => {
    saved(await create(org, "Queue", "CaseQueue", { name: "Cases", queueSobject: { sobjectType: "Case" } }));
    saved(await create(org, "Queue", "TaskQueue", { name: "Tasks", queueSobject: { sobjectType: "Task" } }));
    const queue = async (name: string) => (await org.one(`SELECT Id FROM Group WHERE DeveloperName = '${name}'`)).Id;
    const id = await insert("Case", { OwnerId: await queue("CaseQueue") });
    expect(await org.one(`SELECT Owner.Name, Owner.Type FROM Case WHERE Id = '${id}'`)).toMatchObject({
      Owner: { Name: "Cases", Type: "Group" },
    });
    const refused = await org.api("POST", "/sobjects/Case", { OwnerId: await queue("TaskQueue") });
    expect(refused.rows[0]).toMatchObject({ errorCode: "FIELD_INTEGRITY_EXCEPTION", fields: ["OwnerId"] });
  });

  it("shows its parent over a relationship, and 404 where there is none", async () => {
    const contact = await org.one("SELECT Id, Name FROM Contact WHERE LastName = 'Rogers'");
    const id = await insert("Case", { ContactId: contact.Id });
    expect((await org.api("GET", `/sobjects/Case/${id}/Contact`)).data).toMatchObject({ Name: "Jack Rogers" });
    const bare = await insert("Case", { Subject: "Nobody" });
    expect((await org.api("GET", `/sobjects/Case/${bare}/Contact`)).status).toBe(404);
    expect((await org.api("GET", `/sobjects/Case/${bare}/Nonsense`)).status).toBe(404);
  });
});

describe("a call logged as a task", () => {
  it("keeps what a contact centre writes, and works out the rest", async () => {
    const open = await org.one("SELECT Id, AccountId, ContactId FROM Case WHERE Subject LIKE 'Loom%'");
    const id = await insert("Task", {
      Subject: "Call",
      Status: "Completed",
      Priority: "High",
      WhoId: open.ContactId,
      WhatId: open.Id,
      TaskSubtype: "Call",
      CallType: "Inbound",
      CallDurationInSeconds: 63,
      CallObject: "webex-interaction-1",
      ActivityDate: "2026-12-01",
    });
    expect(await get("Task", id)).toMatchObject({
      IsClosed: true,
      IsHighPriority: true,
      AccountId: open.AccountId,
      CallObject: "webex-interaction-1",
      CompletedDateTime: "2026-12-01T12:01:00.000+0000",
    });
    const wrong = await org.api("POST", "/sobjects/Task", { WhoId: open.AccountId });
    expect(errorCode(wrong)).toBe("FIELD_INTEGRITY_EXCEPTION");
  });
});

describe("an external id", () => {
  beforeAll(async () => {
    saved(
      await create(org, "CustomField", "Account.Code__c", {
        externalId: "true",
        label: "Code",
        length: "20",
        type: "Text",
        unique: "true",
      }),
    );
    saved(
      await create(org, "PermissionSet", "SeesCode", {
        fieldPermissions: { editable: "true", field: "Account.Code__c", readable: "true" },
        label: "Sees the code",
      }),
    );
    const admin = await org.one("SELECT Id FROM User WHERE Username = 'admin@datadip.example'");
    await assign(org, text(admin, "Id"), "SeesCode");
  });

  it("finds, makes and changes a record", async () => {
    const path = "/sobjects/Account/Code__c/A-1";
    expect((await org.api("GET", path)).status).toBe(404);
    const made = await org.api("PATCH", path, { Name: "By code" });
    expect([made.status, made.data]).toEqual([201, { id: made.data.id, success: true, errors: [], created: true }]);
    const changed = await org.api("PATCH", path, { Name: "Renamed" });
    expect([changed.status, changed.data.created]).toEqual([200, false]);
    expect((await org.api("GET", "/sobjects/Account/code__c/a-1")).data).toMatchObject({
      Name: "Renamed",
      Code__c: "A-1",
    });
    expect(errorCode(await org.api("PATCH", path, { Code__c: "A-2" }))).toBe("INVALID_FIELD");
    expect(errorCode(await org.api("PATCH", "/sobjects/Account/Phone/1", { Name: "x" }))).toBe("NOT_FOUND");
  });

  it("represents a parent", async () => {
    await org.api("PATCH", "/sobjects/Account/Code__c/P-1", { Name: "Parent" });
    const contact = await insert("Contact", { LastName: "Child", Account: { Code__c: "P-1" } });
    expect(await org.one(`SELECT Account.Name FROM Contact WHERE Id = '${contact}'`)).toMatchObject({
      Account: { Name: "Parent" },
    });
    expect(
      (await org.api("POST", "/sobjects/Contact", { LastName: "Orphan", Account: { Code__c: "none" } })).status,
    ).toBe(400);
  });

  it("is unique, in any case", async () => {
    await org.api("PATCH", "/sobjects/Account/Code__c/U-1", { Name: "One" });
    const twin = await org.api("POST", "/sobjects/Account", { Name: "Two", Code__c: "u-1" });
    expect(twin.rows[0]).toMatchObject({ errorCode: "DUPLICATE_VALUE" });
    expect(twin.rows[0]?.message).toMatch(
      /^duplicate value found: Code__c duplicates value on record with id: 001\w{12}$/,
    );
  });

  it("deletes by its value", async () => {
    await org.api("PATCH", "/sobjects/Account/Code__c/D-1", { Name: "Soon gone" });
    expect((await org.api("DELETE", "/sobjects/Account/Code__c/D-1")).status).toBe(204);
    expect((await org.api("DELETE", "/sobjects/Account/Code__c/D-1")).status).toBe(404);
  });
});

describe("what a user may do", () => {
  let token: string;

  beforeAll(async () => {
    saved(await create(org, "PermissionSet", "DataDip", dataDipSet));
    await assign(org, await makeIntegrationUser(org), "DataDip");
    token = await org.sessionOf("dip@datadip.example");
  });

  it("reads what the permission set grants, and is told that the rest does not exist", async () => {
    expect((await org.query("SELECT Id FROM Account LIMIT 1", { token })).status).toBe(200);
    expect(errorCode(await org.query("SELECT Id FROM Task", { token }))).toBe("INVALID_TYPE");
    expect((await org.api("GET", "/sobjects/Task/describe", undefined, { token })).status).toBe(404);
    const { sobjects } = (await org.api("GET", "/sobjects", undefined, { token })).data;
    const names = (Array.isArray(sobjects) ? sobjects : []).map((entry: Data) => entry.name);
    expect(names).toContain("Case");
    expect(names).not.toContain("Task");
  });

  it("edits cases and their comments, and nothing else", async () => {
    const { Id } = await org.one("SELECT Id FROM Case WHERE Subject LIKE 'Loom%'");
    const id = String(Id);
    expect((await org.api("PATCH", `/sobjects/Case/${id}`, { Comments: "ok" }, { token })).status).toBe(204);
    expect(
      (await org.api("POST", "/sobjects/CaseComment", { ParentId: id, CommentBody: "ok" }, { token })).status,
    ).toBe(201);
    const account = await org.one("SELECT Id FROM Account WHERE Name LIKE 'Boulangerie%'");
    const denied = await org.api("PATCH", `/sobjects/Account/${String(account.Id)}`, { Phone: "1" }, { token });
    expect([denied.status, errorCode(denied)]).toEqual([403, "INSUFFICIENT_ACCESS_OR_READONLY"]);
    expect((await org.api("POST", "/sobjects/Case", {}, { token })).status).toBe(403);
    expect((await org.api("DELETE", `/sobjects/Case/${id}`, undefined, { token })).status).toBe(403);
    expect((await org.api("POST", "/sobjects/User", { LastName: "x" }, { token })).status).toBe(403);
  });

  it("does not see a custom field without a field permission, even an administrator", async () => {
    saved(
      await create(org, "CustomField", "Case.WebexInteractionId__c", {
        label: "Interaction",
        length: "64",
        type: "Text",
      }),
    );
    const soql = "SELECT WebexInteractionId__c FROM Case LIMIT 1";
    expect(errorCode(await org.query(soql))).toBe("INVALID_FIELD");
    expect(errorCode(await org.query(soql, { token }))).toBe("INVALID_FIELD");
    saved(
      await create(org, "PermissionSet", "Interaction", {
        fieldPermissions: { editable: "false", field: "Case.WebexInteractionId__c", readable: "true" },
        label: "Reads interactions",
      }),
    );
    const user = await org.one("SELECT Id FROM User WHERE Username = 'dip@datadip.example'");
    await assign(org, text(user, "Id"), "Interaction");
    expect((await org.query(soql, { token })).status).toBe(200);
    const { Id } = await org.one("SELECT Id FROM Case WHERE Subject LIKE 'Loom%'");
    const write = await org.api("PATCH", `/sobjects/Case/${String(Id)}`, { WebexInteractionId__c: "1" }, { token });
    expect(errorCode(write)).toBe("INVALID_FIELD_FOR_INSERT_UPDATE");
  });

  it("does not see standard fields either where the org is as strict as a real one", async () => {
    org.sandbox.salesforce.settings({ fieldLevelSecurity: "all" });
    const { rows } = await org.query("SELECT Phone FROM Account LIMIT 1", { token });
    expect(rows[0]).toMatchObject({ errorCode: "INVALID_FIELD" });
    expect((await org.query("SELECT Name, OwnerId FROM Account LIMIT 1", { token })).status).toBe(200);
    expect((await org.query("SELECT Phone FROM Account LIMIT 1")).status).toBe(200);
    org.sandbox.salesforce.settings({ fieldLevelSecurity: "custom" });
    expect((await org.query("SELECT Phone FROM Account LIMIT 1", { token })).status).toBe(200);
  });

  it("may not use the API at all without the right to", async () => {
    const { Id } = await org.one("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'");
    const agent = await org.one("SELECT Id FROM User WHERE Username = 'agent@datadip.example'");
    await org.api("PATCH", `/sobjects/User/${text(agent, "Id")}`, { ProfileId: Id });
    const reply = await org.query("SELECT Id FROM Account", { token: await org.sessionOf("agent@datadip.example") });
    expect([reply.status, errorCode(reply)]).toEqual([403, "API_DISABLED_FOR_ORG"]);
  });
});
