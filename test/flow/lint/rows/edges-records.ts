import { call, set, type SmallFlow, type SmallNode } from "../small-flow";
import { commentOn, post, soql, type Row } from "./helpers";

/** Flows at the edges of the rules about records: what is asked for or written after the call, by the id of a record that may not be there. */

const EMPTY = "{{ recordId is empty }}";
const KNOWN = "{{ recordId is not empty }}";

function ended(Write: SmallNode, value: string, guard?: string, variables: SmallFlow["variables"] = {}): SmallFlow {
  const { on, eventNodes, ...flow } = commentOn(guard);
  const { AgentContactAssigned: _event, ...events } = on ?? {};
  const { AgentContactAssigned: _answered, Guard: _guard, Pop: _pop, ...nodes } = eventNodes ?? {};
  return {
    ...flow,
    on: events,
    variables: { ...flow.variables, recordId: { value }, ...variables },
    eventNodes: { ...nodes, Write },
  };
}
const path = (httpRequestPath: string, method = "GET"): SmallNode =>
  call(httpRequestPath, "Done", { httpRequestMethod: method, ...(method === "GET" ? {} : { httpRequestBody: "{}" }) });
const url = (httpRequestUrl: string): SmallNode =>
  call("", "Done", { authenticated: false, httpRequestUrl, httpRequestBody: null });
const query = (conditions: string, more: Readonly<Record<string, unknown>> = {}): SmallNode =>
  soql(`SELECT Name FROM Contact WHERE ${conditions} LIMIT 1`, "Done", more);

/** Another id, which the flow sets without a check. */
function withOther(body: string, guard: string): SmallFlow {
  const flow = ended(post(body), "", guard, { otherId: { value: "" } });
  return {
    ...flow,
    nodes: { ...flow.nodes, Hello: set("otherId", "{{ NewPhoneContact.Headers }}", "Queue") },
  };
}

export const EDGE_RECORD_ROWS: Readonly<Record<string, Row>> = {
  "practice/default-as-id": {
    bad: [
      path("/sobjects/Case/{{ recordId }}", "PATCH"),
      path("/sobjects/Case/500{{ recordId }}", "DELETE"),
      path("/{{ recordId }}?x=1"),
      url("https://crm.acme.net/{{ recordId }}"),
      query("Id = '{{ recordId }}'"),
      query("AccountId = '{{ recordId }}'"),
      query("Account.Id = '{{ recordId }}'"),
      post('{"id" : "{{ recordId }}"}'),
      post('{"parentId":  "{{ recordId }}","x":1}'),
    ].map((node) => [ended(node, "null"), "Write"]),
    good: [
      ...[
        path("/x?id={{ recordId }}"),
        path("/x?y=/{{ recordId }}"),
        path("/x/a:{{ recordId }}"),
        path("/{{ name }}{{ recordId }}"),
        path("{{ recordId }}/x"),
        url("https://{{ recordId }}/x"),
        url("http://crm.{{ recordId }}/x"),
        query("Identity__c = '{{ recordId }}'"),
        query("Name = '{{ recordId }}'"),
        query("Id = '003'", {
          httpQueryParameters: { q: "SELECT Name FROM Contact WHERE Id = '003'", other: "{{ recordId }}" },
        }),
        post('{"note":"{{ recordId }}"}'),
        post('{"ParentId":"{{ recordId }}x"}'),
        post('{"ParentId":"x{{ recordId }}"}'),
        post('{"ParentId":{{ recordId }}}'),
        post('{"ParentId":"{{ recordId }}{{ name }}"}'),
        post('{"Idx":"{{ recordId }}"}'),
        call("/x", "Done", { httpRequestHeaders: { id: '"id":"{{ recordId }}"' } }),
      ].map((node) => ended(node, "null")),
      ended(path("/x/{{ constant }}"), "", undefined, { constant: { value: "null" } }),
      ended(path("/x/{{ recordId }}"), "  "),
      ended(path("/x/{{ nobody }}"), "null"),
      ended(path("/x/{{ recordId }}"), "null", '{{ recordId != "null" }}'),
    ],
  },
  "practice/unguarded-record": {
    bad: [
      ...["POST", "PUT", "PATCH", "DELETE"].map((method): readonly [SmallFlow, string] => [
        ended(path("/sobjects/Case/{{ recordId }}", method), ""),
        "Write",
      ]),
      [withOther('{"ParentId":"{{ otherId }}","ContactId":"{{ recordId }}"}', EMPTY), "Write"],
    ],
    good: [
      ended(path("/sobjects/Case/{{ recordId }}"), ""),
      ended(path("/sobjects/Case/{{ recordId }}", "PATCH"), "", KNOWN),
      withOther('{"ParentId":"{{ recordId }}","ContactId":"{{ otherId }}"}', KNOWN),
    ],
  },
  "practice/used-when-empty": {
    bad: [
      path("/x?a={{ recordId }}"),
      path("/{{ name }}/{{ recordId }}"),
      query("Name = '{{ recordId }}'"),
      post('{"caseId":"{{ recordId }}"}'),
    ].map((node) => [ended(node, "", EMPTY), "Write"]),
    good: [
      ...[
        post('{"note":"{{ recordId }}"}'),
        call("/x", "Done", { httpRequestHeaders: { id: "{{ recordId }}" } }),
        path("/x?a={{ NewPhoneContact.ANI }}"),
      ].map((node) => ended(node, "", EMPTY)),
      ended(path("/x?a={{ recordId }}"), "", KNOWN),
      ended(path("/x?a={{ recordId }}"), ""),
      ended(path("/x?a={{ constant }}"), "", EMPTY, { constant: { value: "" } }),
    ],
  },
};
