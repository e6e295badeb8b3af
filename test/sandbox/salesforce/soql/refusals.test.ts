import { refusal } from "./small-org";

const last = (message: string): string => message.split("\n").at(-1) ?? "";

describe("what a query is refused with", () => {
  it.each<readonly [query: string, code: string, words: string]>([
    ["SELECT Id FORM Account", "MALFORMED_QUERY", "unexpected token: 'Account'"],
    ["SELECT Id, Name, FROM Account", "MALFORMED_QUERY", "unexpected token: 'FROM'"],
    ["", "MALFORMED_QUERY", "unexpected token: '<EOF>'"],
    ["SELECT Id FROM Account WHERE Name = 'open", "MALFORMED_QUERY", "unexpected token: '''"],
    ['SELECT Id FROM Account WHERE Name = "acme"', "MALFORMED_QUERY", "unexpected token: '\"'"],
    ["SELECT Id FROM Account WHERE Name = :name", "MALFORMED_QUERY", "unexpected token: ':'"],
    ["SELECT Id FROM Account ALL ROWS", "MALFORMED_QUERY", "unexpected token: 'ROWS'"],
    ["DELETE FROM Account", "MALFORMED_QUERY", "unexpected token: 'DELETE'"],
    ["SELECT Id Name FROM Account", "MALFORMED_QUERY", "only aggregate expressions use field aliasing"],
    [
      "SELECT Id FROM Account WHERE Name = 'a' AND Phone = 'b' OR Phone = 'c'",
      "MALFORMED_QUERY",
      "unexpected token: 'OR'",
    ],
    [
      "SELECT Id FROM Account WHERE Name = 'it\\q'",
      "MALFORMED_QUERY",
      "Invalid string literal 'it\\q'. Illegal character sequence '\\q' in string literal.",
    ],
    [
      "SELECT Id FROM Account WHERE Name = '50\\%'",
      "MALFORMED_QUERY",
      "Invalid string literal '50\\%'. Illegal character sequence '\\%' in string literal.",
    ],
    ["SELECT Foo FROM Account", "INVALID_FIELD", "No such column 'Foo' on entity 'Account'."],
    ["SELECT Id FROM Account WHERE Foo = 'x'", "INVALID_FIELD", "No such column 'Foo' on entity 'Account'."],
    ["SELECT Id FROM Account ORDER BY Foo", "INVALID_FIELD", "No such column 'Foo' on entity 'Account'."],
    ["SELECT Owner.Foo FROM Contact", "INVALID_FIELD", "No such column 'Foo' on entity 'Name'."],
    ["SELECT Foo.Name FROM Contact", "INVALID_FIELD", "Didn't understand relationship 'Foo' in field path."],
    [
      "SELECT Id, (SELECT Id FROM Foos) FROM Contact",
      "INVALID_TYPE",
      "Didn't understand relationship 'Foos' in FROM part of query call.",
    ],
    ["SELECT Id FROM Foo", "INVALID_TYPE", "sObject type 'Foo' is not supported."],
    ["SELECT Id, Id FROM Account", "INVALID_FIELD", "duplicate field selected: Id"],
    ["SELECT Owner.Name, Owner.Name FROM Contact", "INVALID_FIELD", "duplicate field selected: Owner.Name"],
    [
      "SELECT Id FROM Account WHERE IsDeleted = 'false'",
      "INVALID_FIELD",
      "value of filter criterion for field 'IsDeleted' must be of type boolean and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE IsDeleted = null",
      "INVALID_FIELD",
      "value of filter criterion for field 'IsDeleted' must be of type boolean and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE Name = 5",
      "INVALID_FIELD",
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE AnnualRevenue = '5'",
      "INVALID_FIELD",
      "value of filter criterion for field 'AnnualRevenue' must be of type double and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE CreatedDate = 2026-01-01",
      "INVALID_FIELD",
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE Founded__c = 2026-01-01T00:00:00Z",
      "INVALID_FIELD",
      "value of filter criterion for field 'Founded__c' must be of type date and should not be enclosed in quotes",
    ],
    ["SELECT Id FROM Account WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: abc"],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on id field"],
    [
      "SELECT Id FROM Account WHERE IsDeleted > false",
      "INVALID_QUERY_FILTER_OPERATOR",
      "invalid operator on boolean field",
    ],
    [
      "SELECT Id FROM Account WHERE Name INCLUDES ('a')",
      "INVALID_QUERY_FILTER_OPERATOR",
      "invalid operator on string field",
    ],
    [
      "SELECT Id FROM Account WHERE Description LIKE '%x%'",
      "INVALID_FIELD",
      "field 'Description' can not be filtered in a query call",
    ],
    [
      "SELECT Id FROM Account ORDER BY Description",
      "MALFORMED_QUERY",
      "field 'Description' can not be sorted in a query call",
    ],
    [
      "SELECT COUNT(Id) FROM Account GROUP BY CreatedDate, Description",
      "MALFORMED_QUERY",
      "field 'Description' can not be grouped in a query call",
    ],
    ["SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name"],
    [
      "SELECT Name, COUNT(Id) FROM Account GROUP BY Industry",
      "MALFORMED_QUERY",
      "Field must be grouped or aggregated: Name",
    ],
    ["SELECT SUM(Name) FROM Account", "MALFORMED_QUERY", "field Name does not support aggregate operator SUM"],
    ["SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200"],
    [
      "SELECT FIELDS(ALL) FROM Account LIMIT 201",
      "MALFORMED_QUERY",
      "The SOQL FIELDS function must have a LIMIT of at most 200",
    ],
    ["SELECT Id FROM Account LIMIT 1 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000"],
    [
      "SELECT Id FROM Account WHERE Name IN (SELECT Id FROM Contact)",
      "MALFORMED_QUERY",
      "The left operand field in the where expression for outer query should be an id field, cannot use: 'Name'",
    ],
    [
      "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)",
      "MALFORMED_QUERY",
      "Semi join sub-selects are not allowed with the 'OR' operator",
    ],
    [
      "SELECT Id FROM Account WHERE Id IN (SELECT Id, AccountId FROM Contact)",
      "MALFORMED_QUERY",
      "A semi join sub-select must select exactly one field",
    ],
  ])("%s", (query, code, words) => {
    const { errorCode, message } = refusal(query);
    expect({ errorCode, message: last(message).slice(0, words.length) }).toEqual({ errorCode: code, message: words });
  });

  it.each<readonly [construct: string, query: string]>([
    ["TYPEOF", "SELECT TYPEOF Owner WHEN User THEN Email END FROM Contact"],
    ["USING SCOPE mine", "SELECT Id FROM Account USING SCOPE mine"],
    ["WITH SECURITY_ENFORCED", "SELECT Id FROM Account WITH SECURITY_ENFORCED"],
    ["FOR UPDATE", "SELECT Id FROM Account FOR UPDATE"],
    ["The function toLabel", "SELECT toLabel(Status) FROM Case"],
    ["The function CALENDAR_YEAR in WHERE", "SELECT Id FROM Case WHERE CALENDAR_YEAR(CreatedDate) = 2026"],
    ["GROUP BY ROLLUP", "SELECT Status, COUNT(Id) FROM Case GROUP BY ROLLUP(Status)"],
    ["The function convertCurrency", "SELECT convertCurrency(AnnualRevenue) FROM Account"],
    ["The currency literal USD5", "SELECT Id FROM Account WHERE AnnualRevenue > USD5"],
    [
      "A child subquery inside a child subquery",
      "SELECT Id, (SELECT Id, (SELECT Id FROM Cases) FROM Contacts) FROM Account",
    ],
  ])("refuses %s by name", (construct, query) => {
    expect(refusal(query)).toMatchObject({
      errorCode: "MALFORMED_QUERY",
      message: `${construct} is not emulated by the sandbox; rewrite the query without it.`,
    });
  });

  it("points to the place, as the service does", () => {
    expect(refusal("SELECT Id,\n  Foo FROM Account").message).toBe(
      "\n  Foo FROM Account\n  ^\nERROR at Row:2:Column:3\nNo such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    );
  });

  it("does not take a word inside a literal for the place", () => {
    expect(refusal("SELECT Id FROM Account WHERE Name = 'Foo' AND Foo = 'x'").message).toContain("Row:1:Column:47");
  });
});
