import { promptsOf } from "../../activities";
import { unboundForeignIds, type Binding } from "../../bindings";
import { isHole, type TemplateExpression } from "../../expression";
import { MAIN, type FlowNode } from "../../model";
import { fullName, nameOf, soleExpression, type Context, type HttpCall, type Text } from "../context";
import type { Report, Rule } from "../rule";
import { LIMIT_RULES } from "./limits";
import { RECORD_RULES } from "./records";
import { isHeard, isPlaceholder, playsMusicFile, quotedList, shown } from "./shared";

const isQueue = ({ kind }: FlowNode): boolean => kind === "queue-contact" || kind === "queue-to-agent";

const greets = (node: FlowNode): boolean => isHeard(node) && node.kind !== "play-music" && !playsMusicFile(node);

const noGreeting = (context: Context): readonly Report[] => {
  if (context.isSubflow) return [];
  const graph = context.main;
  const starts = graph.process.nodes.filter(({ kind }) => kind === "start");
  // Unknown types and subflows may well greet.
  const silent = graph.walk(
    starts,
    undefined,
    (node) => greets(node) || node.kind === "subflow-handoff" || node.kind === "unknown" || isQueue(node),
  );
  return graph.process.nodes
    .filter((node) => isQueue(node) && silent.has(node.id))
    .map((node) => ({
      process: MAIN,
      activity: node.name,
      path: "links",
      message: `A caller can reach the queue "${node.name}" without having heard a word.`,
    }));
};

const noErrorHandler = (context: Context): readonly Report[] => {
  if (context.isSubflow || context.handler("GlobalErrorHandling") !== undefined) return [];
  const events = context.processes.find(({ key }) => key !== MAIN);
  const name = events?.onEvents["GlobalErrorHandling"];
  return [
    {
      process: events?.key ?? MAIN,
      activity: name ?? "",
      path: "onEvents.GlobalErrorHandling",
      message:
        name === undefined ? "The flow has no OnGlobalError handler." : "The OnGlobalError handler leads nowhere.",
    },
  ];
};

const errorDeadAir = (context: Context): readonly Report[] => {
  const handler = context.handler("GlobalErrorHandling");
  if (handler === undefined || context.isSubflow) return [];
  const graph = context.graph(handler.process);
  const after = [...graph.after(handler.node)].flatMap((id) => graph.byId.get(id) ?? []);
  const helps = after.some(
    (node) =>
      !["end", "set-variable", "condition-activity", "case-statement", "http-request-v2", "parse-activity"].includes(
        node.kind,
      ),
  );
  return helps
    ? []
    : [
        {
          process: handler.process,
          activity: handler.node.name,
          path: "links",
          message: "After a system error the caller hears nothing more and is led nowhere.",
        },
      ];
};

const noFailurePath = (context: Context): readonly Report[] =>
  context.nodesOf("queue-contact").flatMap(({ process, node }) => {
    const isLinked = context
      .graph(process)
      .from(node)
      .some(({ port }) => port === "failure" || port === "error");
    return isLinked || !context.isReachable({ process, node })
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "ports.failure",
            message: `When "${node.name}" cannot queue the call, nothing takes it over.`,
          },
        ];
  });

/** Loops that play messages and no music, other than a menu. */
const loopedMessages = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) =>
    context
      .graph(process.key)
      .cycles(() => true)
      .flatMap((group) => {
        const messages = group.filter(({ kind }) => kind === "play-message");
        const others = group.filter(
          ({ kind }) =>
            kind !== "play-message" &&
            kind !== "set-variable" &&
            kind !== "queue-lookup" &&
            kind !== "condition-activity",
        );
        const [first] = messages;
        return first === undefined || others.length > 0
          ? []
          : [
              {
                process: process.key,
                activity: first.name,
                path: "links",
                message: `"${first.name}" plays over and over as a message, not as music.`,
              },
            ];
      }),
  );

const endInMain = (context: Context): readonly Report[] =>
  context.isSubflow
    ? []
    : context
        .nodesOf("end")
        .filter((placed) => placed.process === MAIN && context.isReachable(placed))
        .map(({ process, node }) => ({
          process,
          activity: node.name,
          path: "links",
          message: `"${node.name}" ends the flow, but the caller stays on the line in silence.`,
        }));

const callbacks = (context: Context): readonly Report[] =>
  context.nodesOf("callback").flatMap(({ process, node }) => {
    const graph = context.graph(process);
    const after = graph.after(node);
    const hangsUp = graph.process.nodes.some(({ kind, id }) => kind === "disconnect-contact" && after.has(id));
    return hangsUp
      ? []
      : [{ process, activity: node.name, path: "links", message: `After "${node.name}" nobody hangs up.` }];
  });

