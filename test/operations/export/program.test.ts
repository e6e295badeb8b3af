import type { Values } from "../../../providers/core/resource/types";
import "../../../providers/webex";
import { programOf } from "../../../operations/export/program";
import type { Known, Taken } from "../../../operations/export/read";
import { type Source, sources } from "../../../operations/export/sources";
import { flowExport } from "../../support/flow";

/** Programs of tenants that no sandbox would hold for long. */

const taken = (kind: string, id: string, name: string, inputs: Values, more: Partial<Taken> = {}): Taken => ({
  kind,
  id,
  name,
  isSystem: false,
  inputs: { name, ...inputs },
  outputs: {},
  ...more,
});

function sourceFor(kind: string): Source {
  const found = sources().find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no source of ${kind}`);
  return found;
}

function program(all: readonly Taken[], others: readonly Known[] = []): ReturnType<typeof programOf> {
  const found = all.map((one) => ({ ...one, source: sourceFor(one.kind) }));
  const known = [...found.filter((one) => one.source.lookUp !== undefined), ...others];
  return programOf({ taken: all, left: [], known: new Map(known.map((one) => [one.id, one])) });
}

const PROFILE = taken("webex.MultimediaProfile", "m1", "Voice", {});
const site = (id: string, name: string): Taken => taken("webex.Site", id, name, { multimediaProfileId: "m1" });
const team = (id: string, name: string, siteId: string): Taken =>
  taken("webex.Team", id, name, { siteId }, { apart: siteId });

it("says what differs from the defaults, in the order of need, with a variable for what is referred to", () => {
  const { text } = program([team("t1", "Tier 1", "s1"), site("s1", "Paris"), PROFILE]);
  expect(text).toBe(`import { webex } from "datadip";

const voice = new webex.MultimediaProfile("Voice", {});
const paris = new webex.Site("Paris", { multimediaProfileId: voice.id });
new webex.Team("Tier 1", { siteId: paris.id });`);
});

it("gives each resource and each variable a name of its own", () => {
  const { text, drafts } = program([
    PROFILE,
    site("s1", "Voice"),
    site("s2", "2nd Üniversité (Lyon)"),
    team("t1", "Night", "s1"),
    team("t2", "Night", "s2"),
    taken("webex.Queue", "q1", "new", {
      callDistributionGroups: [{ teamIds: ["t1", "t2"] }],
      defaultMusicInQueueMediaFileId: "gone",
    }),
    taken("webex.TeamQueueRankings", "t1", "Night rankings", {
      teamId: "t1",
      queueRankings: [{ queueId: "q1", rank: 1 }],
    }),
  ]);
  expect(drafts.map(({ name }) => name)).toEqual([
    "Voice",
    "Voice",
    "2nd Üniversité (Lyon)",
    "Night",
    "Night2",
    "new",
    "Night rankings",
  ]);
  expect(text).toContain('const voiceSite = new webex.Site("Voice", { multimediaProfileId: voice.id });');
  expect(text).toContain('const _2ndUniversiteLyon = new webex.Site("2nd Üniversité (Lyon)"');
  expect(text).toContain(
    'const nightTeam = new webex.Team("Night2", { name: "Night", siteId: _2ndUniversiteLyon.id });',
  );
  expect(text).toContain('const newQueue = new webex.Queue("new", {');
  expect(text).toContain("teamIds: [night.id, nightTeam.id]");
  // What nothing gives stays as it is.
  expect(text).toContain('defaultMusicInQueueMediaFileId: "gone"');
});

it("keeps a name that is code from becoming code", () => {
  const name = '`${process.exit()}`"); evil(); ("\u2028';
  const { text } = program([{ ...PROFILE, name, inputs: { name } }]);
  expect(text).toContain(`new webex.MultimediaProfile(${JSON.stringify(name)}, {});`);
});

it("tells objects of one name apart by what they belong to", () => {
  const [source, sites] = [sourceFor("webex.Team"), sourceFor("webex.Site")];
  const known: Known[] = [
    { kind: "webex.Team", id: "t1", name: "Night", apart: "s1", isSystem: false, source },
    { kind: "webex.Team", id: "t2", name: "Night", apart: "s2", isSystem: false, source },
    { kind: "webex.Site", id: "s2", name: "Lyon", isSystem: true, source: sites },
  ];
  const queue = taken("webex.Queue", "q1", "Support", { callDistributionGroups: [{ teamIds: ["t2"] }] });
  expect(program([queue], known).text.split("\n").slice(2)).toEqual([
    'const lyon = webex.getSiteOutput("Lyon");',
    'const night = webex.getTeamOutput({ name: "Night", siteId: lyon.id });',
    "",
    'new webex.Queue("Support", { callDistributionGroups: [{ teamIds: [night.id] }] });',
  ]);
});

it("leaves out what the provider fills again, but not a work type of somebody's own", () => {
  const own = taken("webex.WorkType", "w1", "Breaks", { workTypeCode: "IDLE_CODE" });
  const code = (name: string, workTypeId: string): Taken =>
    taken("webex.AuxiliaryCode", name, name, { workTypeCode: "IDLE_CODE", workTypeId });
  const system: Known = { ...own, id: "w2", name: "IDLE_CODE", isSystem: true, source: sourceFor("webex.WorkType") };
  const { text } = program([code("Lunch", "w1"), code("Tea", "w2"), own], [system]);
  expect(text.split("\n").slice(2)).toEqual([
    'const breaks = new webex.WorkType("Breaks", { workTypeCode: "IDLE_CODE" });',
    'new webex.AuxiliaryCode("Lunch", { workTypeCode: "IDLE_CODE", workTypeId: breaks.id });',
    'new webex.AuxiliaryCode("Tea", { workTypeCode: "IDLE_CODE" });',
  ]);
});

it("cuts flows that hand calls round in a circle, and says so", () => {
  const document = JSON.parse(flowExport("q1")) as { process: { activities: Record<string, unknown> } };
  document.process.activities.a6 = {
    id: "a6",
    name: "GoTo",
    group: "action",
    properties: { activityName: "hand-off", handOffFlow: "e1" },
  };
  const { text, files, notes } = program([
    taken("webex.Queue", "q1", "Support", { queueRoutingType: "TEAM_BASED" }),
    taken("webex.EntryPoint", "e1", "Main line", { flowId: "f1", flowTagId: "Live" }),
    taken("webex.Flow", "f1", "Main_Line", { content: {} }, { document }),
  ]);
  expect(text.split("\n").slice(3)).toEqual([
    'const support = new webex.Queue("Support", {});',
    'const mainLine = new webex.Flow("Main_Line", {',
    '  content: webex.readFlowFile(join(__dirname, "flows/Main_Line.json")),',
    '  bindings: { "QueueContact.destination": support.id },',
    "});",
    'new webex.EntryPoint("Main line", { flowId: mainLine.id, flowTagId: "Live" });',
  ]);
  expect(files.map(({ path }) => path)).toEqual(["flows/Main_Line.json"]);
  expect(notes).toEqual([
    {
      kind: "webex.Flow",
      id: "f1",
      name: "Main_Line",
      reason:
        "it hands over to Main line, which needs it: that id is in the flow's file, and the binding must be added by hand for another organisation",
    },
  ]);
});

it("keeps file names inside their folder", () => {
  const layout = (id: string, name: string): Taken =>
    taken("webex.DesktopLayout", id, name, { jsonFileContent: '{"appTitle":"x"}' });
  const { files } = program([layout("l1", "../../etc/passwd"), layout("l2", "etc passwd"), layout("l3", "///")]);
  expect(files.map(({ path }) => path)).toEqual([
    "layouts/etc-passwd.json",
    "layouts/etc-passwd2.json",
    "layouts/unnamed.json",
  ]);
});
