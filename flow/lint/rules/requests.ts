import { mappingsOf } from "../../activities";
import { openBindings } from "../../bindings";
import { isDefinite, isHole, parseJsonPath } from "../../expression";
import { textAt } from "../../json";
import { MAIN, type FlowNode } from "../../model";
import { holesIn, readAddress } from "../../soql";
import { fullName, worstCaseMs, type Context, type HttpCall, type Text } from "../context";
import type { Report, Rule } from "../rule";
import { SECRET_RULES } from "./secrets";
import { isHeard, quotedList, shown } from "./shared";

const about = ({ process, node }: HttpCall, path: string, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

const eachCall = (context: Context, check: (call: HttpCall) => readonly Report[]): readonly Report[] =>
  context.calls.flatMap(check);

/** Whether something after the call looks at its status, or at a value out of its answer. */
const isLookedAt = (context: Context, { process, node }: HttpCall): boolean => {
  const after = context.graph(process).after(node);
  const body = `${node.name}.httpResponseBody`;
  return context.nodesOf("condition-activity", "case-statement").some(
    (decision) =>
      decision.process === process &&
      after.has(decision.node.id) &&
      context.textsFor(decision.node).some(({ uses }) =>
        uses.variables.some((use) => {
          const sources = context.variables.sourcesOf(use.root);
          return (
            fullName(use) === `${node.name}.httpStatusCode` ||
            sources.has(`${node.name}.httpStatusCode`) ||
            sources.has(body)
          );
        }),
      ),
  );
};

/** Whether anything but an end follows. */
const isLastStep = (context: Context, { process, node }: HttpCall): boolean =>
  context
    .graph(process)
    .next(node)
    .every(({ kind }) => kind === "end" || kind === "end-subflow" || kind === "disconnect-contact");

const unchecked = (context: Context, last: boolean): readonly Report[] =>
  eachCall(context, (call) =>
    isLookedAt(context, call) || isLastStep(context, call) !== last
      ? []
      : [about(call, "httpRequestMethod", `Nothing after "${call.node.name}" asks whether the call succeeded.`)],
  );

const noErrorPath = (context: Context): readonly Report[] => {
  if (context.handler("GlobalErrorHandling") !== undefined || context.isSubflow) return [];
  return eachCall(context, (call) => {
    const isLinked = context
      .graph(call.process)
      .from(call.node)
      .some(({ port }) => port === "error" || port === "failure");
    return isLinked
      ? []
      : [
          about(
            call,
            "ports.error",
            `When the server of "${call.node.name}" does not answer, no error path takes the call over.`,
          ),
        ];
  });
};

/** A chain of calls with nothing to hear between them. */
interface Silence {
  readonly ms: number;
  readonly calls: readonly HttpCall[];
}

const longestSilence = (context: Context, call: HttpCall): Silence => {
  const graph = context.graph(call.process);
  const calls = new Map(context.calls.map((entry) => [entry.node, entry]));
  const known = new Map<FlowNode, Silence>();
  const open = new Set<FlowNode>();
  const from = (node: FlowNode): Silence => {
    const before = known.get(node);
    if (before !== undefined) return before;
    if (open.has(node) || isHeard(node)) return { ms: 0, calls: [] };
    open.add(node);
    const rest = graph
      .next(node)
      .map(from)
      .reduce((best, next) => (next.ms > best.ms ? next : best), { ms: 0, calls: [] });
    open.delete(node);
    const own = calls.get(node);
    const silence = own === undefined ? rest : { ms: rest.ms + worstCaseMs(own), calls: [own, ...rest.calls] };
    known.set(node, silence);
    return silence;
  };
  return from(call.node);
};

const MAX_SILENCE_MS = 10_000;

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

const silences = (context: Context): readonly Report[] => {
  const chains = context.calls.filter(({ process }) => process === MAIN).map((call) => longestSilence(context, call));
  const inner = new Set(chains.flatMap(({ calls }) => calls.slice(1)));
  return chains.flatMap(({ ms, calls }) => {
    const [first] = calls;
    if (first === undefined || inner.has(first) || ms <= MAX_SILENCE_MS) return [];
    const parts = calls.map((call) => `${call.node.name} ${call.attempts} x ${seconds(call.timeoutMs)}`);
    return [
      about(first, "httpResponseTimeout", `The caller may hear nothing for up to ${seconds(ms)}: ${parts.join(", ")}.`),
    ];
  });
};

const emptyAnswers = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const isRecord = /\/sobjects\//i.test(call.address?.text ?? "");
    const isEmpty = call.method === "DELETE" || call.method === "HEAD" || (call.method === "PATCH" && isRecord);
    return isEmpty && call.mappings.length > 0
      ? [
          about(
            call,
            "outputVariableArray",
            `"${call.node.name}" maps the answer to a ${call.method}, which is 204 without a body.`,
          ),
        ]
      : [];
  });

