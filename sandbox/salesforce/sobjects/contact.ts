import { textOf, type JsonObject } from "../../core/json";
import { associatedWithCases, addressFields } from "./account";
import { defineSObject } from "./sobject";

/** First and last name with one space, as the name of a person is shown. */
export const fullNameOf = (draft: JsonObject): string =>
  [textOf(draft["FirstName"]), textOf(draft["LastName"])].filter((part) => part !== "").join(" ");

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm */
export const contact = defineSObject("Contact", {
  prefix: "003",
  searchable: true,
  fields: {
    AccountId: { type: "reference", to: ["Account"], children: "Contacts", cascade: true },
    LastName: { type: "string", length: 80, required: true },
    FirstName: { type: "string", length: 40 },
    Salutation: { type: "picklist", values: ["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx."] },
    Name: { type: "string", length: 121, label: "Full Name", write: "never", nameField: true },
    ...addressFields("Mailing"),
    ...addressFields("Other"),
    Phone: { type: "phone", label: "Business Phone" },
    Fax: { type: "phone", label: "Business Fax" },
    MobilePhone: { type: "phone" },
    HomePhone: { type: "phone" },
    OtherPhone: { type: "phone" },
    AssistantPhone: { type: "phone", label: "Asst. Phone" },
    ReportsToId: { type: "reference", to: ["Contact"] },
    Email: { type: "email" },
    Title: { type: "string", length: 128 },
    Department: { type: "string", length: 80 },
    AssistantName: { type: "string", length: 40, label: "Assistant's Name" },
    LeadSource: { type: "picklist", values: ["Web", "Phone Inquiry", "Partner Referral", "Other"] },
    Birthdate: { type: "date" },
    Description: { type: "textarea", label: "Contact Description" },
    OwnerId: { type: "reference", to: ["User"] },
    LastActivityDate: { type: "date", write: "never" },
  },
  rules: {
    complete: (draft) => ({ ...draft, Name: fullNameOf(draft) }),
    removing: (row, org) => {
      const cases = org.records.all("Case").filter(({ ContactId }) => ContactId === row.Id);
      if (cases.length > 0) throw associatedWithCases(textOf(row["Name"]), cases);
    },
  },
});
