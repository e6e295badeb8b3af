import fc from "fast-check";
import {
  canonicalFlow,
  diffFlows,
  flowFacts,
  parseFlowText,
  readV1,
  readV2,
  sameFlow,
  stringifyFlow,
  writeV1,
  writeV2,
  type EventShape,
  type V2Profile,
} from "../../flow";
import { v1Document } from "./support/arbitrary";
import { eachSample } from "./support/samples";

const SEED = 20_261_122;
const DIALECTS: readonly (readonly [V2Profile, EventShape])[] = (
  ["v2-toolkit-2026-07", "v2-flowkit-2026-10"] as const
).flatMap((profile) => (["map", "flat", "list"] as const).map((shape) => [profile, shape] as const));

eachSample("a real export", (_file, text) => {
  it("is written as it was read, keys in their order", () => {
    expect(JSON.stringify(writeV1(parseFlowText(text)))).toBe(JSON.stringify(JSON.parse(text)));
  });

  it("gives the same bytes the second time", () => {
    const once = stringifyFlow(parseFlowText(text));
    expect(stringifyFlow(parseFlowText(once))).toBe(once);
  });

  it("is read without a problem and agrees with its own facts", () => {
    const flow = parseFlowText(text);
    expect(flow.problems).toEqual([]);
    const facts = flowFacts(flow);
    const document = JSON.parse(text) as { process: { activities: object; links: unknown[] }; variables: unknown[] };
    expect(Object.keys(facts.processes.main?.activities ?? {})).toHaveLength(
      Object.keys(document.process.activities).length,
    );
    expect(facts.processes.main?.edges).toHaveLength(document.process.links.length);
    expect(facts.variables).toHaveLength(document.variables.length);
  });

  it.each(DIALECTS)("keeps its meaning through FlowV2 (%s, %s) and back", (profile, eventShape) => {
    const flow = parseFlowText(text);
    const v2 = readV2(writeV2(flow, { profile, eventShape }));
    expect(v2.problems).toEqual([]);
    expect(diffFlows(flow, v2)).toEqual([]);
    const back = readV1(writeV1(v2));
    expect(back.problems).toEqual([]);
    expect(diffFlows(flow, back)).toEqual([]);
  });

  it("gives a FlowV2 document back as it was", () => {
    const document = writeV2(parseFlowText(text));
    expect(JSON.stringify(writeV2(readV2(document)))).toBe(JSON.stringify(document));
  });
});

describe(`generated documents (seed ${SEED})`, () => {
  it("are written as they were read", () => {
    fc.assert(
      fc.property(v1Document, (document) => {
        expect(JSON.stringify(writeV1(readV1(document)))).toBe(JSON.stringify(document));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("give the same bytes the second time", () => {
    fc.assert(
      fc.property(v1Document, (document) => {
        const once = stringifyFlow(readV1(document));
        expect(stringifyFlow(parseFlowText(once))).toBe(once);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("mean the same with new ids, and different exactly where diff says so", () => {
    fc.assert(
      fc.property(v1Document, v1Document, (document, other) => {
        const renumbered: unknown = JSON.parse(
          JSON.stringify(document).replaceAll('"main-', '"fresh-').replaceAll('"event-', '"new-'),
        );
        expect(sameFlow(readV1(document), readV1(renumbered))).toBe(true);
        const [a, b] = [readV1(document), readV1(other)];
        expect(diffFlows(a, b).length === 0).toBe(sameFlow(a, b));
        expect(JSON.stringify(canonicalFlow(a))).toBe(JSON.stringify(canonicalFlow(readV1(document))));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