const noTarget = (context: Context): readonly Report[] => {
  const open = new Set(
    openBindings(context.flow).map(({ process, activity, property }) => `${process}/${activity}.${property}`),
  );
  return eachCall(context, (call) => {
    const missing: Report[] = [];
    const isOpen = (key: string): boolean => open.has(`${call.process}/${call.node.name}.${key}`);
    if (call.usesConnector && (textAt(call.node.properties, "connectorId") ?? "") === "" && !isOpen("connectorId"))
      missing.push(about(call, "connectorId", `"${call.node.name}" is to use a connector, but none is chosen.`));
    if (call.address === undefined && !isOpen(call.addressKey))
      missing.push(
        about(call, call.addressKey, `"${call.node.name}" has no ${call.usesConnector ? "path" : "address"} to call.`),
      );
    return missing;
  });
};

const addresses = (context: Context): readonly Text[] => [
  ...context.calls.flatMap(({ address }) => address ?? []),
  ...context
    .nodesOf("screen-pop")
    .flatMap(({ node }) => context.textsFor(node).filter(({ path }) => path === "screenPopUrl")),
];

const textReport = ({ process, node, path }: Text, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

const plainHttp = (context: Context): readonly Report[] =>
  addresses(context)
    .filter(({ text }) => /^\s*http:\/\//i.test(text))
    .map((text) => textReport(text, `"${text.node.name}" uses http without encryption: ${shown(text.text)}.`));

const OLDEST_VERSION = 60;

const oldVersions = (context: Context): readonly Report[] =>
  addresses(context).flatMap((text) => {
    const version = /\/services\/[\w/]*?v(\d+)\.\d+/i.exec(text.text)?.[1];
    return version === undefined || Number(version) >= OLDEST_VERSION
      ? []
      : [
          textReport(
            text,
            `"${text.node.name}" calls version ${version}.0 of the Salesforce API, older than ${OLDEST_VERSION}.0.`,
          ),
        ];
  });

const hosts = (context: Context): readonly Report[] =>
  addresses(context).flatMap((text) => {
    const host = /^\s*https?:\/\/([A-Za-z0-9.-]+)/.exec(text.text)?.[1];
    const [first] = text.segments;
    const isFixed =
      first !== undefined && !isHole(first) && /^\s*https?:\/\/[A-Za-z0-9.-]+(?:[/:?#]|$)/.test(first.text);
    return host === undefined || !isFixed
      ? []
      : [textReport(text, `The host ${host} is written into "${text.node.name}".`)];
  });

const afterQueue = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const queue = context
      .graph(call.process)
      .to(call.node)
      .find(
        ({ fromId, port }) =>
          context.graph(call.process).byId.get(fromId)?.kind === "queue-contact" && port !== "failure",
      );
    return queue === undefined
      ? []
      : [
          about(
            call,
            "links",
            `"${call.node.name}" follows the queue "${queue.from}" at once, when its data may not be there yet.`,
          ),
        ];
  });

const noBody = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const others = ["httpRequestBodyFormData", "httpRequestBodyFiles", "httpRequestBodyGQL"].some((key) => {
      const value = call.node.properties[key];
      return value !== undefined && value !== null;
    });
    return ["POST", "PUT", "PATCH"].includes(call.method) && call.body === undefined && !others
      ? [about(call, "httpRequestBody", `"${call.node.name}" sends a ${call.method} without a body.`)]
      : [];
  });

const mappedPaths = (
  context: Context,
): readonly { readonly process: string; readonly node: FlowNode; readonly index: number; readonly path: string }[] =>
  context
    .nodesOf("http-request-v2", "parse-activity")
    .flatMap(({ process, node }) =>
      mappingsOf(node).flatMap(({ path }, index) => (path === "" ? [] : [{ process, node, index, path }])),
    );

const badPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = parseJsonPath(path);
    return compiled.ok
      ? []
      : [
          {
            process,
            activity: node.name,
            path: `outputVariableArray[${index}].jsonPathExp`,
            message: `The path ${path} cannot be read: ${compiled.error.reason}.`,
          },
        ];
  });

const listPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = parseJsonPath(path);
    const variable = context.variables.get(mappingsOf(node)[index]?.variable ?? "");
    return compiled.ok && !isDefinite(compiled.path) && variable !== undefined && variable.type !== "JSON"
      ? [
          {
            process,
            activity: node.name,
            path: `outputVariableArray[${index}].jsonPathExp`,
            message: `The path ${path} gives a list, not a single value, for "${variable.name}".`,
          },
        ]
      : [];
  });

const unencoded = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    if (call.address === undefined) return [];
    const { parameters } = readAddress(call.address.segments);
    const names = parameters
      .filter(({ name }) => !(call.soql.some(({ isEncoded }) => isEncoded) && name.toLowerCase() === "q"))
      .flatMap(({ value }) => holesIn(value.text, value.holes))
      .filter((hole) => context.taint.isCallerControlled(hole) || context.taint.mayHavePlus(hole))
      .flatMap(({ variables }) => variables.map(fullName));
    return names.length === 0
      ? []
      : [about(call, call.addressKey, `${quotedList([...new Set(names)])} stands unencoded in the address.`)];
  });

