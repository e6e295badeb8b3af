import { entryRoutes } from "../entries";
import { nounOf, schemaOf } from "../read-nouns";

/** Caller ids that agents may show when they dial out. Whether the organisation owns the numbers is not checked. */
export const outdialAni = nounOf("outdial-ani");

export const outdialAniRoutes = entryRoutes({
  noun: outdialAni,
  field: "outdialANIEntries",
  schema: schemaOf({ name: "name!", number: "id!", defaultANIEntry: "flag" }),
  created: 201,
  searchable: ["name", "number"],
  listAll: true,
});
