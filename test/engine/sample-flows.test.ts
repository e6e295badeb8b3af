import { join } from "node:path";
import { type Binding, isIdShaped, listBindings, parseFlowText } from "../../flow";
import { SAMPLES } from "../flow/support/samples";
import { Project } from "../support/engine";
import { describeShared, sharedPath } from "../support/shared";

/** Flows that others published, each imported, bound and published through the real engine. */

jest.setTimeout(240_000);

const FOLDER = "samples/flows";

interface Bound {
  readonly name: string;
  readonly file: string;
  readonly subflow: boolean;
  readonly foreign: readonly Binding[];
}

const flows: readonly Bound[] = SAMPLES.map(([name, text], i) => {
  const file = join(sharedPath(FOLDER), name);
  const flow = parseFlowText(text, name);
  // Ids that a text variable happens to hold are nobody's reference.
  const foreign = listBindings(flow).filter(({ kind, value }) => kind !== "variableDefault" && isIdShaped(value));
  return { name: `Sample_${i + 1}`, file, subflow: flow.flowType === "SUBFLOW", foreign };
});

const audio = SAMPLES.flatMap(([name, text]) =>
  listBindings(parseFlowText(text, name)).filter(({ kind }) => kind === "audio"),
);

describeShared(FOLDER, "flows of others", () => {
  let project: Project;

  beforeAll(async () => {
    project = await Project.open({ program: program(flows) });
    for (const value of new Set(audio.map((binding) => binding.value))) await project.haveAudio(value);
    await project.connect("Salesforce");
  });
  afterAll(() => project.close());

  it("are created, published, and answer entry points, the subflow alone does not", async () => {
    const { code, text } = await project.up();
    if (code !== 0) throw new Error(text);
    const stored = await project.stored("flow");
    expect(stored.map(({ name }) => name).sort()).toEqual(flows.map(({ name }) => name).sort());
    const entryPoints = (await project.stored("entry-point")).filter(({ flowId }) => flowId !== undefined);
    expect(entryPoints).toHaveLength(flows.filter(({ subflow }) => !subflow).length);
  });

  it.each(flows.map((flow) => [flow.file.split("/").at(-1) ?? "", flow] as const))(
    "%s holds no id of where it came from",
    async (_name, flow) => {
      const id = (await project.stored("flow")).find(({ name }) => name === flow.name)?.id;
      const versions = (await project.stored("flow-version")).filter(({ flowId }) => flowId === id);
      const text = JSON.stringify(versions);
      expect(text).toContain('"activities"');
      for (const { value } of flow.foreign) expect(text).not.toContain(value);
    },
  );

  it("are published once", async () => {
    project.writes();
    expect((await project.up("--refresh", "--expect-no-changes")).code).toBe(0);
    expect(project.writes()).toEqual([]);
  });
});

/** What takes a foreign id's place; what no public route shows is taken at the program's word. */
const OWN: Readonly<Record<string, string>> = { queue: "queue.id", connector: "connector.id" };
const OWN_ID = "00000000-0000-4000-8000-0000000000f1";

function program(all: readonly Bound[]): string {
  const declared = all.map(({ name, file, subflow, foreign }) => {
    const bindings = foreign.map(({ key, kind }) => `${JSON.stringify(key)}: ${OWN[kind] ?? `"${OWN_ID}"`}`);
    const flow = `const ${name} = new webex.Flow("${name}", { content: webex.readFlowFile(${JSON.stringify(file)}), bindings: { ${bindings.join(", ")} }, lint: "off" });`;
    const line = `new webex.EntryPoint("Line ${name}", { flowId: ${name}.id, flowTagId: "Live", musicOnHoldId: music.id });`;
    return subflow ? flow : `${flow}\n${line}`;
  });
  return [
    'const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");',
    'const connector = webex.getConnectorOutput("Salesforce");',
    'const site = new webex.Site("Samples", { multimediaProfileId: webex.getMultimediaProfileOutput("Default_Multimedia_Profile").id });',
    'const team = new webex.Team("Samples", { siteId: site.id });',
    'const queue = new webex.Queue("Samples", { defaultMusicInQueueMediaFileId: music.id, callDistributionGroups: [{ teamIds: [team.id] }] });',
    ...declared,
  ].join("\n");
}
