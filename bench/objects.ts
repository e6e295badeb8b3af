/** The `count` objects of a bench: names by kind, in the order of their dependencies. */
export interface Plan {
  readonly profiles: readonly string[];
  readonly sites: readonly string[];
  readonly teams: readonly string[];
  readonly queues: readonly string[];
  readonly variables: readonly string[];
  readonly anis: readonly string[];
  readonly entryPoints: readonly string[];
}

const SHARES = {
  profiles: 0.1,
  sites: 0.1,
  teams: 0.2,
  queues: 0.2,
  variables: 0.2,
  anis: 0.1,
  entryPoints: 0.1,
} as const;

/** @param prefix distinguishes the objects of several stacks in the same tenant */
export function planOf(count: number, prefix = ""): Plan {
  const names = (kind: keyof typeof SHARES): readonly string[] =>
    Array.from({ length: Math.round(count * SHARES[kind]) }, (_, i) => `${prefix}${kind}_${i + 1}`);
  return {
    profiles: names("profiles"),
    sites: names("sites"),
    teams: names("teams"),
    queues: names("queues"),
    variables: names("variables"),
    anis: names("anis"),
    entryPoints: names("entryPoints"),
  };
}

/** A user's program that declares these objects. */
export function programOf(plan: Plan): string {
  return `
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
}
