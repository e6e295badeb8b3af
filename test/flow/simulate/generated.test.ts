import fc from "fast-check";
import { dataDipFlow, parseFlowText, welcomeFlow, type Flow } from "../../../flow";
import {
  answerTableSchema,
  type AsyncAnswering,
  type CallState,
  callScriptSchema,
  simulateCall,
  simulateCallAsync,
  step,
  tableAnswers,
} from "../../../flow/simulate";
import { readyIn } from "../../../flow/simulate/step";
import { SAMPLES } from "../support/samples";

const FLOWS: readonly (readonly [string, Flow])[] = [
  ["welcome", welcomeFlow()],
  [
    "data-dip",
    dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US", countries: ["FR"] }),
  ],
  [
    "data-dip with everything",
    dataDipFlow({
      salesforceUrl: "https://acme.lightning.force.com",
      defaultCountry: "FR",
      interactionField: "WebexInteractionId__c",
      postCall: "task",
      hours: true,
      queues: [{ key: "Priority", upTo: 3, hours: true }],
      languages: [
        { locale: "en-US", voice: "en-US-Standard-C" },
        { locale: "fr-FR", voice: "fr-FR-Standard-A", countries: ["FR"] },
      ],
    }),
  ],
  ...SAMPLES.map(([file, text]): readonly [string, Flow] => [file, parseFlowText(text, file)]),
];

const RUNS = 500;
/** Printed by fast-check with every failure; change it by hand to look elsewhere. */
const SEED = 20_260_105;

const number = fc.oneof(
  fc.constantFrom("anonymous", "", "+15207739050", "+33142685300", "'; DROP", "{{ 1 }}"),
  fc.stringMatching(/^\+?[0-9]{3,15}$/),
);

const answers = fc.array(
  fc.record(
    {
      status: fc.constantFrom(200, 201, 204, 301, 401, 404, 500, 503),
      delayMs: fc.integer({ min: 0, max: 20_000 }),
      times: fc.integer({ min: 1, max: 3 }),
      failure: fc.constantFrom("connection refused", "no such host"),
      body: fc.oneof(
        fc.constantFrom("", "<html>", "[", null, { totalSize: 0, records: [] }),
        fc.record({
          totalSize: fc.integer({ min: 0, max: 3 }),
          records: fc.array(
            fc.dictionary(fc.constantFrom("Id", "Name", "AccountId"), fc.oneof(fc.string(), fc.constant(null))),
            { maxLength: 3 },
          ),
        }),
        fc.json(),
      ),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 5 },
);

function outcomes(flow: Flow) {
  const nodes = flow.processes.flatMap((process) =>
    process.nodes.flatMap(({ name, ports }) => ports.map((port) => [name, port.name] as const)),
  );
  const one = fc
    .constantFrom(...nodes)
    .chain(([name, port]) =>
      fc
        .record({ port: fc.constant(port), afterSeconds: fc.integer({ min: 0, max: 90 }) }, { requiredKeys: [] })
        .map((row) => [name, row] as const),
    );
  const failing = fc.constantFrom(...nodes).map(([name]) => [name, { error: "it broke" }] as const);
  return fc
    .array(fc.oneof(one, failing), { maxLength: 4 })
    .map((rows) => Object.fromEntries<{ port?: string; afterSeconds?: number; error?: string }>(rows));
}

const script = (flow: Flow) =>
  fc.record({
    from: number,
    caller: fc.record(
      {
        digits: fc.array(fc.constantFrom("", "1", "2", "9", "123#", "0000000000", "*"), { maxLength: 6 }),
        pressesAfterSeconds: fc.integer({ min: 0, max: 8 }),
        hangsUpAfterSeconds: fc.integer({ min: 0, max: 200 }),
        hangsUpIn: fc.constantFrom(...flow.processes.flatMap(({ nodes }) => nodes.map(({ name }) => name))),
        patienceSeconds: fc.integer({ min: 0, max: 4_000 }),
      },
      { requiredKeys: [] },
    ),
    agent: fc.record(
      {
        offeredAfterSeconds: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant("never" as const)),
        noAnswers: fc.integer({ min: 0, max: 4 }),
        talkSeconds: fc.integer({ min: 0, max: 90 }),
        hangsUp: fc.constantFrom("agent" as const, "caller" as const),
        saves: fc.dictionary(fc.constantFrom("notes", "customerName", "nothing"), fc.string()),
      },
      { requiredKeys: [] },
    ),
    activities: outcomes(flow),
    options: fc.record(
      {
        onMissingPath: fc.constantFrom("keep" as const, "empty" as const, "error" as const),
        onExpressionError: fc.constantFrom("fail" as const, "literal" as const, "empty" as const),
        onNull: fc.constantFrom("empty" as const, "word" as const),
      },
      { requiredKeys: [] },
    ),
    strict: fc.boolean(),
  });

describe(`${RUNS} generated calls, seed ${SEED}`, () => {
  it.each(FLOWS)("%s: all end, in one way, without a gap in time", (_name, flow) => {
    fc.assert(
      fc.property(script(flow), answers, (input, rows) => {
        const table = tableAnswers(answerTableSchema.parse(rows));
        const parsed = callScriptSchema.parse(input);
        const result = simulateCall(flow, parsed, table);
        const last = result.path.at(-1);
        expect(result.end.atMs).toBeGreaterThanOrEqual(0);
        expect(result.end.atMs).toBeLessThanOrEqual(86_400_000 + 4_000_000);
        expect(result.heard.every(({ fromMs, untilMs }) => fromMs < untilMs && untilMs <= result.end.atMs)).toBe(true);
        expect(last).toBeDefined();
        // What happens in a call depends on its script alone.
        expect(simulateCall(flow, parsed, table)).toEqual(result);
      }),
      { numRuns: Math.ceil(RUNS / FLOWS.length) + 1, seed: SEED },
    );
  });

  it.each(FLOWS)(
    "%s: the same with a watcher, and each state that it saw still leads to the next one",
    async (_name, flow) => {
      const runs = fc.asyncProperty(script(flow), answers, async (input, rows) => {
        const table = tableAnswers(answerTableSchema.parse(rows));
        const parsed = callScriptSchema.parse(input);
        const states: CallState[] = [];
        const answer: AsyncAnswering = (request, earlier) => Promise.resolve(table(request, earlier));
        const watched = await simulateCallAsync(flow, parsed, answer, {}, {}, (state) => states.push(state));
        expect(watched).toEqual(simulateCall(flow, parsed, table));
        const ready = states.flatMap((state, at) => (readyIn(state) === undefined ? [] : [[state, states[at + 1]]]));
        for (const [state, next] of ready) expect(state && step(flow, state, { kind: "proceed" })[0]).toEqual(next);
      });
      await fc.assert(runs, { numRuns: 10, seed: SEED });
    },
  );
});
