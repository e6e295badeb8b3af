import { dataDipFlow } from "../flow";
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
