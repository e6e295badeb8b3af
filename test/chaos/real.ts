import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Project, type Ran } from "../support/engine";
import { Random } from "../support/random";
import { seedRange } from "./seed-range";

/**
 * `npm run chaos:real -- --seeds 1-20`: the real CLI, killed (SIGKILL) at a seeded moment of an `up`, it or its language host or its provider;
 * then one `up`, for some on another machine: without what this one wrote down, after `datadip recover --yes`. Linux alone.
 */

const VICTIMS = ["cli", "language host", "provider"] as const;
type Victim = (typeof VICTIMS)[number];

const PROGRAM = `
const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
const site = new webex.Site("Lyon", { multimediaProfileId: profile.id });
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const teams = [1, 2, 3].map((i) => new webex.Team("Team " + i, { siteId: site.id }));
new webex.Queue("Support", { channelType: "TELEPHONY", serviceLevelSeconds: 20, defaultMusicInQueueMediaFileId: music.id, callDistributionGroups: [{ teamIds: teams.map(({ id }) => id), afterSeconds: 0 }] });
const skill = new webex.Skill("French", { skillType: "PROFICIENCY" });
new webex.SkillProfile("Speaks French", { activeSkills: [{ skillId: skill.id, proficiencyValue: 5 }] });
for (let i = 1; i <= 4; i += 1) new webex.AddressBook("Book " + i, {});
for (let i = 1; i <= 4; i += 1) new webex.GlobalVariable("Variable" + i, { defaultValue: "x" });
for (let i = 1; i <= 4; i += 1) new salesforce.SObjectRecord("Contact " + i, { sobjectType: "Contact", fields: { LastName: "Chaos " + i } });
new salesforce.PermissionSet("Chaos_Access", { label: "Chaos" });
new salesforce.CustomLabel("Chaos_Label", { value: "hello", shortDescription: "Chaos" });
`;

/** What the sandbox must hold once each after an `up`, and never after a destroy: by kind, how an object is told to be ours. */
const OURS: readonly (readonly [path: string, name: string, of: RegExp, count: number])[] = [
  ["webex/site", "name", /^Lyon$/, 1],
  ["webex/team", "name", /^Team \d$/, 3],
  ["webex/contact-service-queue", "name", /^Support$/, 1],
  ["webex/skill", "name", /^French$/, 1],
  ["webex/skill-profile", "name", /^Speaks French$/, 1],
  ["webex/address-book", "name", /^Book \d$/, 4],
  ["webex/cad-variable", "name", /^Variable\d$/, 4],
  ["salesforce/Contact", "LastName", /^Chaos \d$/, 4],
  ["salesforce/metadata.PermissionSet", "fullName", /^Chaos_Access$/, 1],
  ["salesforce/metadata.CustomLabel", "fullName", /^Chaos_Label$/, 1],
];

interface Outcome {
  readonly seed: number;
  readonly victim: Victim;
  readonly at: number;
  readonly machine: "same" | "another";
  readonly isConverged: boolean;
  /** What is there more or less than once. */
  readonly wrong: readonly string[];
  readonly orphans: readonly string[];
  readonly said: string;
}

async function counted(project: Project): Promise<readonly string[]> {
  const found = OURS.map(async ([path, name, of, count]) => {
    const answer = await fetch(`${project.sandbox.url}/sandbox/state/${path}`);
    const objects = (await answer.json()) as readonly Readonly<Record<string, unknown>>[];
    const names = objects.filter(({ IsDeleted }) => IsDeleted !== true).map((object) => String(object[name]));
    const ours = names.filter((one) => of.test(one));
    return ours.length === count && new Set(ours).size === count ? [] : [`${path}: ${ours.length} of ${count}`];
  });
  return (await Promise.all(found)).flat();
}

async function orphansOf(project: Project): Promise<readonly string[]> {
  const wrong = await counted(project);
  // Nothing of ours is there where every count is none.
  return wrong
    .filter((line) => !/: 0 of/.test(line))
    .concat(wrong.length === OURS.length ? [] : ["something is whole"]);
}

/** Processes that work in the project and have these words on their command line. */
const processes = (project: Project, words: RegExp): readonly number[] =>
  readdirSync("/proc").flatMap((name) => {
    try {
      const pid = Number(name);
      const isHere = Number.isInteger(pid) && readlinkSync(`/proc/${name}/cwd`).startsWith(project.dir);
      return isHere && words.test(readFileSync(`/proc/${name}/cmdline`, "utf8")) ? [pid] : [];
    } catch {
      return [];
    }
  });

