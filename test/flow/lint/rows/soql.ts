import { call, condition, goodWith, maps, say, type SmallFlow } from "../small-flow";
import { soql, lookup, found, type Row } from "./helpers";

/** A query that is part of the address, where a plus sign is a blank. */
const queryFor = (number: string): SmallFlow =>
  lookup(
    call(`/services/data/v66.0/query?q=SELECT+Name+FROM+Contact+WHERE+Phone=%27${number}%27+LIMIT+1`, "Ok", found),
  );

export const SOQL_ROWS: Readonly<Record<string, Row>> = {
  "soql/syntax": { bad: [[lookup(soql("SELECT Name FORM Contact", "Ok", found)), "Lookup"]] },
  "soql/no-order": {
    bad: [[lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' LIMIT 1", "Ok", found)), "Lookup"]],
    good: [lookup(soql("SELECT Name FROM Contact WHERE Id = '003'", "Ok", found))],
  },
  "soql/no-limit": {
    bad: [[lookup(soql("SELECT Name FROM Contact WHERE Email = 'x' ORDER BY Name", "Ok", found)), "Lookup"]],
    good: [lookup(soql("SELECT COUNT(Id) n FROM Contact", "Ok", maps({ name: "$.records[0].n" })))],
  },
  "soql/closed-cases": {
    bad: [
      [
        lookup(
          soql(
            "SELECT Subject FROM Case WHERE ContactId = '003' ORDER BY Subject LIMIT 1",
            "Ok",
            maps({ name: "$.records[0].Subject" }),
          ),
        ),
        "Lookup",
      ],
    ],
    good: [
      lookup(
        soql(
          "SELECT Subject FROM Case WHERE ContactId = '003' AND IsClosed = false ORDER BY Subject LIMIT 1",
          "Ok",
          maps({ name: "$.records[0].Subject" }),
        ),
      ),
    ],
  },
  "soql/unknown-name": {
    bad: [
      [lookup(soql("SELECT Nmae FROM Contact WHERE Email = 'x' ORDER BY Name LIMIT 1", "Ok", found)), "Lookup"],
      [lookup(soql("SELECT Name FROM Kontakt ORDER BY Name LIMIT 1", "Ok", found)), "Lookup"],
      [lookup(soql("SELECT Account.Nmae FROM Contact ORDER BY Name LIMIT 1", "Ok", found)), "Lookup"],
    ],
    good: [lookup(soql("SELECT name, Account.Name FROM contact WHERE Email = 'x' ORDER BY Name LIMIT 1", "Ok", found))],
    options: {
      schema: {
        objects: {
          Contact: { fields: ["Id", "Name", "Email"], relationships: { Account: "Account" } },
          Account: { fields: ["Id", "Name"] },
        },
      },
    },
  },
  "soql/unread-field": {
    bad: [
      [lookup(soql("SELECT Name, Email FROM Contact WHERE Email = 'x' ORDER BY Name LIMIT 1", "Ok", found)), "Lookup"],
    ],
  },
  "soql/blank-value": {
    bad: [
      [
        lookup(
          call(
            "/services/data/v66.0/query?q=SELECT+Name+FROM+Contact+WHERE+Phone+LIKE+%27%25{{NewPhoneContact.ANI}}%25%27",
            "Ok",
            found,
          ),
        ),
        "Lookup",
      ],
      [
        lookup(
          soql(
            "SELECT Name FROM Contact WHERE Phone IN ({{ NewPhoneContact.ANI }}) ORDER BY Name LIMIT 1",
            "Ok",
            found,
          ),
        ),
        "Lookup",
      ],
    ],
    good: [
      goodWith({
        variables: { name: {} },
        nodes: {
          Greeting: say("Known"),
          Known: condition("{{ NewPhoneContact.ANI is not empty }}", "Lookup", "Queue"),
          Lookup: soql(
            "SELECT Name FROM Contact WHERE Phone LIKE '%{{ NewPhoneContact.ANI }}' ORDER BY Name LIMIT 1",
            "Ok",
            found,
          ),
          Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Hello", "Queue"),
          Hello: say("Queue", "{{ name }}"),
        },
      }),
    ],
  },
  "soql/unescaped-value": {
    bad: [
      [
        lookup(
          soql("SELECT Name FROM Contact WHERE Phone = '{{ NewPhoneContact.ANI }}' ORDER BY Name LIMIT 1", "Ok", found),
        ),
        "Lookup",
      ],
    ],
    good: [
      lookup(
        soql(
          `SELECT Name FROM Contact WHERE Phone = '{{ NewPhoneContact.ANI | replace({"'":"\\'"}) }}' ORDER BY Name LIMIT 1`,
          "Ok",
          found,
        ),
      ),
      lookup(
        soql("SELECT Name FROM Contact WHERE Phone = '{{ NewPhoneContact.DNIS }}' ORDER BY Name LIMIT 1", "Ok", found),
      ),
    ],
  },
  "soql/plus-lost": {
    bad: [
      [queryFor("{{NewPhoneContact.ANI}}"), "Lookup"],
      // From the first character on, the plus sign is still there.
      [queryFor("{{ NewPhoneContact.ANI | slice(0, 9) }}"), "Lookup"],
    ],
    good: [
      lookup(soql("SELECT Name FROM Contact WHERE Phone = '{{ NewPhoneContact.ANI }}' LIMIT 1", "Ok", found)),
      queryFor("{{ NewPhoneContact.ANI | slice(1) }}"),
    ],
  },
  "soql/leading-wildcard": {
    bad: [
      [lookup(soql("SELECT Name FROM Contact WHERE Phone LIKE '%123' ORDER BY Name LIMIT 1", "Ok", found)), "Lookup"],
    ],
    good: [lookup(soql("SELECT Name FROM Contact WHERE Phone LIKE '123%' ORDER BY Name LIMIT 1", "Ok", found))],
  },
};
