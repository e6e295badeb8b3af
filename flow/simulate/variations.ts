import type { Flow } from "../model";
import { DEFAULT_OPTIONS, OPTION_NAMES, optionCombinations, type SimulationOptions } from "./options";
import type { CallScript } from "./script";
import type { FlowMap } from "./call";
import { simulateCall, type Answering } from "./simulate";
import type { CallResult } from "./transcript";

/** One of several different results, with the options that lead to it. */
export interface Variation {
  readonly options: readonly SimulationOptions[];
  readonly result: CallResult;
}

export interface Variations {
  /** The outcome with the default options first, then each other outcome once. */
  readonly variations: readonly Variation[];
  /** Options that change the outcome while the others keep their defaults, with the differences. */
  readonly sensitive: readonly {
    readonly option: keyof SimulationOptions;
    readonly value: string;
    readonly differs: readonly string[];
  }[];
}

/**
 * Plays one call with every combination of the options for undocumented behaviour.
 * @throws SimulationError as `simulateCall`.
 */
export function simulateVariations(flow: Flow, script: CallScript, answer: Answering, flows: FlowMap = {}): Variations {
  const groups = new Map<string, { options: SimulationOptions[]; result: CallResult }>();
  for (const options of optionCombinations()) {
    const result = simulateCall(flow, { ...script, options }, answer, flows);
    const outcome = outcomeOf(result);
    const group = groups.get(outcome) ?? { options: [], result };
    group.options.push(options);
    groups.set(outcome, group);
  }
  const variations = [...groups.values()];
  const usual = variations[0]?.result;
  const sensitive = variations.flatMap(({ options, result }) =>
    options.flatMap((entry) => {
      const changed = OPTION_NAMES.filter((name) => entry[name] !== DEFAULT_OPTIONS[name]);
      const [option] = changed;
      if (changed.length !== 1 || option === undefined || usual === undefined || result === usual) return [];
      return [{ option, value: entry[option], differs: differences(usual, result) }];
    }),
  );
  return { variations, sensitive };
}

/** The visible outcome, without times, which change with every retry. */
const outcomeOf = (result: CallResult): string => print(seen(result));

/** Prints without times, which change with every retry. */
const print = (value: unknown): string =>
  JSON.stringify(value).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?/g, "<instant>");

const seen = ({ path, heard, variables, agentSees, requests, screenPops, queues, end, failures }: CallResult) => ({
  path: path.map(({ node, port = "" }) => `${node} ${port}`),
  "what the caller hears": heard.filter(({ what }) => what !== "silence").map(({ what, text }) => `${what} ${text}`),
  variables,
  "what the agent sees": agentSees,
  requests: requests.map(({ request }) => `${request.method} ${request.url} ${request.body}`),
  "screen pop": screenPops.map(({ url }) => url),
  queue: queues.map(({ queueName, priority }) => `${queueName} ${priority}`),
  end: end.reason,
  failures: failures.map(({ node }) => node),
});

function differences(usual: CallResult, other: CallResult): readonly string[] {
  const after: Readonly<Record<string, unknown>> = seen(other);
  return Object.entries(seen(usual)).flatMap(([name, value]) => (print(value) === print(after[name]) ? [] : [name]));
}

/** Variations as text for a terminal. */
export function variationsText({ variations, sensitive }: Variations): string {
  if (variations.length <= 1)
    return "The call has the same outcome with every behaviour that the platform's documentation allows.";
  return [
    `The call has ${variations.length} outcomes, depending on what the platform's documentation leaves open:`,
    ...sensitive.map(({ option, value, differs }) => `  ${option} = ${value} changes ${differs.join(", ")}`),
    ...(sensitive.length === 0 ? ["  only several options together change anything"] : []),
  ].join("\n");
}
