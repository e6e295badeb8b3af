import type { JsonObject } from "../../core/json";
import type { Org } from "../org";
import type { Actor } from "../records/actor";
import { createRecord } from "../records/crud";
import { rightsOf } from "../rights";
import { ACCOUNTS, CASES, CONTACTS } from "./customers";

const YEAR = 2026;

const at = (day: string): string => `${YEAR}-${day}T09:15:00.000+0000`;

const dates = (opened: string, touched: string): JsonObject => ({
  CreatedDate: at(opened),
  LastModifiedDate: at(touched),
  SystemModstamp: at(touched),
});

/** Customers, people and cases of a fresh org, made through the same rules as everybody's. */
export const plantSample = (org: Org, userId: string): void => {
  const actor: Actor = { org, userId, rights: rightsOf(org, userId) };
  const ids = new Map<string, string>();
  const plant = (type: string, body: JsonObject, opened: string, touched: string): string => {
    const row = createRecord(actor, type, body);
    org.records.patch(type, row.Id, dates(opened, touched));
    return row.Id;
  };
  const idOf = (kind: string, key: string | undefined): string | null => ids.get(`${kind} ${key ?? ""}`) ?? null;

  for (const { key, name, phone, country, city, industry, rating } of ACCOUNTS) {
    const body = {
      Name: name,
      Phone: phone ?? null,
      BillingCountry: country,
      BillingCity: city,
      Industry: industry ?? null,
      Rating: rating ?? null,
    };
    ids.set(`account ${key}`, plant("Account", body, "01-02", "01-02"));
  }
  for (const { key, first, last, account, phone, mobile, home, email, title } of CONTACTS) {
    const body = {
      FirstName: first ?? null,
      LastName: last,
      AccountId: idOf("account", account),
      Phone: phone ?? null,
      MobilePhone: mobile ?? null,
      HomePhone: home ?? null,
      Email: email ?? null,
      Title: title ?? null,
    };
    ids.set(`contact ${key}`, plant("Contact", body, "01-03", "01-03"));
  }
  for (const { contact, account, subject, status, priority, description, opened, touched, comment } of CASES) {
    const body = {
      Subject: subject,
      Status: status,
      Priority: priority,
      Origin: "Phone",
      Description: description ?? null,
      ContactId: idOf("contact", contact),
      ...(account === undefined ? {} : { AccountId: idOf("account", account) }),
    };
    const id = plant("Case", body, opened, touched);
    if (status === "Closed") org.records.patch("Case", id, { ClosedDate: at(touched) });
    if (comment !== undefined) plant("CaseComment", { ParentId: id, CommentBody: comment }, touched, touched);
  }
};
