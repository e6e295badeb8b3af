import { created, errorCode, isData, list, member, openOrg, text, type Data, type TestOrg } from "./support/org";

let org: TestOrg;

beforeAll(async () => {
  org = await openOrg();
});
afterAll(() => org.close());

const many = (prefix: string, count: number): readonly Data[] =>
  Array.from({ length: count }, (_, n) => ({ attributes: { type: "Account" }, Name: `${prefix} ${n}` }));

const collection = (records: readonly Data[], more: Data = {}) =>
  org.api("POST", "/composite/sobjects", { records, ...more });

describe("the platform", () => {
  it("lists its versions to everybody", async () => {
    for (const path of ["/services/data", "/services/data/"]) {
      const { status, json } = await org.raw("GET", path, undefined, { token: null });
      expect(status).toBe(200);
      expect(json).toContainEqual({ label: "Summer '21", url: "/services/data/v52.0", version: "52.0" });
      expect(json).toContainEqual({ label: "Spring '26", url: "/services/data/v66.0", version: "66.0" });
      expect(json).toContainEqual({ label: "Winter '27", url: "/services/data/v68.0", version: "68.0" });
    }
  });

  it.each([
    ["30.0", 410, "GONE"],
    ["21.0", 410, "GONE"],
    ["20.0", 404, "NOT_FOUND"],
    ["69.0", 404, "NOT_FOUND"],
    ["66", 404, "NOT_FOUND"],
  ])("answers version %s with %d", async (version, status, code) => {
    const reply = await org.api("GET", "/limits", undefined, { version });
    expect([reply.status, errorCode(reply)]).toEqual([status, code]);
  });

  it.each(["31.0", "52.0", "66.0", "67.0", "68.0"])(
    "serves version %s, and its URLs stay in that version",
    async (version) => {
      const { rows } = await org.query("SELECT Id FROM Account LIMIT 1", { version });
      expect(text(member(rows[0], "attributes"), "url")).toMatch(
        new RegExp(`^/services/data/v${version}/sobjects/Account/001`),
      );
      const resources = (await org.api("GET", "", undefined, { version })).data;
      expect(resources).toMatchObject({ query: `/services/data/v${version}/query` });
    },
  );

  it("counts calls over 24 hours, lists each caller, and refuses those above the share", async () => {
    const { data, headers } = await org.api("GET", "/limits");
    const daily = member(data, "DailyApiRequests");
    const used = Number(/^api-usage=(\d+)\/15000$/.exec(headers.get("sforce-limit-info") ?? "")?.[1]);
    expect(daily).toEqual({ Max: 15_000, Remaining: 15_000 - used });
    org.sandbox.salesforce.settings({ dailyApiRequests: used });
    const refused = await org.api("GET", "/limits");
    expect([refused.status, refused.rows[0]]).toEqual([
      403,
      { errorCode: "REQUEST_LIMIT_EXCEEDED", message: "TotalRequests Limit exceeded." },
    ]);
    expect(refused.headers.get("retry-after")).toBeNull();
    expect(refused.headers.get("sforce-limit-info")).toBe(`api-usage=${used}/${used}`);
    org.sandbox.salesforce.settings({ dailyApiRequests: 15_000 });
  });

  it("forgets calls of the day before", async () => {
    const fresh = await openOrg();
    await fresh.api("GET", "/limits");
    fresh.advance(25 * 3_600_000);
    const token = await fresh.sessionOf("admin@datadip.example");
    const { headers } = await fresh.api("GET", "/limits", undefined, { token });
    expect(headers.get("sforce-limit-info")).toBe("api-usage=1/15000");
    await fresh.close();
  });

  it("names the header on failures as well, and has no body for 204", async () => {
    const missing = await org.api("GET", "/nonsense");
    expect([missing.status, missing.headers.get("sforce-limit-info")?.startsWith("api-usage=")]).toEqual([404, true]);
    expect(missing.headers.get("content-type")).toBe("application/json;charset=UTF-8");
    const id = created(await org.api("POST", "/sobjects/Account", { Name: "Short lived" }));
    const gone = await org.api("DELETE", `/sobjects/Account/${id}`);
    expect([gone.status, gone.text, gone.headers.get("content-type")]).toEqual([204, "", null]);
  });

  it("says which methods a resource takes, and what bodies it reads", async () => {
    const put = await org.api("PUT", "/sobjects/Account", {});
    expect([put.status, put.rows[0]]).toEqual([
      405,
      { errorCode: "METHOD_NOT_ALLOWED", message: "HTTP Method 'PUT' not allowed. Allowed are GET,POST" },
    ]);
    const plain = await org.api("POST", "/sobjects/Account", "x", { headers: { "Content-Type": "text/plain" } });
    expect([plain.status, errorCode(plain)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    for (const body of ["{", "[]", "5", ""]) {
      const reply = await org.api("POST", "/sobjects/Account", body, {
        headers: { "Content-Type": "application/json" },
      });
      expect([reply.status, errorCode(reply)]).toEqual([400, "JSON_PARSER_ERROR"]);
    }
    expect((await org.api("HEAD", "/limits")).status).toBe(200);
  });

  it("takes POST for another method where a client can send no other", async () => {
    const id = created(await org.api("POST", "/sobjects/Account", { Name: "Before" }));
    const patched = await org.api("POST", `/sobjects/Account/${id}?_HttpMethod=PATCH`, { Name: "After" });
    expect(patched.status).toBe(204);
    expect(await org.one(`SELECT Name FROM Account WHERE Id = '${id}'`)).toMatchObject({ Name: "After" });
  });

  it("answers 401 without a good token, whatever the path", async () => {
    for (const token of [null, "wrong"]) {
      const reply = await org.api("GET", "/nonsense", undefined, { token });
      expect([reply.status, reply.rows]).toEqual([
        401,
        [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }],
      ]);
    }
    const { accessToken } = org.sandbox.salesforce.credentials;
    const reply = await org.api("GET", "/limits", undefined, {
      token: null,
      headers: { Authorization: `OAuth ${accessToken}` },
    });
    expect(reply.status).toBe(200);
  });

  it("shows what somebody worked on last", async () => {
    await org.api("POST", "/sobjects/Account", { Name: "The latest" });
    org.advance(1000);
    created(await org.api("POST", "/sobjects/Contact", { LastName: "Later" }));
    expect((await org.api("GET", "/recent?limit=1")).json).toMatchObject([{ Name: "Later" }]);
    const { data } = await org.api("GET", "/sobjects/Account");
    expect(member(data, "objectDescribe")).toMatchObject({ name: "Account", keyPrefix: "001" });
    expect(list(data, "recentItems")[0]).toMatchObject({ Name: "The latest", attributes: { type: "Account" } });
  });

  it("resolves the links of a screen pop", async () => {
    const { Id } = await org.one("SELECT Id FROM Account WHERE Name LIKE '%Best%'");
    const pop = await org.raw("GET", `/lightning/r/Account/${String(Id)}/view`, undefined, { token: null });
    expect([pop.status, pop.headers.get("content-type")]).toEqual([200, "text/html;charset=UTF-8"]);
    expect(pop.text).toContain("<title>O&#39;Brien &#34;Best&#34; Plumbing | Account | Salesforce</title>");
    expect((await org.raw("GET", `/lightning/r/${String(Id).slice(0, 15)}/view`)).status).toBe(200);
    expect((await org.raw("GET", `/lightning/r/Contact/${String(Id)}/view`)).status).toBe(404);
    expect((await org.raw("GET", "/lightning/r/Account/<script>/view")).text).not.toContain("<script>");
    expect((await org.raw("GET", "/anything")).status).toBe(404);
  });
});

describe("describe", () => {
  it("says of fields what a client needs to fill a form", async () => {
    const { data } = await org.api("GET", "/sobjects/contact/describe");
    const fields = new Map(list(data, "fields").map((field) => [field.name, field]));
    expect(data).toMatchObject({ name: "Contact", keyPrefix: "003", createable: true, searchable: true });
    expect(fields.get("LastName")).toMatchObject({ nillable: false, length: 80, type: "string", createable: true });
    expect(fields.get("Name")).toMatchObject({ nameField: true, createable: false });
    expect(fields.get("AccountId")).toMatchObject({
      type: "reference",
      referenceTo: ["Account"],
      relationshipName: "Account",
    });
    expect(fields.get("Phone")).toMatchObject({ type: "phone", soapType: "xsd:string", filterable: true });
    expect(fields.get("Description")).toMatchObject({ filterable: false, sortable: false });
    expect(list(data, "childRelationships").map((child) => child.relationshipName)).toContain("Cases");
  });

  it("lists the values of picklists and marks the default", async () => {
    const { data } = await org.api("GET", "/sobjects/Case/describe");
    const status = list(data, "fields").find((field) => field.name === "Status");
    expect(list(status, "picklistValues")).toContainEqual({
      active: true,
      defaultValue: true,
      label: "New",
      validFor: null,
      value: "New",
    });
  });
});

describe("queries", () => {
  beforeAll(async () => {
    for (let batch = 0; batch < 3; batch += 1) await collection(many(`Paged ${batch}`, 200));
  });

  it.each([
    "q=SELECT+Id,Name+FROM+Account+WHERE+Name='O\\'Brien+\\\"Best\\\"+Plumbing'",
    "q=SELECT%20Id%2CName%20FROM%20Account%20WHERE%20Name%3D'O%5C'Brien%20%5C%22Best%5C%22%20Plumbing'",
    "q=select+id,name+from+account+where+phone+like+'%25%2B15125550142%25'",
  ])("reads %s", async (query) => {
    expect((await org.api("GET", `/query?${query}`)).rows).toMatchObject([{ Name: 'O\'Brien "Best" Plumbing' }]);
    expect((await org.api("GET", `/query/?${query}`)).status).toBe(200);
  });

  it("pages as the caller wishes, between 200 and 2000 records, and keeps the order of the first page", async () => {
    const headers = { "Sforce-Query-Options": "batchSize=50" };
    const first = await org.query("SELECT Name FROM Account WHERE Name LIKE 'Paged%' ORDER BY Name DESC", { headers });
    expect(first.data).toMatchObject({ totalSize: 600, done: false });
    expect(first.rows).toHaveLength(200);
    const next = text(first.data, "nextRecordsUrl");
    expect(next).toMatch(/^\/services\/data\/v66.0\/query\/01g\w{15}-200$/);
    // What changes meanwhile changes neither the number of pages nor their order.
    const [changed] = (await org.query("SELECT Id FROM Account WHERE Name = 'Paged 1 150'")).rows;
    await org.api("PATCH", `/sobjects/Account/${text(changed, "Id")}`, { Name: "Renamed meanwhile" });
    const second = await org.raw("GET", next);
    const third = await org.raw("GET", text(second.data, "nextRecordsUrl"));
    expect(third.data).toMatchObject({ totalSize: 600, done: true });
    expect(third.data).not.toHaveProperty("nextRecordsUrl");
    const names = [first, second, third].flatMap(({ rows }) => rows.map((row) => row.Name));
    expect(new Set(names).size).toBe(600);
    expect(names).toContain("Renamed meanwhile");
    // An older version of the API goes on with the same locator.
    expect(
      (await org.api("GET", `/query/${next.split("/").at(-1) ?? ""}`, undefined, { version: "52.0" })).rows,
    ).toHaveLength(200);
  });

  it.each(["nonsense", "01g000000000001AAA-200", "01g000000000001AAA"])("refuses the locator %s", async (locator) => {
    const reply = await org.api("GET", `/query/${locator}`);
    expect([reply.status, reply.rows[0]]).toEqual([
      400,
      { errorCode: "INVALID_QUERY_LOCATOR", message: "invalid query locator" },
    ]);
  });

  it("keeps ten cursors of a user, and none for another user or for two days", async () => {
    const page = async () =>
      text(
        (
          await org.query("SELECT Id FROM Account WHERE Name LIKE 'Paged%'", {
            headers: { "Sforce-Query-Options": "batchSize=200" },
          })
        ).data,
        "nextRecordsUrl",
      );
    const first = await page();
    const others = [];
    for (let n = 0; n < 10; n += 1) others.push(await page());
    expect((await org.raw("GET", first)).status).toBe(400);
    expect((await org.raw("GET", others[0] ?? "")).status).toBe(200);
    const robot = await org.sessionOf("deploy@datadip.example");
    expect((await org.raw("GET", others[0] ?? "", undefined, { token: robot })).status).toBe(400);
  });

  it("answers a count by its total alone, and refuses an empty statement and a plan", async () => {
    expect((await org.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Paged%'")).data).toMatchObject({
      done: true,
      records: [],
    });
    expect((await org.query("")).rows[0]).toEqual({
      errorCode: "MALFORMED_QUERY",
      message: "SOQL statements cannot be empty",
    });
    expect(errorCode(await org.api("GET", "/query?explain=SELECT+Id+FROM+Account"))).toBe("MALFORMED_QUERY");
  });

  it("names a query parameter that made no difference", async () => {
    const soql = encodeURIComponent("SELECT Id FROM Account");
    const { status, headers } = await org.api("GET", `/query?q=${soql}&colums=true`);
    expect([status, headers.get("sandbox-ignored-query")]).toEqual([200, "colums"]);
  });

  it("names the columns of a query as the sf CLI reads them", async () => {
    const columns = async (soql: string): Promise<unknown> => {
      const { data } = await org.api("GET", `/query?q=${encodeURIComponent(soql)}&columns=true`);
      const brief = (column: Data): unknown => ({
        [text(column, "columnName")]: list(column, "joinColumns").map(brief),
        ...(column.aggregate === true ? { aggregate: text(column, "displayName") } : {}),
      });
      expect(data).not.toHaveProperty("records");
      return list(data, "columnMetadata").map(brief);
    };
    expect(await columns("select id, c.account.owner.name, Account.Phone FROM Contact c")).toEqual([
      { Id: [] },
      { Account: [{ Owner: [{ Name: [] }] }] },
      { Account: [{ Phone: [] }] },
    ]);
    expect(await columns("SELECT Name, (SELECT LastName, Owner.Name FROM Contacts) FROM Account")).toEqual([
      { Name: [] },
      { Contacts: [{ LastName: [] }, { Owner: [{ Name: [] }] }], aggregate: "Contacts" },
    ]);
    expect(await columns("SELECT Status, COUNT(Id), MAX(CreatedDate) newest FROM Case GROUP BY Status")).toEqual([
      { Status: [] },
      { expr0: [], aggregate: "count(Id)" },
      { newest: [], aggregate: "max(CreatedDate)" },
    ]);
    expect(await columns("SELECT COUNT() FROM Case")).toEqual([{ expr0: [], aggregate: "count()" }]);
    const fields = await columns("SELECT FIELDS(STANDARD) FROM Account");
    expect(fields).toEqual(expect.arrayContaining([{ Id: [] }, { Name: [] }, { Phone: [] }]));
    const soql = encodeURIComponent("SELECT Nonsense FROM Account");
    expect(errorCode(await org.api("GET", `/query?q=${soql}&columns=true`))).toBe("INVALID_FIELD");
  });

  it("refuses with the envelope of the service", async () => {
    const { status, json } = await org.query("SELECT Id FROM Account WHERE Name = 'a' AND");
    expect(status).toBe(400);
    expect(json).toEqual([
      { errorCode: "MALFORMED_QUERY", message: expect.stringContaining("unexpected token") as unknown },
    ]);
  });

  it("runs the statements of the published flow, slip included", async () => {
    const soql = async (statement: string) =>
      (await org.api("GET", `/query?q=${statement}`, undefined, { version: "52.0" })).data;
    expect(await soql("SELECT+id,name,phone+from+Account+WHERE+Phone+LIKE+%27%25{{[phoneNumber}}%25%27")).toMatchObject(
      { totalSize: 0 },
    );
    expect(await soql("SELECT+id,Name+FROM+Contact+WHERE+Phone+LIKE+%27%255207739050%25%27")).toMatchObject({
      totalSize: 1,
      records: [{ Name: "Jack Rogers" }],
    });
    const { Id } = await org.one("SELECT Id FROM Contact WHERE LastName = 'Rogers'");
    const cases = await soql(
      `SELECT+Id,CaseNumber,ContactId,accountId,Subject,Priority,Description+FROM+Case+WHERE+ContactId=%27${String(Id)}%27`,
    );
    expect(cases).toMatchObject({
      totalSize: 3,
      records: [{ CaseNumber: "00000001", Priority: "High" }, {}, { Priority: "Medium" }],
    });
  });
});

describe("collections", () => {
  it("makes, changes, reads and deletes many records in one call each", async () => {
    const made = await collection(many("Batch", 3));
    expect(made.rows).toMatchObject([{ success: true, errors: [] }, { success: true }, { success: true }]);
    const ids = made.rows.map((row) => text(row, "id"));
    const [first = "", second = "", third = ""] = ids;
    const changed = await org.api("PATCH", "/composite/sobjects", {
      records: [
        { attributes: { type: "Account" }, id: first, Phone: "1" },
        { attributes: { type: "Account" }, Id: second, Phone: "2" },
      ],
    });
    expect(changed.rows).toMatchObject([
      { id: first, success: true },
      { id: second, success: true },
    ]);
    const body = { ids: [third, first.slice(0, 15), "001000000000009AAA"], fields: ["Name", "Phone"] };
    const read = await org.api("POST", "/composite/sobjects/Account", body);
    expect(read.json).toMatchObject([{ Name: "Batch 2", Phone: null }, { Name: "Batch 0", Phone: "1" }, null]);
    expect((await org.api("GET", `/composite/sobjects/Account?ids=${first}&fields=Name`)).json).toMatchObject([
      { Name: "Batch 0" },
    ]);
    const removed = await org.api("DELETE", `/composite/sobjects?ids=${ids.join(",")},nonsense`);
    expect(removed.rows.map((row) => row.success)).toEqual([true, true, true, false]);
  });

  it("keeps what succeeded, unless all or nothing was asked for", async () => {
    const [good, bad] = [many("Mixed", 1)[0] ?? {}, { attributes: { type: "Contact" }, FirstName: "No last name" }];
    const count = async () => (await org.query("SELECT COUNT() FROM Account WHERE Name = 'Mixed 0'")).data.totalSize;
    const partial = await collection([good, bad]);
    expect(partial.rows).toMatchObject([
      { success: true },
      {
        success: false,
        errors: [
          {
            statusCode: "REQUIRED_FIELD_MISSING",
            message: "Required fields are missing: [LastName]",
            fields: ["LastName"],
          },
        ],
      },
    ]);
    expect(await count()).toBe(1);
    const none = await collection([good, bad], { allOrNone: true });
    expect(none.rows).toMatchObject([
      { success: false, errors: [{ statusCode: "ALL_OR_NONE_OPERATION_ROLLED_BACK" }] },
      { success: false, errors: [{ statusCode: "REQUIRED_FIELD_MISSING" }] },
    ]);
    expect(await count()).toBe(1);
  });

  it.each<readonly [what: string, body: Data, code: string]>([
    ["too many", { records: many("x", 201) }, "EXCEEDED_MAX_SOBJECTS_LIMIT"],
    ["no list", { records: "x" }, "JSON_PARSER_ERROR"],
    ["no objects", { records: ["x"] }, "JSON_PARSER_ERROR"],
  ])("refuses %s", async (_what, body, code) => {
    const reply = await org.api("POST", "/composite/sobjects", body);
    expect([reply.status, errorCode(reply)]).toEqual([400, code]);
  });
});

describe("composite", () => {
  const path = "/services/data/v66.0";
  const run = async (compositeRequest: readonly Data[], allOrNone = false) => {
    const { data } = await org.api("POST", "/composite", { allOrNone, compositeRequest });
    return list(data, "compositeResponse");
  };
  const account = (Name: string, referenceId = "account"): Data => ({
    method: "POST",
    url: `${path}/sobjects/Account`,
    referenceId,
    body: { Name },
  });
  const count = async (name: string) =>
    (await org.query(`SELECT COUNT() FROM Account WHERE Name = '${name}'`)).data.totalSize;

  it("hands what one call answered to the next", async () => {
    const [made, contact, found, missing] = await run([
      account("Composed"),
      {
        method: "POST",
        url: `${path}/sobjects/Contact`,
        referenceId: "contact",
        body: { LastName: "Composed", AccountId: "@{account.id}" },
      },
      {
        method: "GET",
        url: `${path}/query?q=SELECT+Name,Account.Name+FROM+Contact+WHERE+Id='@{contact.id}'`,
        referenceId: "found",
      },
      { method: "GET", url: `${path}/sobjects/Account/@{found.records[0].Nothing}`, referenceId: "missing" },
    ]);
    expect(made).toMatchObject({
      httpStatusCode: 201,
      httpHeaders: { Location: expect.stringContaining("/sobjects/Account/001") as unknown },
    });
    expect(contact).toMatchObject({ httpStatusCode: 201, referenceId: "contact" });
    expect(found).toMatchObject({ httpStatusCode: 200, body: { records: [{ Account: { Name: "Composed" } }] } });
    expect(missing).toMatchObject({ httpStatusCode: 400, body: [{ errorCode: "PROCESSING_HALTED" }] });
  });

  it("undoes everything when one fails and all or nothing was asked for", async () => {
    const broken = { method: "POST", url: `${path}/sobjects/Contact`, referenceId: "broken", body: {} };
    const answers = await run([account("Undone"), broken, account("Never", "later")], true);
    expect(answers.map((answer) => answer.httpStatusCode)).toEqual([400, 400, 400]);
    expect(answers[0]?.body).toMatchObject([{ errorCode: "PROCESSING_HALTED" }]);
    expect(answers[1]?.body).toMatchObject([{ errorCode: "REQUIRED_FIELD_MISSING" }]);
    expect([await count("Undone"), await count("Never")]).toEqual([0, 0]);
    await run([account("Stays"), broken, account("Stays too", "later")]);
    expect([await count("Stays"), await count("Stays too")]).toEqual([1, 1]);
  });

  it("undoes a collection inside it that took nothing", async () => {
    const records = [{ attributes: { type: "Account" }, Name: "Half" }, { attributes: { type: "Contact" } }];
    const inner = {
      method: "POST",
      url: `${path}/composite/sobjects`,
      referenceId: "inner",
      body: { allOrNone: true, records },
    };
    await run([account("Outer"), inner], true);
    await run([inner]);
    expect([await count("Outer"), await count("Half")]).toEqual([0, 0]);
  });

  it("refuses more than 25 calls and references that are not clear", async () => {
    const code = async (compositeRequest: readonly Data[]) =>
      errorCode(await org.api("POST", "/composite", { compositeRequest }));
    expect(await code(Array.from({ length: 26 }, (_, n) => account("x", `r${n}`)))).toBe("LIMIT_EXCEEDED");
    expect(await code([account("x"), account("y")])).toBe("INVALID_INPUT");
    expect(await code([account("x", "")])).toBe("INVALID_INPUT");
    expect(await code([account("x", "a-b")])).toBe("INVALID_INPUT");
  });

  it("runs a batch of independent calls", async () => {
    const batchRequests = [
      { method: "GET", url: "v66.0/limits" },
      { method: "PATCH", url: "v66.0/sobjects/Account/nonsense", richInput: { Name: "x" } },
      { method: "GET", url: "v52.0/sobjects/Account" },
    ];
    const { data } = await org.api("POST", "/composite/batch", { batchRequests });
    expect(data).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 200 }, { statusCode: 404 }, { statusCode: 200 }],
    });
    const halted = await org.api("POST", "/composite/batch", { batchRequests, haltOnError: true });
    expect(list(halted.data, "results")).toHaveLength(2);
  });
});

