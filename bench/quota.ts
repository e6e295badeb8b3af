import { planOf, programOf } from "./objects";
import { BenchProject } from "./project";
import type { SandboxServer } from "./server";

/** Requests per minute of one client id: https://developer.webex.com/webex-contact-center/docs/rate-limits */
export const QUOTA_PER_MINUTE = 300;

const CREATE = ["up", "--yes", "--skip-preview"] as const;

/**
 * Creates `size` objects in several stacks of one tenant at the same time, within the real quota and in real time. The floor is the least
 * that any client needs: the requests above the quota wait for the next minutes.
 */
export async function benchQuota(
  server: SandboxServer,
  size: number,
  stacks: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  const projects = await Promise.all(
    stacks.map((stack) => BenchProject.create(programOf(planOf(size, `${stack}_`)), server.url)),
  );
  const ran = await Promise.all(projects.map((project) => project.pulumi(...CREATE)));
  const { all } = await server.calls();
  const seconds = ran.map((one) => one.seconds.toFixed(1)).join(" and ");
  const what = stacks.length === 1 ? `${size} objects` : `${size} objects in each of ${stacks.length} stacks at once`;
  print(
    `${what}, ${QUOTA_PER_MINUTE} requests a minute: created in ${seconds} s with ${all} requests, those over the quota included; floor ${floorSeconds(all)} s.\n`,
  );
  for (const project of projects) project.remove();
}

/** Seconds of waiting: a window that is used up opens again after a minute. */
function floorSeconds(requests: number): number {
  return 60 * Math.floor(Math.max(0, requests - 1) / QUOTA_PER_MINUTE);
}
