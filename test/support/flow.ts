/** A small flow as Flow Designer exports it: greets, queues, plays music. */
export function flowExport(queueId: string, greeting = "Welcome"): string {
  const activities = {
    a1: activity("a1", "NewPhoneContact", "start", { activityName: "start" }),
    a2: activity("a2", "Greeting", "action", {
      activityName: "play-message",
      promptsTts: [{ type: "tts", value: greeting, name: "text" }],
    }),
    a3: activity("a3", "QueueContact", "action", {
      activityName: "queue-contact",
      destination: queueId,
      destination_name: "Support",
      "destination:name": "Support",
    }),
    a4: activity("a4", "Music", "action", {
      activityName: "play-music",
      prompts: [{ type: "audioFile", value: "defaultmusic_on_hold.wav" }],
    }),
    a5: activity("a5", "EndFlow", "end", { activityName: "end" }),
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

function activity(id: string, name: string, group: string, properties: object): object {
  return { id, name, group, properties: { name, ...properties } };
}

function link(id: string, sourceActivityId: string, targetActivityId: string, conditionExpr = "out"): object {
  return { id, sourceActivityId, targetActivityId, conditionExpr, properties: {} };
}