describe("search", () => {
  const names = async (statement: string) => {
    const { rows } = await org.api("GET", `/search?q=${encodeURIComponent(statement)}`);
    return rows.map((row) => row.Name ?? row.LastName ?? (isData(row.attributes) ? row.attributes.type : undefined));
  };

  it.each<readonly [statement: string, found: readonly string[]]>([
    // Numbers, however they are spelt on either side.
    [
      "FIND {5207739050} IN PHONE FIELDS RETURNING Account(Name ORDER BY Name)",
      ["Burlington Textiles", "Burlington Textiles Corp of America"],
    ],
    ["FIND {(520) 773-9050} IN PHONE FIELDS RETURNING Contact(Name)", ["Jack Rogers"]],
    [
      "FIND {520.773.9050} IN PHONE FIELDS RETURNING Contact(Name), Account(Name LIMIT 1)",
      ["Jack Rogers", "Burlington Textiles Corp of America"],
    ],
    [
      "FIND {199001234} IN PHONE FIELDS RETURNING Account(Name), Contact(Name)",
      ["Société Générale d'Électricité Dupont & Fils", "Hélène d'Ormesson-Dupont"],
    ],
    ["FIND {5125550143} IN PHONE FIELDS RETURNING Contact(Name)", ["Seán O'Brien"]],
    ["FIND {2079460958} RETURNING Account(Name), Contact(Name)", ["Thames Valley Water Ltd", "John Smith"]],
    ["FIND {9050} IN PHONE FIELDS RETURNING Contact(Name)", ["Jack Rogers"]],
    ["FIND {15207739050} IN PHONE FIELDS RETURNING Contact(Name)", []],
    // Words, in any case and without accents.
    ["FIND {smith} IN NAME FIELDS RETURNING Contact(Name)", ["John Smith", "John Smith"]],
    ["FIND {societe dupont} IN NAME FIELDS RETURNING Account(Name)", ["Société Générale d'Électricité Dupont & Fils"]],
    [
      "FIND {O\\'Brien} IN NAME FIELDS RETURNING Account(Name), Contact(Name)",
      ['O\'Brien "Best" Plumbing', "Seán O'Brien"],
    ],
    ["FIND {mull*} IN NAME FIELDS RETURNING Contact(Name)", ["Jürgen Müller"]],
    ["FIND {j?hn} IN NAME FIELDS RETURNING Contact(Name WHERE AccountId != null LIMIT 1)", ["John Smith"]],
    ["FIND {rogers OR nobody} IN NAME FIELDS RETURNING Contact(Name)", ["Jack Rogers", "Zoë Nobody"]],
    ["FIND {john AND NOT smith} IN NAME FIELDS RETURNING Contact(Name)", []],
    ['FIND {"de la cruz"} IN NAME FIELDS RETURNING Contact(Name)', ["Ana de la Cruz"]],
    ["FIND {jose@thames.example} IN EMAIL FIELDS RETURNING Contact(Name)", ["José Núñez y Piñeyro"]],
    ["FIND {smith} IN NAME FIELDS RETURNING Contact(Name) LIMIT 1", ["John Smith"]],
    ["FIND {rogers}", ["Contact"]],
  ])("%s", async (statement, found) => {
    expect(await names(statement)).toEqual(found);
  });

  it.each<readonly [statement: string, code: string]>([
    ["", "MALFORMED_SEARCH"],
    ["SELECT Id FROM Account", "MALFORMED_SEARCH"],
    ["FIND {a} RETURNING Account", "MALFORMED_SEARCH"],
    ["FIND {open", "MALFORMED_SEARCH"],
    ["FIND {ab} WITH NETWORK = 'x'", "MALFORMED_SEARCH"],
    ["FIND {ab} RETURNING Account(Id) nonsense", "MALFORMED_SEARCH"],
    ["FIND {ab} RETURNING Account(Foo)", "INVALID_FIELD"],
    ["FIND {ab} RETURNING Nothing", "NOT_FOUND"],
    ["FIND {ab} RETURNING Profile(Name)", "INVALID_TYPE"],
  ])("refuses %s", async (statement, code) => {
    expect(errorCode(await org.api("GET", `/search?q=${encodeURIComponent(statement)}`))).toBe(code);
  });

  it("takes its parameters apart from a query as well as from a body", async () => {
    const query = "q=5207739050&in=phone&sobject=Contact&Contact.fields=Id,Name,Account.Name&Contact.limit=1";
    const byQuery = await org.api("GET", `/parameterizedSearch/?${query}`);
    expect(byQuery.rows).toMatchObject([
      { Name: "Jack Rogers", Account: { Name: "Burlington Textiles Corp of America" } },
    ]);
    const body = {
      q: "(520) 773-9050",
      in: "PHONE",
      fields: ["Name"],
      sobjects: [
        { name: "Account", where: "Rating = 'Hot'" },
        { name: "Contact", fields: ["LastName"] },
      ],
    };
    const byBody = await org.api("POST", "/parameterizedSearch", body, { version: "52.0" });
    expect(byBody.rows).toMatchObject([{ Name: "Burlington Textiles Corp of America" }, { LastName: "Rogers" }]);
    const quoting = await org.api("POST", "/parameterizedSearch", {
      q: 'O\'Brien "Best" {Plumbing}',
      sobjects: [{ name: "Account" }],
    });
    expect(quoting.rows).toHaveLength(1);
    expect(errorCode(await org.api("POST", "/parameterizedSearch", { in: "PHONE" }))).toBe("INVALID_FIELD");
  });

  it("finds a new record only after the index has caught up", async () => {
    org.sandbox.settings({ readsAfterMs: 30_000 });
    created(await org.api("POST", "/sobjects/Contact", { LastName: "Brandnew", Phone: "555-777-0001" }));
    const statement = "FIND {5557770001} IN PHONE FIELDS RETURNING Contact(LastName)";
    expect(await names(statement)).toEqual([]);
    expect((await org.query("SELECT Id FROM Contact WHERE LastName = 'Brandnew'")).rows).toHaveLength(1);
    org.advance(30_000);
    expect(await names(statement)).toEqual(["Brandnew"]);
    org.sandbox.settings({ readsAfterMs: 0 });
  });
});