/** Parses of an answer on a way that is taken when the call did not succeed. */
const usedOnFailure = (context: Context): readonly Report[] =>
  context.nodesOf("parse-activity").flatMap(({ process, node }) => {
    const [caller, output] = (textAt(node.properties, "inputVariable") ?? "").replace(/[{}\s]/g, "").split(".");
    const call = context.calls.find((candidate) => candidate.node.name === caller && candidate.process === process);
    if (call === undefined || output !== "httpResponseBody" || !isLookedAt(context, call)) return [];
    const isSafe = context
      .factsAt(process, node)
      .some((fact) => fact.kind === "status" && fact.activity === caller && fact.ok);
    return isSafe
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "inputVariable",
            message: `"${node.name}" reads the answer of "${call.node.name}" also when the call failed.`,
          },
        ];
  });

export const HTTP_RULES: readonly Rule[] = [
  {
    id: "http/no-target",
    severity: "error",
    title: "Request without a connector or address",
    why: "The activity fails with a system error before anything is sent.",
    fix: "Choose a connector and a path, or give an address.",
    check: noTarget,
  },
  {
    id: "http/no-status-check",
    severity: "warning",
    title: "Call whose result nobody checks",
    why: "Every answer, 404 and 500 too, leaves by the default port, and the flow goes on with old or empty values.",
    fix: "Follow it with a Condition such as {{ Lookup.httpStatusCode == 200 }}.",
    check: (context) => unchecked(context, false),
  },
  {
    id: "http/unchecked-write",
    severity: "info",
    title: "Last call whose result nobody checks",
    why: "A refused write leaves no trace but the log of the call.",
    fix: "Follow it with a Condition on its httpStatusCode where a lost write matters.",
    check: (context) => unchecked(context, true),
  },
  {
    id: "http/used-on-failure",
    severity: "warning",
    title: "Answer read although the call failed",
    why: "Error bodies have another shape, so the values come out wrong or empty.",
    fix: "Read it only behind the branch on which the status is 2xx.",
    check: usedOnFailure,
  },
  {
    id: "http/no-error-path",
    severity: "warning",
    title: "Call without any error path",
    why: "A timeout or a refused connection is a system error; with neither an error port nor OnGlobalError linked the call is dropped.",
    fix: "Link an OnGlobalError handler that leads the caller to a queue.",
    check: noErrorPath,
  },
  {
    id: "http/silence",
    severity: "warning",
    title: "Long silence while servers are asked",
    why: "Callers hang up; every attempt may take its whole time limit.",
    fix: "Play something first, shorten the time limits to 2 or 3 s and retry at most once.",
    check: silences,
  },
  {
    id: "http/mapped-empty-answer",
    severity: "warning",
    title: "Mapping of an answer that has no body",
    why: "A 204 has nothing to map; the mapping fails or empties the variable.",
    fix: "Remove the mapping and check the status instead.",
    check: emptyAnswers,
  },
  {
    id: "http/bad-path",
    severity: "error",
    title: "JSONPath that cannot be read",
    why: "The mapping fails with a system error.",
    fix: "Correct the path.",
    check: badPaths,
  },
  {
    id: "http/list-path",
    severity: "info",
    title: "JSONPath that gives a list",
    why: "Wildcards, slices, filters and .. always give a list, also of one value; a text variable then holds its JSON.",
    fix: "Name the place exactly, such as $.records[0].Id.",
    check: listPaths,
  },
  {
    id: "http/no-body",
    severity: "warning",
    title: "Write without a body",
    why: "The server answers 400, or creates something empty.",
    fix: "Give the request a body.",
    check: noBody,
  },
  {
    id: "http/unencoded-value",
    severity: "warning",
    title: "Caller's value unencoded in an address",
    why: "A plus sign arrives as a blank, and & or # cut the address off.",
    fix: "Use the activity's query parameters, or end the expression with | urlencode.",
    check: unencoded,
  },
  {
    id: "http/plain-http",
    severity: "warning",
    title: "Address without encryption",
    why: "Customers' data and keys can be read on the way.",
    fix: "Use https.",
    check: plainHttp,
  },
  {
    id: "http/old-api-version",
    severity: "warning",
    title: "Old Salesforce API version",
    why: "Salesforce retires versions, and the call then fails for every caller at once.",
    fix: `Call version ${OLDEST_VERSION}.0 or later, best as a parameter of the flow.`,
    check: oldVersions,
  },
  {
    id: "http/hard-coded-host",
    severity: "info",
    title: "Host written into the flow",
    why: "The flow cannot move to another environment without being edited.",
    fix: "Use a connector, or keep the host in a variable.",
    check: hosts,
  },
  {
    id: "http/after-queue",
    severity: "warning",
    title: "Call directly after Queue Contact",
    why: "The documentation warns that the contact's data may be unavailable at that moment.",
    fix: "Make the call before the queue, or play music between.",
    check: afterQueue,
  },
  ...SECRET_RULES,
];
