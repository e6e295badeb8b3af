import { createRequire } from "node:module";
import { lookupsOf } from "../../core/resource/lookup";
import type * as connecting from "./connect";
import type { SalesforceApi } from "../rest/api";

/** Loads the client only where a program looks something up. */
const load = createRequire(__filename);

/** Makes both forms of a look-up in Salesforce. */
// `require` returns no types; this is the module's type.
export const defineLookup = lookupsOf<SalesforceApi>("salesforce", (source) =>
  (load("./connect") as typeof connecting).connect(source),
);
