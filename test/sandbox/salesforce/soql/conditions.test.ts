import { found, ID } from "./small-org";

const ALL = ["acme", "beta", "gamma", "delta"];

describe("conditions", () => {
  it.each<readonly [condition: string, accounts: readonly string[]]>([
    // Texts are compared in any case.
    ["Name = 'acme'", ["acme"]],
    ["Name = 'ACME'", ["acme"]],
    ["Name = 'Acm'", []],
    ["Name != 'acme'", ["beta", "gamma", "delta"]],
    ["Name <> 'acme'", ["beta", "gamma", "delta"]],
    ["Name > 'b'", ["beta", "gamma", "delta"]],
    ["Name >= 'BETA 100%'", ["beta", "gamma"]],
    ["Name < 'b'", ["acme"]],
    ["Industry = 'retail'", ["acme", "beta"]],
    // Some fields are not.
    ["Code__c = 'ab'", ["beta"]],
    ["Code__c = 'aB'", ["acme"]],
    ["Code__c IN ('aB', 'AB')", ["acme"]],
    // Nothing and an empty text are one; what is empty differs from every text.
    ["Phone = null", ["delta"]],
    ["Phone = NULL", ["delta"]],
    ["Phone = ''", ["delta"]],
    ["Phone != null", ["acme", "beta", "gamma"]],
    ["Phone != '5207739050'", ["acme", "gamma", "delta"]],
    ["Industry NOT IN ('Retail')", ["gamma", "delta"]],
    ["NOT Industry = 'Retail'", ["gamma", "delta"]],
    ["(NOT Phone LIKE '%9050')", ["gamma", "delta"]],
    // LIKE
    ["Phone LIKE '%5207739050%'", ["beta"]],
    ["Phone LIKE '%520%773%9050%'", ["acme", "beta"]],
    ["Phone LIKE '%9050'", ["acme", "beta"]],
    ["Phone LIKE '9050'", []],
    ["Phone LIKE '+33%'", ["gamma"]],
    ["Phone LIKE '%'", ["acme", "beta", "gamma"]],
    ["Phone LIKE '__________'", ["beta"]],
    ["Phone LIKE '_________'", []],
    ["Name LIKE 'ÉCL%'", ["gamma"]],
    ["Name LIKE 'ecl%'", []],
    ["Name LIKE '%100\\%'", ["beta"]],
    ["Name LIKE '%1\\%'", []],
    ["Name LIKE '%brien\\_s%'", ["gamma"]],
    ["Name LIKE '%brien_s%'", ["gamma"]],
    ["Name LIKE 'ac\\_e'", []],
    ["Name LIKE 'ac_e'", ["acme"]],
    ["Name LIKE '%o\\'brien%'", ["gamma"]],
    ["Name LIKE 'back\\\\slash%'", ["delta"]],
    ["Name LIKE '%\\nline'", ["delta"]],
    ["Name LIKE '%\\\"quoted\\\"%'", ["delta"]],
    ["Name LIKE '\\u00e9clair%'", ["gamma"]],
    ["Industry LIKE 'ret%'", ["acme", "beta"]],
    ["Name LIKE '%%%%%%%%%%%%%%%%%%%%%%%%a%%%%%%%%%%%%%%%%%%%%%%%%z'", []],
    // Numbers
    ["AnnualRevenue = 250", ["beta"]],
    ["AnnualRevenue = 250.0", ["beta"]],
    ["AnnualRevenue > 250", ["acme"]],
    ["AnnualRevenue >= 250", ["acme", "beta"]],
    ["AnnualRevenue < 0", ["delta"]],
    ["AnnualRevenue <= -5", ["delta"]],
    ["AnnualRevenue = null", ["gamma"]],
    ["AnnualRevenue != 250", ["acme", "gamma", "delta"]],
    ["NumberOfEmployees IN (2, 10)", ["acme", "beta"]],
    ["NumberOfEmployees NOT IN (2, 10)", ["gamma", "delta"]],
    ["NumberOfEmployees = 0", ["delta"]],
    // Truth
    ["IsDeleted = false", ALL],
    ["IsDeleted = TRUE", []],
    ["IsDeleted != true", ALL],
    // Ids of 15 and 18 characters
    [`Id = '${ID.acme}'`, ["acme"]],
    [`Id = '${ID.acme.slice(0, 15)}'`, ["acme"]],
    [`Id IN ('${ID.acme.slice(0, 15)}', '${ID.delta}')`, ["acme", "delta"]],
    [`Id NOT IN ('${ID.acme.slice(0, 15)}', '${ID.delta}')`, ["beta", "gamma"]],
    [`Id > '${ID.beta}'`, ["gamma", "delta"]],
    ["OwnerId = null", ["delta"]],
    ["OwnerId = ''", ["delta"]],
    ["OwnerId = '000000000000000AAA'", ["delta"]],
    ["Id = '001000000000009AAA'", []],
    // Days and moments
    ["Founded__c = 2020-02-29", ["acme"]],
    ["Founded__c > 2020-02-29", ["beta"]],
    ["Founded__c <= 2020-02-29", ["acme", "delta"]],
    ["CreatedDate = 2026-01-15T12:00:00Z", ["delta"]],
    ["CreatedDate = 2026-01-15T13:00:00+01:00", ["delta"]],
    ["CreatedDate = 2026-01-15T13:00:00.000+0100", ["delta"]],
    ["CreatedDate > 2026-03-10T23:30:00Z", ["acme"]],
    ["CreatedDate >= 2026-03-10T23:30:00.000Z", ["acme", "beta"]],
    // Lists in a field
    ["Tags__c INCLUDES ('gold')", ["acme", "beta"]],
    ["Tags__c INCLUDES ('Gold;Fast')", ["acme"]],
    ["Tags__c INCLUDES ('Gold;Fast','Slow')", ["acme", "delta"]],
    ["Tags__c EXCLUDES ('Gold')", ["gamma", "delta"]],
    ["Tags__c = 'Gold'", ["beta"]],
    // Parents
    ["Owner.Name = 'ada admin'", ["acme", "beta", "gamma"]],
    ["Owner.Name != 'ada admin'", ["delta"]],
    ["Owner.Email LIKE '%@x.example'", ["acme", "beta", "gamma"]],
    ["Account.Name = 'Acme'", ["acme"]],
    // Semi-joins
    ["Id IN (SELECT AccountId FROM Contact)", ["acme"]],
    ["Id NOT IN (SELECT AccountId FROM Contact)", ["beta", "gamma", "delta"]],
    ["Id IN (SELECT AccountId FROM Contact WHERE LastName = 'nobody')", []],
    ["Id IN (SELECT Contact.AccountId FROM Case WHERE IsClosed = false)", ["acme"]],
    // Words of the language in any case
    ["name like 'AC%' or not phone in ('5207739050')", ["acme", "gamma", "delta"]],
    ["industry not in ('Retail') and annualrevenue = null", ["gamma"]],
    ["tags__c includes ('Slow') or (createddate = today and name like 'a%')", ["acme", "delta"]],
    // And, or, not
    ["Name = 'acme' AND Industry = 'retail'", ["acme"]],
    ["Name = 'acme' OR Name = 'beta 100%'", ["acme", "beta"]],
    ["Name = 'acme' AND (Industry = 'x' OR Phone LIKE '%9050')", ["acme"]],
    ["(Name = 'acme' AND Industry = 'x') OR Phone = null", ["delta"]],
    ["NOT (Name = 'acme' OR Phone = null)", ["beta", "gamma"]],
    ["(NOT Name = 'acme') AND Industry = 'retail'", ["beta"]],
    ["NOT Name = 'acme' AND Industry = 'retail'", ["beta"]],
    ["((Name = 'acme'))", ["acme"]],
    ["Industry = 'Retail' AND NOT (Name LIKE 'a%' OR Name LIKE 'z%')", ["beta"]],
    ["Name = 'a' OR Name = 'b' OR (NOT Name LIKE '%e%')", []],
  ])("%s", (condition, accounts) => {
    expect(found(condition)).toEqual(accounts);
  });

  // It is 23:30 of Wednesday, 11 March 2026, in Paris: beta was made at half past midnight of that day there, and the day before in UTC.
  it.each<readonly [condition: string, accounts: readonly string[]]>([
    ["CreatedDate = TODAY", ["acme", "beta"]],
    ["CreatedDate = YESTERDAY", []],
    ["CreatedDate = TOMORROW", []],
    ["CreatedDate != TODAY", ["gamma", "delta"]],
    ["CreatedDate < TODAY", ["gamma", "delta"]],
    ["CreatedDate <= TODAY", ["acme", "beta", "gamma", "delta"]],
    ["CreatedDate > YESTERDAY", ["acme", "beta"]],
    ["CreatedDate >= TODAY", ["acme", "beta"]],
    ["CreatedDate = THIS_WEEK", ["acme", "beta"]],
    ["CreatedDate = LAST_WEEK", []],
    ["CreatedDate = THIS_MONTH", ["acme", "beta"]],
    // 00:59 of New Year's Day in Paris.
    ["CreatedDate = THIS_YEAR", ["acme", "beta", "gamma", "delta"]],
    ["CreatedDate = LAST_YEAR", []],
    ["CreatedDate = THIS_QUARTER", ["acme", "beta", "gamma", "delta"]],
    ["CreatedDate = THIS_FISCAL_YEAR", ["acme", "beta", "gamma", "delta"]],
    ["CreatedDate = LAST_N_DAYS:60", ["acme", "beta", "delta"]],
    ["CreatedDate = LAST_N_DAYS:1", ["acme", "beta"]],
    ["CreatedDate > N_DAYS_AGO:55", ["acme", "beta"]],
    ["CreatedDate = N_DAYS_AGO:0", ["acme", "beta"]],
    ["CreatedDate = LAST_N_MONTHS:2", ["gamma", "delta"]],
    ["CreatedDate = LAST_90_DAYS", ["acme", "beta", "gamma", "delta"]],
    ["CreatedDate = NEXT_N_DAYS:3", []],
    ["CreatedDate IN (TODAY, LAST_N_DAYS:60)", ["acme", "beta", "delta"]],
    ["Founded__c = TODAY", ["beta"]],
    ["Founded__c = THIS_YEAR", ["beta"]],
    ["Founded__c < LAST_N_YEARS:5", ["acme", "delta"]],
    ["Founded__c >= LAST_N_YEARS:6", ["acme", "beta"]],
  ])("%s on an evening in Paris", (condition, accounts) => {
    expect(found(condition)).toEqual(accounts);
  });

  it.each<readonly [zone: string, accounts: readonly string[]]>([
    ["UTC", ["acme"]],
    ["Europe/Paris", ["acme", "beta"]],
    ["America/Los_Angeles", ["acme"]],
    ["Asia/Tokyo", []],
  ])("begins the day where the user is: %s", (zone, accounts) => {
    expect(found("CreatedDate = TODAY", zone)).toEqual(accounts);
  });
});