const NEEDS_CALLER = new Set<FlowNode["kind"]>([
  "play-message",
  "play-music",
  "ivr-menu",
  "ivr-collectdigits",
  "queue-contact",
  "queue-to-agent",
  "callback",
  "ivr-virtualassistantvoice",
  "ivr-virtualassistant",
  "blind-transfer",
  "bridged-transfer",
]);

const afterTheEnd = (context: Context): readonly Report[] => {
  const handler = context.handler("ContactEnded");
  if (handler === undefined) return [];
  const graph = context.graph(handler.process);
  const after = graph.after(handler.node);
  return graph.process.nodes
    .filter(({ kind, id }) => NEEDS_CALLER.has(kind) && after.has(id))
    .map((node) => ({
      process: handler.process,
      activity: node.name,
      path: "links",
      message: `"${node.name}" needs a caller, but runs when the call has ended.`,
    }));
};

const preDial = (context: Context): readonly Report[] => {
  const handler = context.handler("ContactPredial");
  if (handler === undefined) return [];
  const graph = context.graph(handler.process);
  const after = graph.after(handler.node);
  return graph.process.nodes
    .filter((node) => after.has(node.id) && node.kind !== "SetCallerID" && graph.from(node).length === 0)
    .map((node) => ({
      process: handler.process,
      activity: node.name,
      path: "links",
      message: `The PreDial flow ends at "${node.name}" without Set Caller ID.`,
    }));
};

const popInMain = (context: Context): readonly Report[] =>
  context
    .nodesOf("screen-pop")
    .filter(({ process }) => process === MAIN)
    .map(({ process, node }) => ({
      process,
      activity: node.name,
      message: `"${node.name}" stands in the main flow, where no agent is on the call yet.`,
    }));

const sameTab = (context: Context): readonly Report[] =>
  context
    .nodesOf("screen-pop")
    .filter(({ node }) => node.properties["target"] === "sameBrowserTab")
    .map(({ process, node }) => ({
      process,
      activity: node.name,
      path: "target",
      message: `"${node.name}" replaces the page that the agent has open.`,
    }));

const audioNames = (context: Context): readonly Report[] => [
  ...context.nodesOf("play-message", "ivr-menu", "ivr-collectdigits").flatMap(({ process, node }) =>
    promptsOf(node).flatMap(({ kind, value }, index) =>
      kind === "audioFile" && value !== "" && !/\.wav$/i.test(value)
        ? [
            {
              process,
              activity: node.name,
              path: `prompts[${index}].value`,
              message: `"${shown(value)}" is no .wav file.`,
            },
          ]
        : [],
    ),
  ),
  ...context.nodesOf("play-music").flatMap(({ process, node }) => {
    const prompt = node.properties["prompt"];
    return typeof prompt === "string" && prompt !== "" && !/\.wav$/i.test(prompt) && !prompt.includes("{{")
      ? [{ process, activity: node.name, path: "prompt", message: `"${shown(prompt)}" is no .wav file.` }]
      : [];
  }),
];

const endlessRetries = (context: Context): readonly Report[] =>
  context.nodesOf("ivr-menu", "ivr-collectdigits").flatMap(({ process, node }) => {
    const back = context
      .graph(process)
      .from(node)
      .filter(({ toId, port }) => toId === node.id && ["invalid", "timeout", "error"].includes(port));
    return back.length === 0
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "links",
            message: `"${node.name}" asks again after ${quotedList(back.map(({ port }) => port))} without counting.`,
          },
        ];
  });

const shownPlaceholders = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name, value, isCAD, isAgentEditable, desktopLabel, type }) => {
    // One that nothing uses is reported as such.
    const isUsed = [...context.variables.reads, ...context.variables.writes].some(({ variable }) => variable === name);
    if (!isCAD || value === null || (!isUsed && !isAgentEditable)) return [];
    const isSentence = isAgentEditable && type === "STRING" && value.trim().split(/\s+/).length >= 3;
    return isPlaceholder(value) || isSentence
      ? [
          {
            process: MAIN,
            activity: "",
            path: `variables.${name}`,
            message: `Agents see "${shown(value)}" under "${desktopLabel}" until ${name} has a value.`,
          },
        ]
      : [];
  });

const DEMO_HOST =
  /-dev-ed\b|\.scratch\.|\bd2v0000|\bngrok\b|\blocalhost\b|\b127\.0\.0\.1\b|\bexample\.(?:com|org)\b|\bec2-[\d-]+\.|\.compute\.amazonaws\.com|developer-edition|\.develop\.(?:my|lightning)\./i;

