import { textOf } from "../../core/json";
import { escapeHtml, html } from "../dialect";
import { param, partly, routes, type Answer, type Call } from "../route";

/** The page that a screen pop opens. It shows the record to the person at the agent's screen. */
function recordPage(call: Call, type: string | undefined): Answer {
  const id = param(call, "id");
  const found = call.org.records.byId(id);
  if (found === undefined || (type !== undefined && type.toLowerCase() !== found.type.toLowerCase())) {
    return html(
      404,
      "Page doesn't exist",
      `There is no ${escapeHtml(type ?? "record")} ${escapeHtml(id)} in this org.`,
    );
  }
  const { row } = found;
  const name = textOf(row.Name ?? row.CaseNumber ?? row.Subject, row.Id);
  const title = `${escapeHtml(name)} | ${found.type} | Salesforce`;
  return html(
    200,
    title,
    `${found.type} ${row.Id}${row.Subject == null ? "" : `: ${escapeHtml(textOf(row.Subject))}`}`,
  );
}

/** The addresses of Lightning Experience that links use. On a real org they are on the host `.lightning.force.com`. */
export const lightningRoutes = routes({
  "GET /lightning/r/{type}/{id}/view": (call) => recordPage(call, param(call, "type")),
  "GET /lightning/r/{id}/view": (call) => recordPage(call, undefined),
  "GET /lightning/page/home": [
    () => html(200, "Home | Salesforce", "Home"),
    partly("a title and a line of text instead of an application"),
  ],
});
