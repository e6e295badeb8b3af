import * as pulumi from "@pulumi/pulumi";
import { webex } from "datadip";

/** The environment: who is called, what answers, who is asked. */

const config = new pulumi.Config("datadip");

const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");

const site = new webex.Site("Data Dip Site", { multimediaProfileId: profile.id });
const team = new webex.Team("Data Dip Team", { siteId: site.id });

const queue = new webex.Queue("Data Dip Queue", {
  serviceLevelSeconds: config.getNumber("serviceLevelSeconds") ?? 20,
  defaultMusicInQueueMediaFileId: music.id,
  callDistributionGroups: [{ teamIds: [team.id] }],
});

const welcome = new webex.AudioFile("data_dip_welcome.wav", { file: "audio/welcome.wav" });

const flow = new webex.Flow(
  "Data_Dip",
  {
    content: webex.readFlowFile(config.get("flowFile") ?? "flows/welcome.json"),
    bindings: config.getObject<Record<string, string>>("flowBindings") ?? { "QueueContact.destination": queue.id },
    tags: ["Live"],
  },
  { dependsOn: [welcome] },
);

const entryPoint = new webex.EntryPoint("Data Dip Line", {
  flowId: flow.id,
  flowTagId: "Live",
  musicOnHoldId: music.id,
});

const ani = new webex.OutdialAni("Data Dip Outdial", {
  entries: [{ name: "Main", number: "+15551230001", defaultANIEntry: true }],
});

const number = new webex.DialNumber("Data Dip Number", {
  dialledNumber: config.get("number") ?? "+15551230001",
  entryPointId: entryPoint.id,
});

export const dial = number.dialledNumber;
export const flowId = flow.id;
export const queueId = queue.id;
export const outdialAniId = ani.id;
