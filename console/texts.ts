/** Every English text of the console. */
export const TEXTS = {
  title: "datadip console",
  navigation: "Panes",
  skip: "Skip to the content",
  stack: "stack",
  noStackHead: "no stack",
  targets: { sandbox: "sandbox", live: "live tenant, reading only" },
  panes: {
    environment: "Environment",
    phone: "Phone",
    agent: "Agent",
    colleague: "Colleague",
    runs: "Runs",
    records: "Records",
  },
  refusals: {
    host: "This console answers on this machine alone, as 127.0.0.1 or localhost.",
    origin: "This request came from another page, so nothing was done. Use the console's own page.",
    token:
      "This console is opened with the whole address that the terminal printed when it started. A console that was started again has another one.",
  },
  sandboxOnly:
    "This pane works on the sandbox. The stack is on a live tenant, where the console reads only: test calls are made with a telephone, and objects are changed in Control Hub.",
  nothingHere: "There is no such page.",
  environment: {
    picture: (count: number): string => `The environment: ${count} ${count === 1 ? "resource" : "resources"}`,
    noStack:
      "No stack of this folder works on this sandbox, so there is no environment to draw. In the folder of a project, choose a stack with pulumi stack select; npx datadip new DIR makes a project.",
    empty: "The stack has no resource of datadip yet. Start up in the pane Runs, or run pulumi up in a terminal.",
    objects: "Objects",
    halfMade: "half made",
    driftHead: "Drift",
    compare: "Compare with the tenant",
    notYet: {
      sandbox: "Asking the sandbox\u2026",
      live: "Not compared yet: a call for each object goes to the tenant.",
    },
    noDrift: (count: number): string => `No drift: ${count} resources as state has them.`,
    drift: (count: number, looked: number): string =>
      `${count} of ${looked} resources are not as state has them. pulumi up brings them back.`,
    standings: {
      unchanged: "unchanged",
      changed: "changed",
      gone: "deleted outside of Pulumi",
      "half-made": "half made",
      unreadable: "cannot be read",
    },
    by: (who: string): string => `by ${who}`,
    interrupted: (operation: string): string => `Interrupted, so that nobody knows whether it happened: ${operation}`,
    notSet: "(not set)",
    secret: "[secret]",
    otherSecret: "[another secret]",
    drifted: "drifted",
    driftedHead: "Drifted: state, then the tenant",
    columns: ["Property", "State", "Tenant now"],
    reference: "Reference of this kind",
    gone: "The object is gone from the tenant: somebody deleted it outside of Pulumi. pulumi up makes it again.",
    noObject: "The stack has no such resource any more. The pane Environment shows those that it has.",
  },
  records: {
    soql: "Question in SOQL",
    ask: "Ask",
    example: "SELECT Id, Name, Phone FROM Contact WHERE Phone != null LIMIT 10",
    found: (count: number): string => (count === 1 ? "1 record" : `${count} records`),
    gone: (object: string, id: string): string =>
      `There is no ${object} with the id ${id}. It was deleted, or the sandbox was made fresh again.`,
    objects: { Contact: "Contacts", Account: "Accounts", Case: "Cases" },
  },
} as const;
