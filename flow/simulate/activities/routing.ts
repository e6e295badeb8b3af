import { arrayAt, isObject, objectAt, textAt } from "../../json";
import type { ContextValue } from "../../expression";
import { SystemError } from "../simulation-errors";
import { render } from "../expressions";
import { localTime, openingAt } from "../schedule";
import { leaveAfter, linkedOf, mainPort, type At, type Outcome } from "../outcome";

/** Decided by the script, else by the environment's schedule at this minute of the call, else working hours. */
export function businessHours(at: At): Outcome {
  const { name } = at.node;
  const id = scheduleId(at);
  const { schedules, startMs } = at.state.setup;
  if (at.chosen.port !== undefined) return openBy(at, { port: at.chosen.port, name: "" });
  if (schedules === undefined) {
    const text = "business hours are assumed to be open; choose another port in the script.";
    return { ...openBy(at, { port: "workingHours", name: "" }), effects: [{ kind: "note", node: name, text }] };
  }
  const schedule = Object.hasOwn(schedules, id) ? schedules[id] : undefined;
  if (schedule === undefined) throw new SystemError(`The environment has no business hours ${id}.`);
  const now = startMs + at.state.clockMs;
  const opening = openingAt(schedule, now);
  const found = opening.name === "" ? "closed" : `${opening.port} ${opening.name}`;
  const detail = `${schedule.name} at ${localTime(now, schedule.timeZone).replace("T", " ")} ${schedule.timeZone}: ${found}`;
  return { ...openBy(at, opening), effects: [{ kind: "act", node: name, what: "looks at the clock", detail }] };
}

function scheduleId(at: At): string {
  const { properties } = at.node;
  if (properties.businessHoursRadioGroup !== "variableBusinessHours")
    return textAt(properties, "businessHoursId") ?? "";
  const source = textAt(properties, "businessHoursVariable") ?? "";
  const id = render(at.scope, source).trim();
  if (id === "") throw new SystemError(`${source} names no business hours.`);
  return id;
}

const openBy = (at: At, { port, name }: { readonly port: string; readonly name: string }): Outcome =>
  leaveAfter(at, port, 0, {
    WorkingHoursShift_Name: port === "workingHours" ? name : "",
    Holidays_Name: port === "holidays" ? name : "",
    Overrides_Name: port === "override" ? name : "",
    Status: port,
  });

/** Takes the first row, unless the script sets another. */
export function percentAllocation(at: At): Outcome {
  const rows = arrayAt(at.node.properties, "allocations").map(String);
  const port = at.chosen.port ?? rows.find((row) => linkedOf(at).includes(row)) ?? linkedOf(at)[0] ?? "0";
  const texts = arrayAt(at.node.properties, "allocations:input");
  const row = texts[rows.indexOf(port)];
  const share = typeof row === "string" ? /"percent":\s*"?(\d+).*"desc":\s*"([^"]*)"/.exec(row) : null;
  return {
    ...leaveAfter(at, port, 0, { percentage: share?.[1] ?? "", description: share?.[2] ?? "" }),
    ...(at.chosen.port === undefined && {
      effects: [
        { kind: "note", node: at.node.name, text: `of the shares, ${port} is taken; choose another in the script.` },
      ],
    }),
  };
}

/** Waits for a time given as HH:MM:SS. */
export function wait(at: At): Outcome {
  const text = render(at.scope, textAt(at.node.properties, "duration") ?? "").trim();
  const match = /^(?:(\d+):)?(\d+):(\d+)$/.exec(text);
  if (match === null) throw new SystemError(`The duration "${text}" is not HH:MM:SS.`);
  const seconds = Number(match[1] ?? 0) * 3_600 + Number(match[2]) * 60 + Number(match[3]);
  return leaveAfter(at, mainPort(at), seconds * 1_000);
}

/** The key of a flow in `Setup.flows`: its id, else its name. */
function flowKey(at: At, names: readonly (string | undefined)[]): string {
  const key = names.find((name) => name !== undefined && name !== "" && Object.hasOwn(at.state.setup.flows, name));
  if (key !== undefined) return key;
  const name = names.findLast((entry) => entry !== undefined && entry !== "") ?? "the flow";
  throw new SystemError(`The flow "${name}" is not given or not published; give its file under that name or id.`);
}

export function subflow(at: At): Outcome {
  const { properties } = at.node;
  if (at.frame.caller !== undefined) throw new SystemError("A subflow cannot call another subflow.");
  const version = objectAt(properties, "subflowVersion");
  const flow = flowKey(at, [
    textAt(properties, "subflowId"),
    textAt(version, "subflowId"),
    textAt(version, "subflowVersionId"),
    textAt(properties, "subflowName"),
  ]);
  const rows = arrayAt(properties, "subflowInputVariables").filter(isObject);
  const give = rows.map((row): readonly [string, ContextValue] => {
    const source = textAt(row, "src") ?? "";
    return [
      textAt(row, "target") ?? "",
      source.includes("{{") ? render(at.scope, source) : (at.scope.context[source] ?? null),
    ];
  });
  return { kind: "subflow", flow, give: Object.fromEntries(give) };
}

/** Continues in another flow without return. Agent-viewable variables stay with the call, JSON variables do not. */
export function goTo(at: At): Outcome {
  const { properties, name } = at.node;
  const flow = flowKey(at, [
    textAt(properties, "handOffFlow"),
    textAt(properties, "handOffTo"),
    textAt(properties, "handOffFlow:name"),
  ]);
  const carried = at.scope.program.flow.variables.filter(({ isCAD, type }) => isCAD && type !== "JSON");
  const give = Object.fromEntries(
    carried.map((variable) => [variable.name, at.frame.variables[variable.name] ?? null]),
  );
  return { kind: "go-to", flow, give, effects: [{ kind: "go-to", node: name, target: flow }] };
}

/** An activity that is not simulated leaves by the port in the script, else by its first port that is not an error port. */
export function unknown(at: At): Outcome {
  const { node } = at;
  const failing = new Set(["error", "failure"]);
  const port = at.chosen.port ?? linkedOf(at).find((name) => !failing.has(name)) ?? "default";
  return {
    ...leaveAfter(at, port, 0),
    effects: [
      {
        kind: "note",
        node: node.name,
        text: `${node.type} is not simulated; it does nothing and leaves by "${port}".`,
      },
    ],
  };
}
