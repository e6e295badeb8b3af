import { prompt } from "./prompts";
import { caseColumns, query, readCaseNodes, STATUS, tidied } from "./salesforce";
import type { Settings } from "./settings";
import type { Nodes } from "./pebble";

/** The activity after the look-up, by whether exactly one contact has the number. Failures lead directly to the queue. */
const afterLookup = ({ askCaseNumber }: Settings): { readonly known: string; readonly unknown: string } => ({
  known: askCaseNumber ? "OfferCase" : "RankCall",
  unknown: askCaseNumber ? "AskCaseNumber" : "RankCall",
});

/**
 * Finds the contact with its account in one query, then the contact's open case. Where no contact has the number, finds the account with it.
 * A name is used only when exactly one record has the number; two people with one number are treated as unknown.
 */
export const lookupNodes = (settings: Settings): Nodes => ({
  HasSpellings: {
    type: "condition-activity",
    description: "Can the caller be looked up?",
    expression: "{{ phoneSpellings is not empty }}",
    to: { true: "ContactByANI", false: afterLookup(settings).unknown },
  },
  ...contactNodes(settings),
  ...caseNodes(settings),
  ...accountNodes(settings),
});

const hasNumber = (fields: readonly string[]): string =>
  fields.map((field) => `${field} IN ({{ phoneSpellings }})`).join(" OR ");

function contactNodes(settings: Settings): Nodes {
  const { contactE164Field, contactPhoneFields, accountPriorities, routeToOwner, fields } = settings;
  const where =
    contactE164Field === undefined ? hasNumber(contactPhoneFields) : `${contactE164Field} = '{{ phoneE164 }}'`;
  const extra = fields.contact;
  const columns = [
    "Id",
    "Name",
    "AccountId",
    "Account.Name",
    ...(accountPriorities ? [`Account.${accountPriorities.field}`] : []),
    ...(routeToOwner ? ["Account.Owner.Email"] : []),
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
      to: afterLookup(settings).unknown,
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
        ...(routeToOwner && { ownerEmail: "$.records[0].Account.Owner.Email" }),
      },
      to: "Hello",
    },
    ...prompt(settings, "Hello", "hello", "Greets by name", "CaseByContactId"),
  };
}

function caseNodes(settings: Settings): Nodes {
  const { newCase } = settings;
  const { known } = afterLookup(settings);
  return {
    CaseByContactId: {
      ...query(
        settings,
        `SELECT ${caseColumns(settings)} FROM Case WHERE ContactId = '{{ contactId }}' AND IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1`,
      ),
      description: "The contact's open case, the one touched last",
      read: { caseCount: "$.totalSize", ...(newCase !== undefined && { casesRead: "$.done" }) },
      to: "CaseAnswered",
    },
    CaseAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer, and is there an open case?",
      expression: `{{ CaseByContactId.httpStatusCode == ${STATUS.ok} and caseCount > 0 }}`,
      to: { true: "ReadCase", false: newCase === undefined ? known : "NoOpenCase" },
    },
    ...(newCase !== undefined && {
      NoOpenCase: {
        type: "condition-activity",
        description: "Did Salesforce say that there is no open case?",
        expression: `{{ casesRead == "true" and caseCount == 0 }}`,
        to: { true: "WantCase", false: known },
      },
      WantCase: {
        type: "set-variable",
        description: "A case will be made when an agent takes the call",
        set: { caseWanted: "yes" },
        to: known,
      },
    }),
    ...readCaseNodes(settings, "CaseByContactId", { read: "ReadCase", tidy: "TidyCase", to: known }),
  };
}

function accountNodes(settings: Settings): Nodes {
  const { accountPhoneFields, accountPriorities, routeToOwner } = settings;
  const { unknown } = afterLookup(settings);
  const columns = [
    "Id",
    "Name",
    ...(accountPriorities ? [accountPriorities.field] : []),
    ...(routeToOwner ? ["Owner.Email"] : []),
  ];
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
      to: { true: "ReadAccount", false: unknown },
    },
    ReadAccount: {
      type: "parse-activity",
      description: "Takes the account out of the answer",
      input: "AccountByANI.httpResponseBody",
      read: {
        accountId: "$.records[0].Id",
        accountName: "$.records[0].Name",
        ...(accountPriorities && { accountTier: `$.records[0].${accountPriorities.field}` }),
        ...(routeToOwner && { ownerEmail: "$.records[0].Owner.Email" }),
      },
      to: unknown,
    },
  };
}