const demoHosts = (context: Context): readonly Report[] => {
  const inVariables = context.flow.variables.filter(({ value }) => DEMO_HOST.test(value ?? ""));
  const uses = context.texts.flatMap((text) =>
    inVariables
      .filter(({ name }) => text.uses.variables.some(({ root }) => root === name) || guessedRoots(text).includes(name))
      .map(({ name, value }) => ({
        process: text.process,
        activity: text.node.name,
        path: text.path,
        message: `"${name}" leads to a developer or test system: ${shown(value ?? "")}.`,
      })),
  );
  const unused = inVariables
    .filter(({ name }) => !uses.some(({ message }) => message.startsWith(`"${name}"`)))
    .map(({ name, value }) => ({
      process: MAIN,
      activity: "",
      path: `variables.${name}`,
      message: `"${name}" leads to a developer or test system: ${shown(value ?? "")}.`,
    }));
  const literal = context.texts
    .filter(({ path, text }) => /Url$/.test(path) && DEMO_HOST.test(text))
    .map(({ process, node, path, text }) => ({
      process,
      activity: node.name,
      path,
      message: `"${node.name}" calls a developer or test system: ${shown(text)}.`,
    }));
  return [...uses, ...unused, ...literal];
};

const guessedRoots = ({ segments }: Text): readonly string[] =>
  segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables.map(({ root }) => root) : []));

const bindingReport = (
  { process, activity, property, kind, value, label }: Binding,
  message: (what: string) => string,
): Report => ({
  process,
  activity: activity === "variables" ? "" : activity,
  path: activity === "variables" ? `variables.${property}` : property,
  message: message(`the ${kind === "id" ? "object" : kind} ${value}${label === undefined ? "" : ` ("${label}")`}`),
});

const unbound = (context: Context): readonly Binding[] =>
  unboundForeignIds(context.flow, context.options.bindings, context.options.knownIds);

const hardCoded = (context: Context): readonly Report[] =>
  context.options.knownIds === undefined
    ? unbound(context).map((binding) =>
        bindingReport(binding, (what) => `Bound to ${what} of one organisation; in any other it does not exist.`),
      )
    : [];

const foreign = (context: Context): readonly Report[] =>
  context.options.knownIds === undefined
    ? []
    : unbound(context).map((binding) => bindingReport(binding, (what) => `This organisation does not have ${what}.`));

/** `x | replace({"+1": ""})` alone, where x is the caller's number. */
const stripsOnlyPlusOne = (expression: TemplateExpression): boolean => {
  if (expression.kind !== "filter" || expression.name !== "replace") return false;
  const [pairs] = expression.call.positional;
  const keys = pairs?.kind === "map" ? pairs.entries.map(({ key }) => (key.kind === "text" ? key.value : "")) : [];
  return keys.length === 1 && /^\+\d{1,3}$/.test(keys[0] ?? "") && /\.ani$/i.test(nameOf(expression.input) ?? "");
};

const onlyPlusOne = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) => {
    const expression = soleExpression(text);
    return expression !== undefined && stripsOnlyPlusOne(expression)
      ? [
          {
            process: text.process,
            activity: text.node.name,
            path: text.path,
            message: `Only one country code is taken off, wherever it stands; all other numbers keep their plus sign: ${shown(text.text)}`,
          },
        ]
      : [];
  });

/** Calls that write, made in an event flow. */
const postCallWrites = (context: Context): readonly HttpCall[] =>
  context.calls.filter(
    ({ process, method, body }) => process !== MAIN && body !== undefined && ["POST", "PUT", "PATCH"].includes(method),
  );

const lostNotes = (context: Context): readonly Report[] => {
  const writes = postCallWrites(context);
  const notes = context.flow.variables.filter(
    ({ name, isAgentEditable, type }) =>
      isAgentEditable &&
      type === "STRING" &&
      !context.variables.reads.some(({ variable }) => variable === name) &&
      !context.variables.writes.some(({ variable }) => variable === name),
  );
  return notes.flatMap(({ name, desktopLabel }) => {
    const [first] = writes;
    const message = `What agents type under "${desktopLabel}" (${name}) is never sent anywhere.`;
    return first === undefined
      ? [{ process: MAIN, activity: "", path: `variables.${name}`, message }]
      : writes.map(({ process, node }) => ({ process, activity: node.name, path: "httpRequestBody", message }));
  });
};

const fixedTexts = (context: Context): readonly Report[] =>
  postCallWrites(context).flatMap(({ process, node, body }) => {
    const names =
      body?.segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables.map(fullName) : [])) ?? [];
    return names.length > 0 || body === undefined
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "httpRequestBody",
            message: `"${node.name}" writes the same sentence after every call, without anything about the call.`,
          },
        ];
  });

const rule = (
  id: `practice/${string}`,
  severity: Rule["severity"],
  title: string,
  why: string,
  fix: string,
  check: Rule["check"],
): Rule => ({ id, severity, title, why, fix, check });

