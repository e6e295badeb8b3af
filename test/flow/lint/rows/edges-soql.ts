import { call, condition, goodWith, maps, say, set } from "../small-flow";
import { found, lookup, soql, type Row } from "./helpers";

/** Flows at the edges of rules: as little away from those that the rule speaks of, or keeps silent about, as can be. */

const CASES = (conditions: string) =>
  lookup(soql(`SELECT Subject FROM Case WHERE ${conditions}`, "Ok", maps({ name: "$.records[0].Subject" })));
const fields = (selected: string, rows: Readonly<Record<string, string>>) =>
  lookup(soql(`SELECT ${selected} FROM Contact WHERE Email = 'x' ORDER BY Name LIMIT 1`, "Ok", maps(rows)), {
    mail: {},
  });
const phone = (condition_: string, name: Readonly<Record<string, unknown>> = {}) =>
  lookup(soql(`SELECT Name FROM Contact WHERE ${condition_} ORDER BY Name LIMIT 1`, "Ok", found), {
    number: { value: "" },
    ...name,
  });

/** What agents may change. */
const AGENTS = { isCAD: true, isAgentEditable: true, desktopLabel: "Note" };

export const EDGE_SOQL_ROWS: Readonly<Record<string, Row>> = {
  "soql/no-order": {
    bad: [
      [
        lookup(
          soql(
            "SELECT Name FROM Contact WHERE Email = 'x' LIMIT 1",
            "Ok",
            maps({ rows: "$.totalSize", name: "$.records[0].Name" }),
          ),
          { rows: {} },
        ),
        "Lookup",
      ],
    ],
    good: [
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 9", "Ok", maps({ name: "$.records[0]..Name" }))),
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 9", "Ok", maps({ name: "$.records[1].Name" }))),
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 1", "Ok", maps({ name: "$.totalSize" }))),
      lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 9", "Ok", maps({ name: "$.records[*].Name" }))),
      lookup(soql("SELECT COUNT(Id) n FROM Contact", "Ok", maps({ name: "$.records[0].n" }))),
    ],
  },
  "soql/no-limit": {
    bad: [
      [
        lookup(
          call("/services/data/v66.0/query", "Ok", {
            ...found,
            httpQueryParameters: { qx: "1", q: "SELECT Name FROM Contact WHERE IdNumber__c = '1' ORDER BY Name" },
          }),
        ),
        "Lookup",
      ],
      [lookup(soql("SELECT Name FROM Contact WHERE Id > '003' ORDER BY Name", "Ok", found)), "Lookup"],
    ],
    good: [
      lookup(soql("SELECT Name FROM Contact WHERE Id = '003' AND Name = 'x'", "Ok", found)),
      lookup(soql("SELECT Name FROM Contact WHERE id = '003'", "Ok", found)),
    ],
  },
  "soql/closed-cases": {
    bad: [
      [CASES("MyStatus = 'x' AND IsClosedToo = true ORDER BY Subject LIMIT 1"), "Lookup"],
      [CASES("Status__c = 'x' AND ContactId = '003' ORDER BY Subject LIMIT 1"), "Lookup"],
    ],
    good: [
      CASES("Status = 'New' ORDER BY Subject LIMIT 1"),
      CASES("CaseNumber = '1' ORDER BY Subject LIMIT 1"),
      CASES("Id = '500'"),
      lookup(soql("SELECT COUNT(Id) n FROM Case WHERE ContactId = '003'", "Ok", maps({ name: "$.records[0].n" }))),
    ],
  },
  "soql/unread-field": {
    bad: [
      [fields("Id, Name, Email, Phone", { name: "$.records[0].Name" }), "Lookup"],
      [fields("Account.Name, Name2", { name: "$.records[0].Account.Name" }), "Lookup"],
    ],
    good: [
      fields("Name, Email", { name: "$.records[0].Name", mail: "$.records[0].email" }),
      fields("Name, Email", { name: "$.records[0].Name", mail: "$.records[12]" }),
      fields("Name, Email", { name: "$.records [ 0 ] " }),
      fields("Name, Email", { name: "$.records " }),
      fields("Name, Email", { name: "$.records" }),
      fields("Name, Email", { name: "$.records[0]" }),
      fields("Name, Email", { name: "$.records[0].*" }),
      fields("Name, Email", { name: "$.records[*]" }),
      fields("Name, Email", { name: "$['records'][0:2]" }),
      fields("Name, Email", {}),
    ],
  },
  "soql/blank-value": {
    bad: [
      [phone("Phone LIKE '%%{{ number }}'"), "Lookup"],
      [phone("Phone LIKE '{{ number }}%%'"), "Lookup"],
      [phone("Phone LIKE '%%{{ number }}%%'"), "Lookup"],
      [phone("Phone IN ('1', {{ number }})"), "Lookup"],
      [phone("Phone NOT IN ({{ number }})"), "Lookup"],
      [phone("Phone LIKE '%{{ number }}%'"), "Lookup"],
      [phone("Phone LIKE '{{ number }}%'"), "Lookup"],
    ],
    good: [
      phone("Phone LIKE 'x%{{ number }}'"),
      phone("Phone LIKE '%{{ number }}x'"),
      phone("Phone LIKE '{{ number }}'"),
      phone("Phone LIKE '%x'"),
      phone("Phone IN ({{ filled }}, '{{ number }}')", { filled: { value: "1" } }),
      phone("Phone LIKE '%{{ number ~ filled }}%'", { filled: { value: "1" } }),
      phone(`Phone LIKE '%{{ "" }}%'`),
      phone("Phone LIKE '1{{ number }}%'"),
      phone("Phone = '{{ number }}'"),
      phone("Phone LIKE '%{{ number }}%'", { number: { value: "1" } }),
      phone("Phone IN ('{{ number }}')"),
    ],
  },
  "soql/unescaped-value": {
    bad: [
      [phone("Phone = '{{ other ~ note }}'", { note: { value: "x", ...AGENTS }, other: { value: "y" } }), "Lookup"],
      [
        phone("Phone = '{{ note }}'", {
          note: { value: "x", ...AGENTS },
        }),
        "Lookup",
      ],
    ],
    good: [
      phone(`Phone = '{{ note | replace({"'":"\\'"}) }}'`, { note: { value: "x", ...AGENTS } }),
      goodWith({
        variables: { name: { value: "" }, note: { value: "x", ...AGENTS } },
        nodes: {
          Greeting: say("Note"),
          Note: set("note", "y", "Lookup"),
          Lookup: soql("SELECT Name FROM Contact WHERE Phone = '{{ note }}' ORDER BY Name LIMIT 1", "Ok", found),
          Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Hello", "Queue"),
          Hello: say("Queue", "Hello {{ name }}"),
        },
      }),
      phone("Phone = '{{ note }}'", { note: { value: "x" } }),
      phone("Phone = '{{ note }}'", {
        note: { type: "INTEGER", value: "1", ...AGENTS },
      }),
    ],
  },
  "soql/leading-wildcard": {
    bad: [[phone("Phone = '%1' AND (Name LIKE 'x%' OR Name LIKE '%x')"), "Lookup"]],
    good: [phone("Phone = '%123'")],
  },
};
