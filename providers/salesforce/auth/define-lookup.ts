import { createRequire } from "node:module";
import { lookupsOf } from "../../core/resource/lookup";
import type * as connecting from "./connect";
import type { SalesforceApi } from "../rest/api";

/** A program that looks nothing up must not pay for loading the client. */
const load = createRequire(__filename);

/** Makes both forms of a look-up in Salesforce. */
// `require` knows no types; this is what the module has.
export const defineLookup = lookupsOf<SalesforceApi>("salesforce", (source) =>
  (load("./connect") as typeof connecting).connect(source),
);
