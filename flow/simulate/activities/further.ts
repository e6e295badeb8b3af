import { numberAt, promptsOf } from "../../activities";
import { JavaNumber, type ContextValue } from "../../expression";
import { type JsonObject, arrayAt, isObject, parseJson, objectAt, textAt } from "../../json";
import type { Effect } from "../events";
import { render } from "../expressions";
import { leaveAfter, mainPort, type At, type Outcome } from "../outcome";
import { priorityOf, queueAt, queueInfo } from "./queue";
import { sendRequest } from "./request";

/** Activities of Flow Designer whose ports no public export shows: they leave by the linked port. */

/** Milliseconds of one DTMF tone and its pause. */
const MS_PER_DIGIT = 200;
const RECORDED_SECONDS = 10;

const act = (at: At, what: string, detail: string): Effect => ({ kind: "act", node: at.node.name, what, detail });

/** Leaves with a failure code, by `failure` or `error` where that is linked, else by the usual port. */
const failed = (at: At, text: string): Outcome => ({
  ...leaveAfter(at, failurePort(at) ?? mainPort(at), 0, { FailureCode: "6", FailureDescription: text }),
  effects: [{ kind: "note", node: at.node.name, text: `${text}.` }],
});

function failurePort({ scope, token, node }: At): string | undefined {
  const links = scope.program.graphs.get(token.process)?.links.get(node.name);
  return ["failure", "error"].find((port) => links?.has(port) === true);
}

const done = (at: At, effect: Effect, ms = 0, outputs: Readonly<Record<string, ContextValue>> = {}): Outcome => ({
  ...leaveAfter(at, mainPort(at), ms, { FailureCode: "", FailureDescription: "", ...outputs }),
  effects: [effect],
});

/** Changes the priority of the queued call. */
function setPriority(at: At): Outcome {
  if (at.state.queue === null) return failed(at, "the call is in no queue, so it has no priority to change");
  const priority = priorityOf(at.scope, { ...at.node.properties, toggle: true });
  return done(at, { kind: "priority", node: at.node.name, priority });
}

/** Offers the call to the next group of teams immediately. */
const escalate = (at: At): Outcome =>
  at.state.queue === null
    ? failed(at, "the call is in no queue, so there is no next group of teams")
    : done(at, act(at, "escalates", `${at.state.queue.queueName} to its next group of teams`));

function scheduledCallback(at: At): Outcome {
  const { properties, name } = at.node;
  const text = (key: string): string => render(at.scope, textAt(properties, key) ?? "").trim();
  const number = text("callbackDn") || render(at.scope, "{{ NewPhoneContact.ANI }}");
  const { queueName } = queueAt(at, "callbackQueue");
  const from = [text("scheduleDate"), text("scheduleStartTime")].filter((part) => part !== "").join(" ");
  const until = text("scheduleEndTime");
  const window = `${from}${until === "" ? "" : ` to ${until}`} ${text("scheduleTimezone")}`.trim();
  return done(at, {
    kind: "callback",
    node: name,
    number,
    queueName: queueName || at.state.queue?.queueName || "",
    ...(window !== "" && { window }),
  });
}

/** Pauses, resumes, starts or stops the recording of the call. */
function recording(at: At): Outcome {
  const keys = ["recordingAction", "recordingControl", "action", "controlType"];
  const word = keys.map((key) => textAt(at.node.properties, key)).find((value) => value !== undefined && value !== "");
  return done(at, act(at, "recording", render(at.scope, word ?? "controlled").toLowerCase()));
}

/** The caller speaks after the tone, for ten seconds unless the script sets another time. */
function recordVoice(at: At): Outcome {
  const most = numberAt(at.node.properties, "maxRecordingTime") ?? 30;
  const seconds = Math.min(most, RECORDED_SECONDS);
  return done(at, act(at, "records", `the caller, up to ${most} s`), seconds * 1_000);
}

