import {
  executeQuery,
  SoqlError,
  type FieldType,
  type QueryField,
  type QueryObject,
  type QueryOrg,
  type Row,
} from "../../../../sandbox/salesforce/soql";

/** A Wednesday, at 23:30 in Paris and half past ten at night in UTC. */
export const NOW = Date.UTC(2026, 2, 11, 22, 30);

interface Shape {
  readonly fields: Readonly<Record<string, FieldType | Partial<QueryField>>>;
  readonly children?: Readonly<Record<string, readonly [type: string, field: string]>>;
}

const LONG_TEXT: Partial<QueryField> = { type: "textarea", filterable: false, sortable: false, groupable: false };

const SHAPES: Readonly<Record<string, Shape>> = {
  Account: {
    fields: {
      Id: "id",
      Name: "string",
      Phone: "phone",
      Industry: "picklist",
      AnnualRevenue: "currency",
      NumberOfEmployees: "int",
      IsDeleted: "boolean",
      CreatedDate: "datetime",
      Founded__c: { type: "date", custom: true },
      Tags__c: { type: "multipicklist", custom: true, sortable: false },
      Code__c: { type: "string", custom: true, caseSensitive: true },
      Description: LONG_TEXT,
      OwnerId: { type: "reference", referenceTo: ["User"], relationshipName: "Owner" },
    },
    children: { Contacts: ["Contact", "AccountId"] },
  },
  Contact: {
    fields: {
      Id: "id",
      LastName: "string",
      Name: "string",
      Email: "email",
      AccountId: { type: "reference", referenceTo: ["Account"], relationshipName: "Account" },
      OwnerId: { type: "reference", referenceTo: ["Group", "User"], relationshipName: "Owner" },
    },
    children: { Cases: ["Case", "ContactId"] },
  },
  Case: {
    fields: {
      Id: "id",
      Subject: "string",
      Status: "picklist",
      IsClosed: "boolean",
      Priority: "picklist",
      ContactId: { type: "reference", referenceTo: ["Contact"], relationshipName: "Contact" },
      CreatedDate: "datetime",
    },
  },
  User: { fields: { Id: "id", Name: "string", Email: "email" } },
  Group: { fields: { Id: "id", Name: "string" } },
};

const fieldOf = (name: string, shape: FieldType | Partial<QueryField>): QueryField => ({
  name,
  type: "string",
  filterable: true,
  sortable: true,
  groupable: true,
  referenceTo: [],
  relationshipName: undefined,
  caseSensitive: false,
  custom: false,
  ...(typeof shape === "string" ? { type: shape } : shape),
});

function objectOf(name: string, { fields, children = {} }: Shape): QueryObject {
  const list = Object.entries(fields).map(([field, shape]) => fieldOf(field, shape));
  const same = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
  return {
    name,
    fields: list,
    field: (wanted) => list.find((field) => same(field.name, wanted)),
    parent: (wanted) => list.find((field) => same(field.relationshipName, wanted)),
    children: (wanted) => {
      const found = Object.entries(children).find(([child]) => same(child, wanted));
      return found === undefined ? undefined : { name: found[0], type: found[1][0], field: found[1][1] };
    },
  };
}

const OBJECTS = new Map(Object.entries(SHAPES).map(([name, shape]) => [name.toLowerCase(), objectOf(name, shape)]));

/** Ids that are read as they are: a prefix, then a number. The last three letters are the checksum of the first fifteen. */
export const ID = {
  acme: "001000000000001AAA",
  beta: "001000000000002AAA",
  gamma: "001000000000003AAA",
  delta: "001000000000004AAA",
  jack: "003000000000001AAA",
  jill: "003000000000002AAA",
  lone: "003000000000003AAA",
  open: "500000000000001AAA",
  closed: "500000000000002AAA",
  stray: "500000000000003AAA",
  ada: "005000000000001AAA",
  queue: "00G000000000001AAA",
} as const;

