import * as pulumi from "@pulumi/pulumi";
import { webex } from "datadip";
import { refuseMisspelt } from "./config";

/**
 * Two environments in one Webex organisation. Each answers with another tag of the same flow. `datadip:stage` selects the environment of a
 * stack: Test owns the flow and all it needs, Live refers to it by name. `datadip promote` moves a version from Test to Live.
 */

const FLOW = "Data_Dip_Staged";
const STAGES = ["Test", "Live"] as const;
type Stage = (typeof STAGES)[number];

refuseMisspelt();
const config = new pulumi.Config("datadip");
const stage = stageOf(config.get("stage"));
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const flowId = stage === "Test" ? ownFlow().id : webex.getFlowOutput(FLOW).id;

const entryPoint = new webex.EntryPoint(`Data Dip ${stage}`, { flowId, flowTagId: stage, musicOnHoldId: music.id });
const mapping = new webex.DialNumber(`Data Dip ${stage} Number`, {
  dialledNumber: config.require("number"),
  entryPointId: entryPoint.id,
});

export const dial = mapping.dialledNumber;

/** The flow, published only under Test: `datadip promote` moves Live, and this stack ignores that tag. */
function ownFlow(): webex.Flow {
  const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
  const site = new webex.Site("Data Dip Staged Site", { multimediaProfileId: profile.id });
  const team = new webex.Team("Data Dip Staged Team", { siteId: site.id });
  const queue = new webex.Queue("Data Dip Staged Queue", {
    defaultMusicInQueueMediaFileId: music.id,
    callDistributionGroups: [{ teamIds: [team.id] }],
  });
  const prompt = new webex.AudioFile("data_dip_welcome.wav", { file: "audio/welcome.wav" });
  return new webex.Flow(
    FLOW,
    {
      content: webex.readFlowFile(config.get("flowFile") ?? "flows/welcome.json"),
      bindings: { "QueueContact.destination": queue.id },
      tags: ["Test"],
    },
    { dependsOn: [prompt] },
  );
}

/** @throws RunError for anything except a stage. The stage is also the tag to which the entry point is bound. */
function stageOf(given: string | undefined): Stage {
  const known = STAGES.find((one) => one === given);
  if (known !== undefined) return known;
  throw new pulumi.RunError(
    `datadip:stage is ${given ?? "not set"}, but must be ${STAGES.join(" or ")}: pulumi config set datadip:stage Test`,
  );
}
