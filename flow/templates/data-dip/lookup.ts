import type { Nodes } from "./nodes";
import { keepsCase, type Settings } from "./options";
import { withoutNull } from "./pebble";
import { prompt } from "./prompts";

/** Answers of Salesforce when all is well, and when something was created or changed. */
export const STATUS = { ok: 200, created: 201, changed: 204 } as const;

/**
 * Contact with its account in one question, then the contact's open case; where no contact has the number, the account that has it.
 * A name is used only when exactly one record has the number: two people with one telephone are nobody.
 */
export const lookupNodes = (settings: Settings): Nodes => ({
  HasSpellings: {
    type: "condition-activity",
    description: "Can the caller be looked up?",
    expression: "{{ phoneSpellings is not empty }}",
    to: { true: "ContactByANI", false: "RankCall" },
  },
  ...contactNodes(settings),
  ...caseNodes(settings),
  ...accountNodes(settings),
});

const query = ({ apiVersion, timeoutMs }: Settings, soql: string) =>
  ({
    type: "http-request-v2",
    method: "GET",
    path: `/services/data/v${apiVersion}/query`,
    query: { q: soql },
    timeoutMs,
  }) as const;

const hasNumber = (fields: readonly string[]): string =>
  fields.map((field) => `${field} IN ({{ phoneSpellings }})`).join(" OR ");

const tidied = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, withoutNull(name)]));

function contactNodes(settings: Settings): Nodes {
  const { contactE164Field, contactPhoneFields, accountPriorities, fields } = settings;
  const where =
    contactE164Field === undefined ? hasNumber(contactPhoneFields) : `${contactE164Field} = '{{ phoneE164 }}'`;
  const extra = fields.contact;
  const columns = [
    "Id",
    "Name",
    "AccountId",
    "Account.Name",
    ...(accountPriorities ? [`Account.${accountPriorities.field}`] : []),
    ...extra.map(({ field }) => field),
  ];
  return {
    ContactByANI: {
      ...query(
        settings,
        `SELECT ${[...new Set(columns)].join(", ")} FROM Contact WHERE ${where} ORDER BY LastModifiedDate DESC LIMIT 2`,
      ),
      description: "Contacts that have the caller's number, with their account",
      read: { contactCount: "$.totalSize" },
      to: "ContactAnswered",
    },
    ContactAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer?",
      expression: `{{ ContactByANI.httpStatusCode == ${STATUS.ok} }}`,
      to: { true: "CountContacts", false: "RankCall" },
    },
    CountContacts: {
      type: "case-statement",
      description: "Exactly one contact, none, or several?",
      expression: "{{ contactCount }}",
      cases: [
        { is: "1", to: "ReadContact" },
        { is: "0", to: "OneMoment" },
      ],
      to: "RankCall",
    },
    ReadContact: {
      type: "parse-activity",
      description: "Takes the contact out of the answer",
      input: "ContactByANI.httpResponseBody",
      read: {
        contactId: "$.records[0].Id",
        contactName: "$.records[0].Name",
        accountId: "$.records[0].AccountId",
        ...Object.fromEntries(extra.map(({ field, variable }) => [variable, `$.records[0].${field}`])),
      },
      to: "TidyContact",
    },
    TidyContact: {
      type: "set-variable",
      description: "Empty fields stay empty",
      set: tidied(["accountId", ...extra.map(({ variable }) => variable)]),
      to: "HasAccount",
    },
    HasAccount: {
      type: "condition-activity",
      description: "Does the contact belong to an account?",
      expression: "{{ accountId is not empty }}",
      to: { true: "ReadContactAccount", false: "Hello" },
    },
    ReadContactAccount: {
      type: "parse-activity",
      description: "Takes the contact's account out of the answer",
      input: "ContactByANI.httpResponseBody",
      read: {
        accountName: "$.records[0].Account.Name",
        ...(accountPriorities && { accountTier: `$.records[0].Account.${accountPriorities.field}` }),
      },
      to: "Hello",
    },
    ...prompt(settings, "Hello", "hello", "Greets by name", "CaseByContactId"),
  };
}

function caseNodes(settings: Settings): Nodes {
  const extra = settings.fields.case;
  const columns = ["Id", "CaseNumber", "Subject", "Priority", ...extra.map(({ field }) => field)];
  return {
    CaseByContactId: {
      ...query(
        settings,
        `SELECT ${[...new Set(columns)].join(", ")} FROM Case WHERE ContactId = '{{ contactId }}' AND IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1`,
      ),
      description: "The contact's open case, the one touched last",
      read: { caseCount: "$.totalSize" },
      to: "CaseAnswered",
    },
    CaseAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer, and is there an open case?",
      expression: `{{ CaseByContactId.httpStatusCode == ${STATUS.ok} and caseCount > 0 }}`,
      to: { true: "ReadCase", false: "RankCall" },
    },
    ReadCase: {
      type: "parse-activity",
      description: "Takes the case out of the answer",
      input: "CaseByContactId.httpResponseBody",
      read: {
        ...(keepsCase(settings) && { caseId: "$.records[0].Id" }),
        caseNumber: "$.records[0].CaseNumber",
        caseSubject: "$.records[0].Subject",
        casePriority: "$.records[0].Priority",
        ...Object.fromEntries(extra.map(({ field, variable }) => [variable, `$.records[0].${field}`])),
      },
      to: "TidyCase",
    },
    TidyCase: {
      type: "set-variable",
      description: "Empty fields stay empty",
      set: tidied(["caseSubject", "casePriority", ...extra.map(({ variable }) => variable)]),
      to: "RankCall",
    },
  };
}

function accountNodes(settings: Settings): Nodes {
  const { accountPhoneFields, accountPriorities } = settings;
  const columns = ["Id", "Name", ...(accountPriorities ? [accountPriorities.field] : [])];
  return {
    ...prompt(settings, "OneMoment", "oneMoment", "Keeps the caller company between two questions", "AccountByANI"),
    AccountByANI: {
      ...query(
        settings,
        `SELECT ${columns.join(", ")} FROM Account WHERE ${hasNumber(accountPhoneFields)} ORDER BY LastModifiedDate DESC LIMIT 2`,
      ),
      description: "Accounts that have the caller's number",
      read: { accountCount: "$.totalSize" },
      to: "AccountAnswered",
    },
    AccountAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer, and with exactly one account?",
      expression: `{{ AccountByANI.httpStatusCode == ${STATUS.ok} and accountCount == 1 }}`,
      to: { true: "ReadAccount", false: "RankCall" },
    },
    ReadAccount: {
      type: "parse-activity",
      description: "Takes the account out of the answer",
      input: "AccountByANI.httpResponseBody",
      read: {
        accountId: "$.records[0].Id",
        accountName: "$.records[0].Name",
        ...(accountPriorities && { accountTier: `$.records[0].${accountPriorities.field}` }),
      },
      to: "RankCall",
    },
  };
}
