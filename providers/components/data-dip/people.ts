import type * as pulumi from "@pulumi/pulumi";
import {
  DesktopProfile,
  EntryPoint,
  getMultimediaProfileOutput,
  getSiteOutput,
  getTeamOutput,
  OutdialAni,
  Queue,
  Site,
  Team,
  UserAssignment,
} from "../../webex";
import type { DataDipTeam, SalesforceDataDipArgs } from "./args";
import type { ComponentContext } from "./names";

/** Site, teams and desktop profile of the agents. */
export interface People {
  readonly siteId: pulumi.Output<string>;
  /** Ids by name. */
  readonly teams: ReadonlyMap<string, pulumi.Output<string>>;
  readonly desktopProfileId: pulumi.Output<string>;
}

export function people(
  made: ComponentContext,
  name: string,
  args: SalesforceDataDipArgs,
  musicId: pulumi.Output<string>,
): People {
  const siteId = site(made, name, args);
  const teams = new Map(args.teams.map((team) => [team.name, teamId(made, team, siteId)]));
  const desktopProfileId = desktopProfile(made, name, args, musicId);
  for (const [email, names] of memberships(args.teams)) {
    const teamIds = names.flatMap((team) => teams.get(team) ?? []);
    made.keep(new UserAssignment(email, { email, siteId, teamIds, desktopProfileId }, made.child));
  }
  return { siteId, teams, desktopProfileId };
}

function site(made: ComponentContext, name: string, { site: given }: SalesforceDataDipArgs): pulumi.Output<string> {
  if (given?.existing === true) return getSiteOutput(given.name).id;
  const multimediaProfileId = getMultimediaProfileOutput("Default_Multimedia_Profile").id;
  const title = made.names.of(given?.name ?? name);
  return made.keep(new Site(name, { name: title, multimediaProfileId }, made.child)).id;
}

function teamId(
  made: ComponentContext,
  { name, existing }: DataDipTeam,
  siteId: pulumi.Output<string>,
): pulumi.Output<string> {
  if (existing === true) return siteId.apply((site) => getTeamOutput({ name, siteId: site }).id);
  return made.keep(new Team(name, { name: made.names.of(name), siteId }, made.child)).id;
}

/** The agents' desktop profile, with screen pops on, as the data dip needs them. */
function desktopProfile(
  made: ComponentContext,
  name: string,
  args: SalesforceDataDipArgs,
  musicId: pulumi.Output<string>,
): pulumi.Output<string> {
  const title = made.names.of(`${name} Agents`);
  const outdial = args.outdial === undefined ? {} : dialOut(made, name, args.outdial, musicId);
  return made.keep(new DesktopProfile(`${name} Agents`, { name: title, screenPopup: true, ...outdial }, made.child)).id;
}

function dialOut(
  made: ComponentContext,
  name: string,
  numbers: NonNullable<SalesforceDataDipArgs["outdial"]>,
  musicId: pulumi.Output<string>,
): ConstructorParameters<typeof DesktopProfile>[1] {
  const entries = numbers.map((entry, i) => ({ ...entry, defaultANIEntry: i === 0 }));
  const title = `${name} Outdial`;
  const named = { name: made.names.of(title) };
  const ani = made.keep(new OutdialAni(title, { ...named, entries }, made.child));
  const queueType = { queueType: "OUTBOUND", defaultMusicInQueueMediaFileId: musicId } as const;
  const queue = made.keep(new Queue(title, { ...named, ...queueType }, made.child));
  const entryPointType = { entryPointType: "OUTBOUND", outdialQueueId: queue.id } as const;
  const entryPoint = made.keep(new EntryPoint(title, { ...named, ...entryPointType }, made.child));
  return { outdialEnabled: true, outdialEntryPointId: entryPoint.id, outdialANIId: ani.id };
}

/** Every member once, with all teams that list the member. */
function memberships(teams: readonly DataDipTeam[]): ReadonlyMap<string, readonly string[]> {
  const byEmail = new Map<string, readonly string[]>();
  for (const { name, members = [] } of teams)
    for (const email of members) byEmail.set(email, [...(byEmail.get(email) ?? []), name]);
  return byEmail;
}
