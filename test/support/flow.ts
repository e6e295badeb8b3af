/** A small flow as Flow Designer exports it: greets, queues, plays music. */
export function flowExport(queueId: string, greeting = "Welcome"): string {
  const activities = {
    a1: activity("a1", "NewPhoneContact", "start", { activityName: "NewPhoneContact", activityId: "start" }),
    a2: activity("a2", "Greeting", "action", {
      activityName: "play-message",
      activityId: "5f114466ef5cfc454fbbf131",
      toggle: true,
      promptsTts: [{ type: "tts", value: greeting, name: greeting }],
      ...named("connector", "Cisco Cloud Text-to-Speech"),
    }),
    a3: activity("a3", "QueueContact", "action", {
      activityName: "queue-contact",
      activityId: "5f114550ef5cfc454fbbf133",
      queueRadioGroup: "staticQueue",
      destination: queueId,
      destination_name: "Support",
      "destination:name": "Support",
    }),
    a4: activity("a4", "Music", "action", {
      activityName: "play-music",
      activityId: "5faa2ad13505f538acc86afc",
      audioRadioGroup: "staticAudio",
      ...named("prompt", "defaultmusic_on_hold.wav"),
      duration: "30",
    }),
    a5: activity("a5", "Goodbye", "terminating-action", {
      activityName: "disconnect-contact",
      activityId: "5faa898c8bf5b65b82f0706b",
    }),
  };
  const links = [
    link("l1", "a1", "a2"),
    link("l2", "a2", "a3"),
    link("l3", "a3", "a4"),
    link("l4", "a4", "a5"),
    link("l5", "a3", "a5", "error"),
  ];
  return JSON.stringify({
    id: "65f1c0ffee65f1c0ffee0001",
    orgId: "11111111-2222-4333-8444-555555555555",
    name: "Exported_Elsewhere",
    description: "As exported",
    flowType: "FLOW",
    variables: [],
    process: { activities, links },
    diagram: { widgets: {}, properties: {} },
    eventFlows: { eventsMap: {}, properties: {} },
    runtimeVariables: [],
    settings: [],
    validationResults: [],
    validating: true,
    persist: true,
  });
}

const activity = (id: string, name: string, group: string, properties: object): object => ({
  id,
  name,
  group,
  properties: { name, ...properties },
});

/** Flow Designer keeps a choice three times. */
const named = (property: string, value: string): object => ({
  [property]: value,
  [`${property}:name`]: value,
  [`${property}_name`]: value,
});

const link = (id: string, sourceActivityId: string, targetActivityId: string, conditionExpr = "out"): object => ({
  id,
  sourceActivityId,
  targetActivityId,
  conditionExpr,
  properties: {},
});
