import { textOf, type JsonObject } from "../../core/json";
import type { Org } from "../org";
import { badWrite } from "../salesforce-errors";
import type { Row } from "../soql";
import type { Rules } from "./sobject";

/** First and last name with one space between them. */
export const fullNameOf = (draft: JsonObject): string =>
  [textOf(draft["FirstName"]), textOf(draft["LastName"])].filter((part) => part !== "").join(" ");

/** A record with cases cannot be deleted. */
const refuseWithCases = (reference: string) => (row: Row, org: Org) => {
  const cases = org.records.all("Case").filter((one) => one[reference] === row.Id);
  if (cases.length === 0) return;
  const numbers = cases.map((one) => textOf(one["CaseNumber"])).join(", ");
  throw badWrite(
    "DELETE_FAILED",
    `Your attempt to delete ${textOf(row["Name"])} could not be completed because it is associated with the following cases.: ${numbers}\n`,
  );
};

export const ACCOUNT_RULES: Rules = { removing: refuseWithCases("AccountId") };

export const CONTACT_RULES: Rules = {
  complete: (draft) => ({ ...draft, Name: fullNameOf(draft) }),
  removing: refuseWithCases("ContactId"),
};