const turn = (): Promise<void> => new Promise((next) => setTimeout(next, 5));

/** Kills the victim when the service has had so many requests. @throws Error where the run ended before, with what it said. */
async function killed(project: Project, victim: Victim, at: number): Promise<void> {
  const said: string[] = [];
  const child = project.start("up", "--yes", "--skip-preview");
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => said.push(String(data)));
  const ended = new Promise<void>((done) => child.on("exit", () => done(void (isOver = true))));
  while (!isOver && project.sandbox.requests().length < at) await turn();
  if (isOver) throw new Error(`The run ended before it was killed:\n${said.join("")}`);
  const pids =
    victim === "cli"
      ? [child.pid ?? 0]
      : processes(project, victim === "provider" ? /dynamic-provider/ : /pulumi-language-nodejs|language-host/);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  await ended;
  while (processes(project, /dynamic-provider/).length > 0) await turn();
}

async function play(seed: number, project: Project): Promise<Outcome> {
  const random = new Random(seed);
  const victim = VICTIMS[seed % VICTIMS.length] ?? "cli";
  // A run that lives on takes the note of what its provider was doing out of the state: no other machine can know of it.
  const machine = victim !== "provider" && random.next() < 0.5 ? "another" : "same";
  // The run makes some 30 requests.
  const at = random.int(6, 28);
  const stack = `s${seed}`;
  project.sandbox.reset();
  project.sandbox.settings({ quotaPerMinute: 0, latencyMs: random.int(40, 250) });
  project.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  project.sandbox.clearRequests();
  project.env.XDG_STATE_HOME = join(project.dir, `machine-${seed}`);
  await must(project.pulumi("stack", "init", stack));
  project.settings({ "datadip:target": "sandbox", "datadip:sandboxUrl": project.sandbox.url }, stack);
  await killed(project, victim, at);
  project.sandbox.settings({ latencyMs: 0 });
  if (machine === "another") project.env.XDG_STATE_HOME = join(project.dir, `other-machine-${seed}`);
  // It also takes away the lock of the dead process.
  if (machine === "another") await project.datadip("recover", "--yes");
  else if (victim === "cli") await must(project.pulumi("cancel", "--yes"));
  const up = await project.up();
  const wrong = await counted(project);
  const isConverged = up.code === 0 && wrong.length === 0;
  await project.pulumi("destroy", "--yes", "--skip-preview");
  await project.pulumi("stack", "rm", "--yes", "--force", stack);
  // What the run asked about is known to nobody but the person it asked.
  const orphans = isConverged ? await orphansOf(project) : [];
  const said = up.text.split("\n").filter((line) => /error:/.test(line)).slice(0, 3).join("\n").slice(0, 900); // prettier-ignore
  return { seed, victim, at, machine, isConverged, wrong, orphans, said };
}

async function must(running: Promise<Ran>): Promise<void> {
  const { code, text } = await running;
  if (code !== 0) throw new Error(text);
}

async function main(): Promise<void> {
  const seeds = seedRange(process.argv.slice(2), "1-20");
  const project = await Project.open({ program: PROGRAM });
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const outcome = await play(seed, project);
    outcomes.push(outcome);
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
  }
  await project.close();
  const count = (is: (outcome: Outcome) => boolean): number => outcomes.filter(is).length;
  const twice = count(({ wrong }) => wrong.some((line) => isMore(line)));
  process.stdout.write(
    `${outcomes.length} kills: ${VICTIMS.map((one) => `${count(({ victim }) => victim === one)} of the ${one}`).join(", ")}; ` +
      `${count(({ machine }) => machine === "another")} gone on with on another machine\n` +
      `${count(({ isConverged }) => isConverged)} converge by one more up, ${twice} with duplicates, ${count(({ orphans }) => orphans.length > 0)} with orphans\n`,
  );
  if (outcomes.some(({ isConverged, orphans }) => !isConverged || orphans.length > 0)) process.exitCode = 1;
}

function isMore(line: string): boolean {
  const [, there = "0", wanted = "0"] = /: (\d+) of (\d+)/.exec(line) ?? [];
  return Number(there) > Number(wanted);
}

void main();
