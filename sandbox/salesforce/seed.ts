import { z } from "zod";
import type { JsonObject } from "../core/json";
import type { Org } from "./org";
import type { Actor } from "./records/objects";
import { createRecord } from "./records/crud";
import { rightsOf } from "./rights";
import customers from "./seed/customers.json";
import { plantDeployment } from "./seed/deployment";
import { DEPLOYER_USERNAME, plantFoundation } from "./seed/foundation";

const text = z.string();
const fields = z.record(text, text);
const keyed = z.strictObject({
  /** The name by which contacts and cases refer to it. */
  key: text,
  /** The account of a person; absent for a private one. */
  account: text.optional(),
  fields,
});
const schema = z.object({
  accounts: z.array(keyed),
  contacts: z.array(keyed),
  cases: z.array(
    z.strictObject({
      contact: text.optional(),
      account: text.optional(),
      opened: text,
      touched: text,
      comment: text.optional(),
      fields,
    }),
  ),
});

const YEAR = 2026;
const at = (day: string): string => `${YEAR}-${day}T09:15:00.000+0000`;

/** Makes the customers, people and cases of a fresh org, by the rules of the API. */
export function plantSample(org: Org, userId: string): void {
  const actor: Actor = { org, userId, rights: rightsOf(org, userId) };
  const { accounts, contacts, cases } = schema.parse(customers);
  const ids = new Map<string, string>();
  const plant = (type: string, body: JsonObject, opened: string, touched = opened): string => {
    const { Id } = createRecord(actor, type, body);
    const dates = { CreatedDate: at(opened), LastModifiedDate: at(touched), SystemModstamp: at(touched) };
    org.records.patch(type, Id, dates);
    return Id;
  };
  const idOf = (kind: string, key = ""): string | null => ids.get(`${kind} ${key}`) ?? null;
  for (const one of accounts) ids.set(`account ${one.key}`, plant("Account", one.fields, "01-02"));
  for (const { key, account, fields: own } of contacts) {
    ids.set(`contact ${key}`, plant("Contact", { ...own, AccountId: idOf("account", account) }, "01-03"));
  }
  for (const { contact, account, opened, touched, comment, fields: own } of cases) {
    const owner = account === undefined ? {} : { AccountId: idOf("account", account) };
    const body = { ...own, ...owner, Origin: "Phone", ContactId: idOf("contact", contact) };
    const id = plant("Case", body, opened, touched);
    if (own.Status === "Closed") org.records.patch("Case", id, { ClosedDate: at(touched) });
    if (comment !== undefined) plant("CaseComment", { ParentId: id, CommentBody: comment }, touched);
  }
}

/** Fills a fresh org: the standard content, an app to sign in with, and sample customers. */
export function seedOrg(org: Org): void {
  const adminId = plantFoundation(org);
  plantDeployment(org, adminId, DEPLOYER_USERNAME);
  plantSample(org, adminId);
}
