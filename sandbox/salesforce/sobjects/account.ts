import { textOf } from "../../core/json";
import { badWrite } from "../salesforce-errors";
import { defineSObject, type FieldSpec } from "./sobject";

/** The parts of an address. */
export const addressFields = (kind: string): Readonly<Record<string, FieldSpec>> => ({
  [`${kind}Street`]: { type: "textarea", length: 255 },
  [`${kind}City`]: { type: "string", length: 40 },
  [`${kind}State`]: { type: "string", length: 80, label: `${kind} State/Province`.trim() },
  [`${kind}PostalCode`]: { type: "string", length: 20, label: `${kind} Zip/Postal Code`.trim() },
  [`${kind}Country`]: { type: "string", length: 80 },
});

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm */
export const account = defineSObject("Account", {
  prefix: "001",
  searchable: true,
  fields: {
    Name: { type: "string", label: "Account Name", required: true, nameField: true },
    Type: {
      type: "picklist",
      values: ["Prospect", "Customer - Direct", "Customer - Channel", "Technology Partner", "Other"],
    },
    ParentId: { type: "reference", label: "Parent Account ID", to: ["Account"], children: "ChildAccounts" },
    ...addressFields("Billing"),
    ...addressFields("Shipping"),
    Phone: { type: "phone", label: "Account Phone" },
    Fax: { type: "phone", label: "Account Fax" },
    AccountNumber: { type: "string", length: 40 },
    Website: { type: "url" },
    Sic: { type: "string", length: 20, label: "SIC Code" },
    Industry: {
      type: "picklist",
      values: ["Agriculture", "Banking", "Consulting", "Education", "Healthcare", "Retail", "Technology", "Other"],
    },
    AnnualRevenue: { type: "currency", scale: 0 },
    NumberOfEmployees: { type: "int", label: "Employees" },
    Ownership: { type: "picklist", values: ["Public", "Private", "Subsidiary", "Other"] },
    TickerSymbol: { type: "string", length: 20 },
    Description: { type: "textarea", label: "Account Description" },
    Rating: { type: "picklist", label: "Account Rating", values: ["Hot", "Warm", "Cold"] },
    Site: { type: "string", length: 80, label: "Account Site" },
    OwnerId: { type: "reference", to: ["User"] },
    AccountSource: { type: "picklist", values: ["Web", "Phone Inquiry", "Partner Referral", "Other"] },
    LastActivityDate: { type: "date", write: "never" },
  },
  rules: {
    removing: (row, org) => {
      const cases = org.records.all("Case").filter(({ AccountId }) => AccountId === row.Id);
      if (cases.length > 0) throw associatedWithCases(textOf(row["Name"]), cases);
    },
  },
});

/** What the service says when cases stand in the way of a delete. */
export const associatedWithCases = (name: string, cases: readonly { readonly [field: string]: unknown }[]) =>
  badWrite(
    "DELETE_FAILED",
    `Your attempt to delete ${name} could not be completed because it is associated with the following cases.: ${cases
      .map((row) => String(row["CaseNumber"]))
      .join(", ")}\n`,
  );
