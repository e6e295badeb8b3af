import { badRequest } from "../salesforce-errors";
import { batchSizeOf, firstPage, nextPage, queryColumns } from "../records/query";
import { ok, param, partly, restRoutes, type RestCall } from "../route";

const query = (deleted: boolean) => (call: RestCall) => {
  const soql = call.query.get("q");
  if (soql === null && call.query.has("explain")) {
    throw badRequest("MALFORMED_QUERY", "The parameter explain is not emulated by the sandbox; send q.");
  }
  if (call.query.get("columns") === "true") {
    return ok(queryColumns(call.session, soql ?? "", { version: call.version, deleted }));
  }
  const batchSize = batchSizeOf(call.header("sforce-query-options"));
  return ok(firstPage(call.session, soql ?? "", { version: call.version, deleted, batchSize }));
};

const nextRows = (call: RestCall) => ok(nextPage(call.session, param(call, "locator"), { version: call.version }));

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const queryRoutes = restRoutes({
  "GET /query": [query(false), partly("no explain; columns have only the members that the sf CLI reads")],
  "GET /queryAll": query(true),
  "GET /query/{locator}": nextRows,
  "GET /queryAll/{locator}": nextRows,
});