export const PRACTICE_RULES: readonly Rule[] = [
  rule(
    "practice/foreign-id",
    "error",
    "Id of another organisation",
    "The import resolves nothing: the field opens empty, or the first call fails.",
    "Bind the value to this organisation's object.",
    foreign,
  ),
  rule(
    "practice/hard-coded-id",
    "info",
    "Id of one organisation's object",
    "The flow cannot be moved to another organisation as it is.",
    "Give the value as a binding when the flow is deployed; known ids can be listed in the project file.",
    hardCoded,
  ),
  rule(
    "practice/demo-system",
    "warning",
    "Developer or test system",
    "Agents and callers of the real contact centre would be sent to it.",
    "Make the host a parameter of the deployment.",
    demoHosts,
  ),
  rule(
    "practice/no-global-error-handler",
    "warning",
    "No OnGlobalError handler",
    "A system error in any activity without its own error path drops the call.",
    "Handle OnGlobalError: apologise, queue the caller elsewhere, or hang up.",
    noErrorHandler,
  ),
  rule(
    "practice/error-dead-air",
    "warning",
    "OnGlobalError that does nothing for the caller",
    "End Flow ends the flow, not the call: the caller waits in silence.",
    "Play an apology and lead the caller to a staffed queue, or hang up.",
    errorDeadAir,
  ),
  rule(
    "practice/queue-failure",
    "warning",
    "Queue without a failure path",
    "Unknown queues, limits and skill errors leave by the failure port; unlinked, that is a system error.",
    "Lead the failure port to an apology and another queue.",
    noFailurePath,
  ),
  rule(
    "practice/no-greeting",
    "warning",
    "Queue without a greeting",
    "Callers do not know whom they have reached, and hear silence while lookups run.",
    "Play a greeting first.",
    noGreeting,
  ),
  rule(
    "practice/looped-message",
    "warning",
    "Hold loop of messages alone",
    "The documentation asks not to loop only Play Message after Queue Contact; it is cut and restarted.",
    "Use Play Music for music, with a message between now and then.",
    loopedMessages,
  ),
  rule(
    "practice/end-in-main",
    "warning",
    "End Flow in the main flow",
    "It does not hang up: the caller is left in silence.",
    "Use Disconnect Contact, a queue or a transfer.",
    endInMain,
  ),
  rule(
    "practice/callback-disconnect",
    "warning",
    "Callback that is not followed by Disconnect",
    "The caller stays on the line after asking to be called back.",
    "Say goodbye and disconnect.",
    callbacks,
  ),
  rule(
    "practice/after-the-end",
    "error",
    "Activity that needs a caller, after the call",
    "Nobody is there; the activity fails.",
    "Keep to HTTP Request and Set Variable in the ContactEnded flow.",
    afterTheEnd,
  ),
  rule(
    "practice/predial",
    "warning",
    "PreDial flow without Set Caller ID",
    "The outbound contact can be abandoned.",
    "End every way of the PreDial flow with Set Caller ID, or leave the handler unlinked.",
    preDial,
  ),
  rule(
    "practice/screen-pop-in-main",
    "error",
    "Screen Pop in the main flow",
    "It works in event flows alone.",
    "Put it into the flow of AgentContactAssigned.",
    popInMain,
  ),
  rule(
    "practice/same-tab",
    "info",
    "Screen Pop that replaces the agent's page",
    "What the agent has typed for the call before is lost.",
    "Open a new tab, or inside the desktop.",
    sameTab,
  ),
  rule(
    "practice/audio-file",
    "error",
    "Audio that is no .wav file",
    "The platform plays 8 kHz mu-law WAV alone; anything else is silence or an error.",
    "Upload the audio as .wav and name it with its ending.",
    audioNames,
  ),
  rule(
    "practice/endless-retry",
    "info",
    "Menu that asks again without end",
    "The platform cuts the loop after 100 turns with an error.",
    "Count the tries and go on to a queue after the second or third.",
    endlessRetries,
  ),
  rule(
    "practice/shown-placeholder",
    "warning",
    "Placeholder shown to agents",
    'Words such as "null" read like data, and a sentence that stands in the notes is saved as a note.',
    "Make the default empty.",
    shownPlaceholders,
  ),
  rule(
    "practice/one-country",
    "warning",
    "Only one country code is taken off",
    "Callers from elsewhere are never found, and a number that holds the same digits inside is mangled.",
    "Keep the digits alone and compare with every spelling that is stored, or with an E.164 field.",
    onlyPlusOne,
  ),
  rule(
    "practice/lost-notes",
    "warning",
    "Agents' notes that go nowhere",
    "Agents type them in vain.",
    "Send the variable with the write after the call, ending in | escape('json').",
    lostNotes,
  ),
  rule(
    "practice/fixed-text",
    "warning",
    "The same sentence written after every call",
    "The record grows without saying which call, agent or outcome it was.",
    "Put the call's id, agent, queue, times and notes into the text.",
    fixedTexts,
  ),
  ...RECORD_RULES,
  ...LIMIT_RULES,
];
