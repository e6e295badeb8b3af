import { Tenant } from "../support/tenant";
import { seedRange } from "./seed-range";
import { type Outcome, playSeed, worldOf } from "./seed";

/** `npm run chaos -- --seeds 1-500`: what becomes of stacks on a network that fails. Exit code 1 where something is lost, made twice or told; 0 where all of it is in docs/guarantees.md. */
async function main(): Promise<void> {
  const seeds = seedRange(process.argv.slice(2), "1-25");
  const tenant = await Tenant.start();
  const world = await worldOf(tenant);
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const outcome = await playSeed(seed, world);
    outcomes.push(outcome);
    const { asked, differing, orphans, documented, foreign, secrets } = outcome;
    const told = [...asked, ...differing, ...orphans, ...documented, ...foreign, ...secrets];
    if (told.length > 0) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  }
  await world.org.close();
  const wrong = (key: "asked" | "differing" | "orphans" | "foreign" | "secrets"): number =>
    outcomes.filter((outcome) => outcome[key].length > 0).length;
  const killed = (where: Outcome["killed"]): number => outcomes.filter((outcome) => outcome.killed === where).length;
  const whole = outcomes.filter(({ asked, differing }) => asked.length + differing.length === 0).length;
  const twice = outcomes.filter(({ documented }) => documented.length > 0).map(({ seed }) => seed);
  const lines = [
    `${outcomes.length} seeds, ${new Set(outcomes.flatMap(({ kinds }) => kinds)).size} kinds of resources`,
    `killed and gone on with: ${killed("on this machine")} on the same machine, ${killed("on another machine")} on another`,
    `${whole} converge by one more up; ${wrong("asked")} ask a person, ${wrong("differing")} differ`,
    `${wrong("orphans")} with orphans or duplicates, ${wrong("foreign")} with a foreign change, ${wrong("secrets")} with a secret told`,
    ...(twice.length > 0
      ? [
          `Documented in docs/guarantees.md: a create that was delivered twice made a second record, in the seeds ${twice.join(", ")}`,
        ]
      : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (wrong("differing") + wrong("orphans") + wrong("foreign") + wrong("secrets") > 0) process.exitCode = 1;
}

void main();
