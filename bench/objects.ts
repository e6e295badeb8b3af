import bodies from "./bodies.json";

const SHARES = {
  profiles: 0.1,
  sites: 0.1,
  teams: 0.2,
  queues: 0.2,
  variables: 0.2,
  anis: 0.1,
  entryPoints: 0.1,
} as const;

type Kind = keyof typeof SHARES;

/** The objects of a bench: names by kind, in the order of their dependencies. */
export type Plan = Readonly<Record<Kind, readonly string[]>>;

/** @param prefix distinguishes the objects of several stacks in the same tenant */
export function planOf(count: number, prefix = ""): Plan {
  const names = (kind: Kind): readonly string[] =>
    Array.from({ length: Math.round(count * SHARES[kind]) }, (_, i) => `${prefix}${kind}_${i + 1}`);
  // The keys are those of the shares.
  return Object.fromEntries((Object.keys(SHARES) as Kind[]).map((kind) => [kind, names(kind)])) as Plan;
}

/** A user's program that declares these objects. */
export const programOf = (plan: Plan): string => `
const { webex } = require("datadip");
const plan = ${JSON.stringify(plan)};
const at = (list, i) => list[i % list.length];
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const profiles = plan.profiles.map((name) => new webex.MultimediaProfile(name, { telephony: 1 }));
const sites = plan.sites.map((name, i) => new webex.Site(name, { multimediaProfileId: at(profiles, i).id }));
const teams = plan.teams.map((name, i) => new webex.Team(name, { siteId: at(sites, i).id }));
plan.queues.map((name, i) => new webex.Queue(name, { defaultMusicInQueueMediaFileId: music.id, callDistributionGroups: [{ teamIds: [at(teams, i).id] }] }));
plan.variables.map((name) => new webex.GlobalVariable(name, { defaultValue: "none" }));
plan.anis.map((name) => new webex.OutdialAni(name, { entries: [{ name: "Main", number: "+13125550100" }] }));
plan.entryPoints.map((name) => new webex.EntryPoint(name, {}));
`;

/** What the same program sends as plain requests: `path` below the organization, and `body` with the ids of earlier objects by their name. */
export interface Level {
  readonly path: string;
  readonly names: readonly string[];
  readonly body: (i: number, idOf: (name: string) => string) => object;
}

/** Each level needs only ids of the levels before it. */
export function levelsOf(plan: Plan, musicId: string): readonly Level[] {
  const at = (list: readonly string[], i: number): string => list[i % list.length] ?? "";
  return [
    { path: "multimedia-profile", names: plan.profiles, body: () => bodies.multimediaProfile },
    {
      path: "site",
      names: plan.sites,
      body: (i, idOf) => ({ active: true, multimediaProfileId: idOf(at(plan.profiles, i)) }),
    },
    {
      path: "team",
      names: plan.teams,
      body: (i, idOf) => ({ ...bodies.team, siteId: idOf(at(plan.sites, i)) }),
    },
    {
      path: "contact-service-queue",
      names: plan.queues,
      body: (i, idOf) => ({
        ...bodies.queue,
        defaultMusicInQueueMediaFileId: musicId,
        callDistributionGroups: [{ order: 1, duration: 0, agentGroups: [{ teamId: idOf(at(plan.teams, i)) }] }],
      }),
    },
    { path: "cad-variable", names: plan.variables, body: () => bodies.variable },
    {
      path: "outdial-ani",
      names: plan.anis,
      body: () => ({ outdialANIEntries: [{ name: "Main", number: "+13125550100" }] }),
    },
    { path: "entry-point", names: plan.entryPoints, body: () => bodies.entryPoint },
  ];
}
