import type { LintOptions } from "../../../../flow";
import {
  call,
  condition,
  end,
  event,
  GOOD,
  goodWith,
  maps,
  say,
  screenPop,
  set,
  type SmallFlow,
  type SmallNode,
} from "../small-flow";

export const QUERY = "/services/data/v66.0/query";
export const soql = (query: string, to: string, properties: Readonly<Record<string, unknown>> = {}): SmallNode =>
  call(QUERY, to, { httpQueryParameters: { q: query }, ...properties });

/** Lookup after the greeting, its status checked, then the queue. */
export const lookup = (node: SmallNode, variables: SmallFlow["variables"] = {}): SmallFlow =>
  goodWith({
    variables: { name: { value: "" }, ...variables },
    nodes: {
      Greeting: say("Lookup"),
      Lookup: node,
      Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Hello", "Queue"),
      Hello: say("Queue", "Hello {{ name }}"),
    },
  });

export const found = maps({ name: "$.records[0].Name" });
export const GOOD_QUERY = "SELECT Name FROM Contact WHERE Email = 'a@b.c' ORDER BY Name LIMIT 1";

/** An event flow that runs when the call has ended. */
export const afterwards = (
  node: SmallNode,
  variables: SmallFlow["variables"] = {},
  before: Readonly<Record<string, SmallNode>> = {},
): SmallFlow =>
  goodWith({
    variables,
    on: { ContactEnded: "ContactEnded" },
    eventNodes: { ContactEnded: event(Object.keys(before)[0] ?? "Write"), ...before, Write: node, Done: end },
  });

export const answered = (node: SmallNode, variables: SmallFlow["variables"] = {}): SmallFlow =>
  goodWith({
    variables,
    on: { AgentContactAssigned: "AgentContactAssigned" },
    eventNodes: { AgentContactAssigned: event("Pop"), Pop: node, Done: end },
  });

export const post = (body: string, path = "/services/data/v66.0/sobjects/CaseComment"): SmallNode =>
  call(path, "Done", { httpRequestMethod: "POST", httpRequestBody: body });

export const keeping = (expr: string, variables: SmallFlow["variables"] = { kept: { value: "" } }): SmallFlow =>
  goodWith({
    variables,
    nodes: { Greeting: say("Keep"), Keep: set("kept", expr, "Tell"), Tell: say("Queue", "{{ kept }}") },
  });

export const deciding = (expression: string, variables: SmallFlow["variables"] = {}): SmallFlow =>
  goodWith({ variables, nodes: { Greeting: say("Decide"), Decide: condition(expression, "Queue", "Sorry") } });

export const variable = (name: string, rest: NonNullable<SmallFlow["variables"]>[string]): SmallFlow =>
  goodWith({ variables: { [name]: rest }, nodes: { Greeting: say("Queue", `Hello {{ ${name} }}`) } });

export interface Row {
  /** Flows in which the rule speaks, and at which activity. */
  readonly bad: readonly (readonly [SmallFlow, string])[];
  /** Flows that look alike and are fine. */
  readonly good?: readonly SmallFlow[];
  readonly options?: LintOptions;
}

export const UUID = "147a5615-baf0-4325-8a26-d8c96c2ee7b3";
export const link = (source: string, target: string, port = "default") => ({
  id: `${source}${port}${target}`,
  sourceActivityId: source,
  targetActivityId: target,
  conditionExpr: port,
});
export function withLinks(...links: readonly object[]): SmallFlow {
  const activities = {
    "m-A": {
      id: "m-A",
      name: "A",
      group: "action",
      properties: { name: "A", activityName: "play-music", prompt: "a.wav" },
    },
  };
  return goodWith({
    document: {
      process: {
        activities: {
          ...activities,
          "m-S": { id: "m-S", name: "S", group: "start", properties: { name: "S", activityName: "NewPhoneContact" } },
        },
        links: [link("m-S", "m-A", "out"), ...links],
      },
    },
  });
}

/** A record found in the main flow and opened when the agent answers, behind a condition if one is given. */
export function popFor(value: string, guard?: string): SmallFlow {
  const flow = lookup(
    soql(
      "SELECT Id FROM Contact WHERE Email = 'x' ORDER BY Name LIMIT 1",
      "Ok",
      maps({ recordId: "$.records[0].Id", name: "$.records[0].Name" }),
    ),
    { recordId: { value } },
  );
  return {
    ...flow,
    on: { ...GOOD.on, AgentContactAssigned: "AgentContactAssigned" },
    eventNodes: {
      ...GOOD.eventNodes,
      AgentContactAssigned: event(guard === undefined ? "Pop" : "Guard"),
      ...(guard === undefined ? {} : { Guard: condition(guard, "Pop", "Done") }),
      Pop: screenPop("https://{{ NewPhoneContact.OrgId }}/lightning/r/Contact/{{ recordId }}/view", "Done"),
      Done: end,
    },
  };
}

/** A comment on a record found in the main flow, written when the call has ended, behind a condition if one is given. */
export function commentOn(guard?: string): SmallFlow {
  const flow = popFor("", "{{ recordId is not empty }}");
  const first = guard === undefined ? "Write" : "HasRecord";
  return {
    ...flow,
    on: { ...flow.on, ContactEnded: "ContactEnded" },
    eventNodes: {
      ...flow.eventNodes,
      ContactEnded: event(first),
      ...(guard === undefined ? {} : { HasRecord: condition(guard, "Write", "Done") }),
      Write: post('{"ParentId":"{{ recordId }}","CommentBody":"{{ NewPhoneContact.InteractionId }}"}'),
    },
  };
}