export const ROWS: Readonly<Record<string, readonly Row[]>> = {
  Account: [
    {
      Id: ID.acme,
      Name: "Acme",
      Phone: "(520) 773-9050",
      Industry: "Retail",
      AnnualRevenue: 1000.5,
      NumberOfEmployees: 10,
      IsDeleted: false,
      CreatedDate: "2026-03-11T09:00:00.000+0000",
      Founded__c: "2020-02-29",
      Tags__c: "Gold;Fast",
      Code__c: "aB",
      Description: "first",
      OwnerId: ID.ada,
    },
    {
      Id: ID.beta,
      Name: "beta 100%",
      Phone: "5207739050",
      Industry: "Retail",
      AnnualRevenue: 250,
      NumberOfEmployees: 2,
      IsDeleted: false,
      CreatedDate: "2026-03-10T23:30:00.000+0000",
      Founded__c: "2026-03-11",
      Tags__c: "Gold",
      Code__c: "ab",
      Description: "second",
      OwnerId: ID.ada,
    },
    {
      Id: ID.gamma,
      Name: "Éclair & O'Brien_Söhne",
      Phone: "+33123456789",
      Industry: "Banking",
      AnnualRevenue: null,
      NumberOfEmployees: null,
      IsDeleted: false,
      CreatedDate: "2025-12-31T23:59:59.000+0000",
      Founded__c: null,
      Tags__c: null,
      Code__c: null,
      Description: null,
      OwnerId: ID.ada,
    },
    {
      Id: ID.delta,
      Name: 'back\\slash "quoted"\nline',
      Phone: null,
      Industry: null,
      AnnualRevenue: -5,
      NumberOfEmployees: 0,
      IsDeleted: false,
      CreatedDate: "2026-01-15T12:00:00.000+0000",
      Founded__c: "1999-12-31",
      Tags__c: "Slow",
      Code__c: "zz",
      Description: "",
      OwnerId: null,
    },
  ],
  Contact: [
    { Id: ID.jack, LastName: "Rogers", Name: "Jack Rogers", Email: "j@x.example", AccountId: ID.acme, OwnerId: ID.ada },
    { Id: ID.jill, LastName: "Hill", Name: "Jill Hill", Email: null, AccountId: ID.acme, OwnerId: ID.queue },
    { Id: ID.lone, LastName: "Lone", Name: "Lone", Email: "l@x.example", AccountId: null, OwnerId: ID.ada },
  ],
  Case: [
    {
      Id: ID.open,
      Subject: "Open",
      Status: "New",
      IsClosed: false,
      Priority: "High",
      ContactId: ID.jack,
      CreatedDate: "2026-03-01T00:00:00.000+0000",
    },
    {
      Id: ID.closed,
      Subject: "Closed",
      Status: "Closed",
      IsClosed: true,
      Priority: "Low",
      ContactId: ID.jack,
      CreatedDate: "2026-02-01T00:00:00.000+0000",
    },
    {
      Id: ID.stray,
      Subject: "Stray",
      Status: "New",
      IsClosed: false,
      Priority: null,
      ContactId: null,
      CreatedDate: "2026-01-01T00:00:00.000+0000",
    },
  ],
  User: [{ Id: ID.ada, Name: "Ada Admin", Email: "ada@x.example" }],
  Group: [{ Id: ID.queue, Name: "Support" }],
};

export const smallOrg = (
  rows: Readonly<Record<string, readonly Row[]>> = ROWS,
  timeZone = "Europe/Paris",
): QueryOrg => ({
  object: (name) => OBJECTS.get(name.toLowerCase()),
  rows: (type) => rows[type] ?? [],
  byId: (id) => {
    for (const [type, list] of Object.entries(rows)) {
      const row = list.find((candidate) => candidate.Id === id);
      if (row !== undefined) return { type, row };
    }
    return undefined;
  },
  now: NOW,
  timeZone,
  urlOf: (type, id) => `/${type}/${id}`,
});

/** The first word of the names of the accounts that a condition finds, in the order of the answer. */
export function found(condition: string, timeZone?: string): readonly string[] {
  const answer = executeQuery(`SELECT Id FROM Account WHERE ${condition}`, smallOrg(ROWS, timeZone));
  if (answer.kind !== "rows") throw new Error("rows were expected");
  const names = new Map<string, string>(Object.entries(ID).map(([name, id]) => [id, name]));
  return answer.rows.map(({ Id }) => names.get(Id) ?? Id);
}

/** Everything an answer holds of records. */
export function records(query: string): readonly unknown[] {
  const answer = executeQuery(query, smallOrg());
  if (answer.kind === "count") return [answer.total];
  return answer.kind === "aggregates" ? answer.records : answer.rows.map(answer.project);
}

/** What a query is refused with. */
export function refusal(query: string): SoqlError {
  try {
    executeQuery(query, smallOrg());
  } catch (error) {
    if (error instanceof SoqlError) return error;
    throw error;
  }
  throw new Error(`${query} was run`);
}
