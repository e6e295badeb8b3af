import { dataDipFlow, lintFlow } from "../flow";

const RUNS = 50;

/** How long one lint of the shipped data-dip flow takes once the process is warm: mean of processor time, in milliseconds. */
export function benchLint(): { readonly activities: number; readonly warmMs: number } {
  const flow = dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" });
  const lintMany = (): void => {
    for (let run = 0; run < RUNS; run += 1) lintFlow(flow);
  };
  lintMany();
  const before = process.cpuUsage();
  lintMany();
  const { user, system } = process.cpuUsage(before);
  const activities = flow.processes.reduce((count, { nodes }) => count + nodes.length, 0);
  return { activities, warmMs: (user + system) / 1_000 / RUNS };
}
