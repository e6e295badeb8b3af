import type { Flow } from "../model";
import { DEFAULT_OPTIONS, optionCombinations, type SimulationOptions } from "./options";
import type { CallScript } from "./script";
import type { FlowMap } from "./call";
import { simulateCall, type Answering } from "./simulate";
import type { CallResult } from "./transcript";

/** Results that differ from one another, with the options that lead there. */
export interface Variation {
  readonly options: readonly SimulationOptions[];
  readonly result: CallResult;
}

export interface Variations {
  /** The outcome with the defaults first, then each other outcome once. */
  readonly variations: readonly Variation[];
  /** Options whose change alone, the others at their defaults, changes the outcome; with what differs. */
  readonly sensitive: readonly {
    readonly option: keyof SimulationOptions;
    readonly value: string;
    readonly differs: readonly string[];
  }[];
}

/**
 * Plays one call with every combination of the options that represent undocumented behaviour.
 * @throws SimulationError as simulateCall does.
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

const OPTION_NAMES: readonly (keyof SimulationOptions)[] = [
  "onMissingPath",
  "onExpressionError",
  "attempts",
  "onErrorStatus",
  "onNull",
];

/** What somebody would notice: not the clock, which moves with every retry. */
const outcomeOf = (result: CallResult): string => print(seen(result));

/** Instants move with every retry and matter to nobody. */
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

/** Variations for a reader at a terminal. */
export function variationsText({ variations, sensitive }: Variations): string {
  if (variations.length <= 1)
    return "The call comes out the same however the platform treats what its documentation leaves open.";
  return [
    `The call has ${variations.length} outcomes, depending on what the platform's documentation leaves open:`,
    ...sensitive.map(({ option, value, differs }) => `  ${option} = ${value} changes ${differs.join(", ")}`),
    ...(sensitive.length === 0 ? ["  only several options together change anything"] : []),
  ].join("\n");
}
