/**
 * One program with the ten kinds of a telephone line, steered by `scenario` so that each row of the matrix is one `up`.
 * CommonJS text, as it is written into a user's own project.
 */
export const TEN_KINDS = `
const fs = require("fs");
const scenario = JSON.parse(fs.readFileSync("scenario.json", "utf8"));
const has = (kind) => !(scenario.without || []).includes(kind);
const opts = (name, more = {}) => ({ ...more, ...(scenario.options || {})[name] });
const args = (name, defaults) => ({ ...defaults, ...(scenario.args || {})[name] });

const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const profile = new webex.MultimediaProfile("Voice", args("profile", { telephony: 1 }), opts("profile"));
const site = new webex.Site("Paris", args("site", { multimediaProfileId: profile.id }), opts("site"));
const team = new webex.Team("Tier 1", args("team", { siteId: site.id }), opts("team"));
const queue = new webex.Queue("support", args("queue", {
  name: "Support",
  serviceLevelSeconds: 20,
  defaultMusicInQueueMediaFileId: music.id,
  callDistributionGroups: [{ teamIds: [team.id] }],
}), opts("queue"));
const prompt = new webex.AudioFile("welcome.wav", args("audio", { file: "welcome.wav" }), opts("audio"));
const variable = new webex.GlobalVariable("Tier", args("variable", { defaultValue: pulumi.secret("canary-default-value") }), opts("variable"));
const ani = new webex.OutdialAni("Outdial", args("ani", { entries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }] }), opts("ani"));
const flow = new webex.Flow("Main_Line", args("flow", {
  content: webex.readFlowFile("flow.json"),
  bindings: { "QueueContact.destination": queue.id, "Goodbye.description": pulumi.secret("canary-binding") },
  description: pulumi.secret("canary-flow-description"),
}), opts("flow"));
const line = new webex.EntryPoint("Line", args("line", { flowId: flow.id, flowTagId: "Live", musicOnHoldId: music.id }), opts("line"));
if (has("number")) {
  new webex.DialNumber("Number", args("number", { dialledNumber: scenario.number, entryPointId: line.id }), opts("number"));
}
exports.queueId = queue.id;
exports.flowId = flow.id;
`;

/** Everything a scenario may change. */
export interface Scenario {
  /** A number that the tenant has and that is free. */
  readonly number?: string;
  readonly args?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly without?: readonly string[];
}
