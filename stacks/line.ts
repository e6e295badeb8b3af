import * as pulumi from "@pulumi/pulumi";
import { webex } from "datadip";
import { resolveBindings } from "./bindings";

/** One line with a flow from a file: a number, an entry point, the flow and a queue with a team. */

const config = new pulumi.Config("datadip");
const flowFile = config.get("flowFile") ?? "flows/welcome.json";
const number = config.get("number") ?? "+15551230001";
const flowBindings = config.getObject<Record<string, string>>("flowBindings") ?? {
  "QueueContact.destination": "queue",
};

const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");

const site = new webex.Site("Line Site", { multimediaProfileId: profile.id });
const team = new webex.Team("Line Team", { siteId: site.id });

const queue = new webex.Queue("Line Queue", {
  serviceLevelSeconds: config.getNumber("serviceLevelSeconds") ?? 20,
  defaultMusicInQueueMediaFileId: music.id,
  callDistributionGroups: [{ teamIds: [team.id] }],
});

const prompt = new webex.AudioFile("data_dip_welcome.wav", { file: "audio/welcome.wav" });

const flow = new webex.Flow(
  "Line",
  {
    content: webex.readFlowFile(flowFile),
    bindings: resolveBindings(flowBindings, { queueId: queue.id }),
    tags: ["Live"],
    // A template from elsewhere may have errors that are known and accepted.
    lint: config.get("flowLint") === "off" ? "off" : {},
  },
  // The flow refers to its prompts by name, so Pulumi does not see this dependency.
  { dependsOn: [prompt] },
);

// Only a flow can answer an entry point. A subflow is called by flows.
const answers =
  webex.flowTypeOf(flowFile) === "FLOW" ? { flowId: flow.id, flowTagId: "Live" as const, musicOnHoldId: music.id } : {};
const entryPoint = new webex.EntryPoint("Line", answers);

const ani = new webex.OutdialAni("Line Outdial", { entries: [{ name: "Main", number, defaultANIEntry: true }] });

const mapping = new webex.DialNumber("Line Number", { dialledNumber: number, entryPointId: entryPoint.id });

export const dial = mapping.dialledNumber;
export const flowId = flow.id;
export const queueId = queue.id;
export const outdialAniId = ani.id;
