import { dataDipFlow, type Flow, lintFlow, parseFlowText, stringifyFlow } from "../flow";
import { answerTableSchema, callScript, simulateCall, tableAnswers } from "../flow/simulate";

const WARM_UP_CALLS = 500;

/**
 * Measures how many complete calls through the data-dip flow one core simulates per second, with answers from a table.
 * @param calls calls to measure, after a warm-up.
 * @returns calls per second of processor time of this process.
 */
export function benchSimulator(calls = 3_000): number {
  const flow = dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" });
  const script = callScript({ from: "+15207739050" });
  const answer = tableAnswers(
    answerTableSchema.parse([
      { activity: "ContactByANI", body: { totalSize: 1, records: [{ Id: "003A", Name: "Jane", AccountId: null }] } },
      {
        activity: "CaseByContactId",
        body: { totalSize: 1, records: [{ Id: "500A", CaseNumber: "1", Priority: "High" }] },
      },
      { activity: "PostComment", status: 201, body: { id: "00aA" } },
    ]),
  );
  const play = (count: number): void => {
    for (let call = 0; call < count; call += 1) {
      const { end } = simulateCall(flow, script, answer);
      if (end.reason !== "agent hung up") throw new Error(`The measured call ended for another reason: ${end.reason}.`);
    }
  };
  play(WARM_UP_CALLS);
  const before = process.cpuUsage();
  play(calls);
  const { user, system } = process.cpuUsage(before);
  return calls / ((user + system) / 1_000_000);
}

const WARM_UP_RUNS = 30;
const RUNS = 50;
const MANY = 1_000;

export interface LintBench {
  readonly activities: number;
  /** Mean of one lint in a warm process, in milliseconds of processor time. */
  readonly warmMs: number;
  /** Reading and linting 1,000 files with different names, in seconds of processor time. */
  readonly manySeconds: number;
}

/** Measures lint on the shipped data-dip flow, which is larger than a usual flow with 33 activities. */
export function benchLint(): LintBench {
  const flow = dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" });
  lintTimes(flow, WARM_UP_RUNS);
  const warmMs = spent(() => lintTimes(flow, RUNS)) / RUNS;
  const texts = Array.from({ length: MANY }, (_item, index) =>
    stringifyFlow({ ...flow, name: `${flow.name}_${index}` }),
  );
  const manySeconds = spent(() => texts.forEach((text) => void lintFlow(parseFlowText(text)))) / 1_000;
  const activities = flow.processes.reduce((count, { nodes }) => count + nodes.length, 0);
  return { activities, warmMs, manySeconds };
}

function lintTimes(flow: Flow, times: number): void {
  for (let run = 0; run < times; run += 1) lintFlow(flow);
}

/** Milliseconds of processor time. */
function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