/** Plays a prompt to the agent only, on answering. */
function whisper(at: At): Outcome {
  const texts = promptsOf(at.node).map(({ kind, value }) =>
    render(at.scope, kind === "audioPromptVariable" && !value.includes("{{") ? `{{ ${value} }}` : value),
  );
  return done(at, act(at, "whispers to the agent", texts.join(" ")));
}

function sendDigits(at: At): Outcome {
  const keys = ["digits", "dtmfDigits", "dtmf", "digitsToSend"];
  const source = keys.map((key) => textAt(at.node.properties, key)).find((value) => value !== undefined) ?? "";
  const digits = render(at.scope, source).trim();
  return done(at, act(at, "sends digits", digits), digits.length * MS_PER_DIGIT);
}

/** A survey after the call. Feedback holds its name, Feedback V2 the way it is asked. */
function survey(at: At): Outcome {
  const { properties } = at.node;
  const keys = ["surveyName", "survey:name", "surveyId:name", "surveyId", "surveyMethod"];
  const name = keys.map((key) => textAt(properties, key)).find((value) => value !== undefined && value !== "");
  return done(at, act(at, "asks the survey", render(at.scope, name ?? at.node.name)));
}

/** Who or what answered an outbound call: a person, unless the script sets another. */
const callProgress = (at: At): Outcome =>
  done(at, act(at, "call progress", String(at.chosen.outputs?.CPAResult ?? "LIVE_VOICE")), 0, {
    CPAResult: "LIVE_VOICE",
    CPAResultCode: JavaNumber.int(0),
  });

/** A text converted to the type in a row: functions get numbers, booleans and structures. */
function typed(type: string, text: string): unknown {
  if (!["boolean", "integer", "decimal", "json"].includes(type)) return text;
  const value = parseJson(type === "boolean" ? text.toLowerCase() : text);
  // For another text the platform's behaviour is not known; the function gets the text.
  return value === undefined ? text : value;
}

/** The rendered inputs of a function or a rule, by name. */
function inputsOf(at: At, key: string): Readonly<Record<string, unknown>> {
  const rows = arrayAt(at.node.properties, key).filter(isObject);
  const first = (row: JsonObject, ...keys: readonly string[]): string =>
    keys.map((each) => textAt(row, each)).find((value) => value !== undefined) ?? "";
  return Object.fromEntries(
    rows.map((row) => [
      first(row, "name", "target", "inputName"),
      typed(
        first(row, "dataType", "type").toLowerCase(),
        render(at.scope, first(row, "value", "expr", "src", "variable")),
      ),
    ]),
  );
}

/**
 * A custom function or a set of business rules, sent as a request with the method FUNCTION or RULES, the name as address and
 * the inputs as body. A row of the table of answers holds its result; `outputs` in the script replace the request.
 */
const requestTo =
  (method: "FUNCTION" | "RULES", inputs: string, ...names: readonly string[]) =>
  (at: At): Outcome => {
    if (at.chosen.outputs !== undefined) return leaveAfter(at, mainPort(at), 0);
    const { properties, name } = at.node;
    const called = names.map((key) => textAt(properties, key)).find((value) => value !== undefined && value !== "");
    const version = textAt(objectAt(properties, "fnVersionConfig"), "id");
    return sendRequest(at, {
      node: name,
      method,
      url: called ?? version ?? name,
      connectorId: "",
      headers: {},
      body: JSON.stringify(inputsOf(at, inputs)),
      timeoutMs: 30_000,
    });
  };

/** By type of activity. */
export const FURTHER: ReadonlyMap<string, (at: At) => Outcome> = new Map([
  ["set-contact-priority", setPriority],
  ["advanced-queue-info", queueInfo],
  ["escalate-cdg", escalate],
  ["scheduled-callback", scheduledCallback],
  ["RecordingControl", recording],
  ["record", recordVoice],
  ["set-whisperannouncement", whisper],
  ["send-digits", sendDigits],
  ["fn-activity", requestTo("FUNCTION", "fnInputVariables", "fnName")],
  ["bre-request", requestTo("RULES", "inputVariables", "breName", "ruleName", "name")],
  ["Feedback", survey],
  ["Feedback-V2", survey],
  ["call-progress-analysis", callProgress],
]);
