import { executeQuery, type Row } from "../../../../sandbox/salesforce/soql";
import { ID, NOW, records, ROWS, smallOrg } from "./small-org";

const attributes = (type: string, id: string, as = type) => ({ type: as, url: `/${type}/${id}` });

describe("what a query answers", () => {
  it("names fields as the org does, in the order of the SELECT", () => {
    const [record] = records("select phone, ID, name from aCCOUNT where NAME = 'acme'");
    expect(JSON.stringify(record)).toBe(
      JSON.stringify({
        attributes: attributes("Account", ID.acme),
        Phone: "(520) 773-9050",
        Id: ID.acme,
        Name: "Acme",
      }),
    );
  });

  it("groups the fields of parents, and shows a missing one as null", () => {
    expect(
      records(
        "SELECT Account.Name, Name, Account.Owner.Name, Account.Phone FROM Contact WHERE LastName IN ('Rogers', 'Lone')",
      ),
    ).toEqual([
      {
        attributes: attributes("Contact", ID.jack),
        Account: {
          attributes: attributes("Account", ID.acme),
          Name: "Acme",
          Owner: { attributes: attributes("User", ID.ada), Name: "Ada Admin" },
          Phone: "(520) 773-9050",
        },
        Name: "Jack Rogers",
      },
      { attributes: attributes("Contact", ID.lone), Account: null, Name: "Lone" },
    ]);
  });

  it("reads an owner of either type through the fields that all of them have", () => {
    expect(records("SELECT Owner.Name, Owner.Type FROM Contact WHERE LastName = 'Hill'")).toEqual([
      {
        attributes: attributes("Contact", ID.jill),
        Owner: { attributes: attributes("Group", ID.queue, "Name"), Name: "Support", Type: "Group" },
      },
    ]);
    expect(records("SELECT COUNT() FROM Contact WHERE Owner.Type = 'User'")).toEqual([2]);
  });

  it("nests children, filtered, ordered and cut for each parent; none is null", () => {
    const [jack, jill] = records(
      "SELECT Name, (SELECT Subject FROM Cases WHERE IsClosed = false OR Priority = 'Low' ORDER BY CreatedDate DESC LIMIT 1) FROM Contact WHERE AccountId != null",
    );
    expect(jack).toMatchObject({
      Name: "Jack Rogers",
      Cases: { totalSize: 1, done: true, records: [{ attributes: attributes("Case", ID.open), Subject: "Open" }] },
    });
    expect(jill).toMatchObject({ Name: "Jill Hill", Cases: null });
  });

  it("understands aliases and the object's own name before a field", () => {
    expect(records("SELECT c.Id, c.Account.Name FROM Contact c WHERE c.LastName = 'Hill'")).toMatchObject([
      { Id: ID.jill, Account: { Name: "Acme" } },
    ]);
    expect(records("SELECT Contact.Id FROM Contact WHERE Contact.LastName = 'Hill'")).toMatchObject([{ Id: ID.jill }]);
  });

  it.each([
    ["ALL", 13],
    ["STANDARD", 10],
    ["CUSTOM", 3],
  ])("selects FIELDS(%s)", (group, count) => {
    const [record] = records(`SELECT FIELDS(${group}) FROM Account LIMIT 1`);
    expect(Object.keys(record as object)).toHaveLength(count + 1);
  });

  it.each<readonly [clause: string, names: readonly unknown[]]>([
    ["ORDER BY Industry", [null, "Banking", "Retail", "Retail"]],
    ["ORDER BY Industry NULLS LAST", ["Banking", "Retail", "Retail", null]],
    ["ORDER BY Industry DESC", [null, "Retail", "Retail", "Banking"]],
    ["ORDER BY Industry DESC NULLS LAST", ["Retail", "Retail", "Banking", null]],
    ["ORDER BY Industry NULLS FIRST LIMIT 2", [null, "Banking"]],
    ["ORDER BY Industry NULLS LAST LIMIT 2 OFFSET 1", ["Retail", "Retail"]],
    ["LIMIT 0", []],
    ["LIMIT 2 OFFSET 3", [null]],
  ])("%s", (clause, industries) => {
    const answer = records(`SELECT Industry FROM Account ${clause}`);
    expect(answer.map((record) => (record as Row).Industry)).toEqual(industries);
  });

  it("sorts letters without regard to case and accents, then by the next entry, then by id", () => {
    const names = records("SELECT Name FROM Account ORDER BY Name").map((record) => (record as Row).Name);
    expect(names.map((name) => (typeof name === "string" ? name.charAt(0) : name))).toEqual(["A", "b", "b", "É"]);
    expect(records("SELECT Id FROM Account ORDER BY Industry NULLS LAST, AnnualRevenue DESC")).toMatchObject([
      { Id: ID.gamma },
      { Id: ID.acme },
      { Id: ID.beta },
      { Id: ID.delta },
    ]);
    expect(records("SELECT Id FROM Contact ORDER BY Account.Name DESC NULLS LAST")).toMatchObject([
      { Id: ID.jack },
      { Id: ID.jill },
      { Id: ID.lone },
    ]);
  });

  it("counts without records", () => {
    expect(executeQuery("SELECT COUNT() FROM Case WHERE IsClosed = false", smallOrg())).toEqual({
      kind: "count",
      total: 2,
    });
    expect(executeQuery("SELECT COUNT() FROM Case LIMIT 1", smallOrg())).toEqual({ kind: "count", total: 1 });
    expect(executeQuery("SELECT COUNT() FROM Case", smallOrg({}))).toEqual({ kind: "count", total: 0 });
  });

  it.each<readonly [query: string, rows: readonly Readonly<Record<string, unknown>>[]]>([
    ["SELECT COUNT(Id) FROM Account", [{ expr0: 4 }]],
    ["SELECT COUNT(Phone) numbers, COUNT_DISTINCT(Industry) FROM Account", [{ numbers: 3, expr0: 2 }]],
    [
      "SELECT MIN(AnnualRevenue), MAX(AnnualRevenue) top, SUM(AnnualRevenue), AVG(NumberOfEmployees) FROM Account",
      [{ expr0: -5, top: 1000.5, expr1: 1245.5, expr2: 4 }],
    ],
    [
      "SELECT MAX(CreatedDate) latest, MIN(Name) FROM Account",
      [{ latest: "2026-03-11T09:00:00.000+0000", expr0: "Acme" }],
    ],
    ["SELECT SUM(AnnualRevenue) FROM Account WHERE Name = 'nobody'", [{ expr0: null }]],
    [
      "SELECT Status, COUNT(Id) n FROM Case GROUP BY Status ORDER BY Status",
      [
        { Status: "Closed", n: 1 },
        { Status: "New", n: 2 },
      ],
    ],
    ["SELECT Status s, COUNT(Id) FROM Case GROUP BY Status HAVING COUNT(Id) > 1", [{ s: "New", expr0: 2 }]],
    ["SELECT Status FROM Case GROUP BY Status HAVING Status LIKE 'c%'", [{ Status: "Closed" }]],
    [
      "SELECT ContactId, Contact.Name, COUNT(Id) c FROM Case GROUP BY ContactId, Contact.Name ORDER BY COUNT(Id) DESC LIMIT 1",
      [{ ContactId: ID.jack, Name: "Jack Rogers", c: 2 }],
    ],
    ["SELECT Status FROM Case GROUP BY Status ORDER BY COUNT(Id) DESC", [{ Status: "New" }, { Status: "Closed" }]],
  ])("%s", (query, rows) => {
    expect(records(query)).toEqual(rows.map((row) => ({ attributes: { type: "AggregateResult" }, ...row })));
  });

  it("looks only at given records, in their order", () => {
    const [first, second] = ROWS.Account ?? [];
    const only = [second, first].filter((row) => row !== undefined);
    const answer = executeQuery("SELECT Id FROM Account WHERE Industry = 'Retail'", smallOrg(), only);
    expect(answer.kind === "rows" && answer.rows.map(({ Id }) => Id)).toEqual([ID.beta, ID.acme]);
  });

  it("runs over ten thousand records without reading any of them twice", () => {
    const many = Array.from({ length: 10_000 }, (_, n): Row => ({
      Id: `001${String(n).padStart(12, "0")}AAA`,
      Name: `Account ${n}`,
      Phone: `555-${String(n).padStart(5, "0")}`,
      CreatedDate: new Date(NOW - n * 60_000).toISOString().replace("Z", "+0000"),
    }));
    const reads: string[] = [];
    const org = smallOrg({ Account: many });
    const counted = { ...org, rows: (type: string) => (reads.push(type), org.rows(type)) };
    const answer = executeQuery(
      "SELECT Id, Phone FROM Account WHERE Phone LIKE '%99%' ORDER BY CreatedDate LIMIT 3",
      counted,
    );
    expect(reads).toEqual(["Account"]);
    expect(answer.kind === "rows" && answer.rows.map((row) => row.Phone)).toEqual([
      "555-09999",
      "555-09998",
      "555-09997",
    ]);
  });
});
