import { parseState } from "../../../operations/stack-state";
import { formOf, handoversIn, HIDDEN, pending } from "../../../operations/connector";

/** What `datadip connector` reads from an exported state. */

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const handover = (
  name: string,
  more: Readonly<Record<string, unknown>> = {},
  outputs: Readonly<Record<string, unknown>> = {},
) => ({
  urn: `urn:pulumi:dev::p::pulumi-nodejs:dynamic/webex:ConnectorHandover::${name}`,
  type: "pulumi-nodejs:dynamic/webex:ConnectorHandover",
  id: name,
  outputs: {
    name,
    connectorKind: "salesforce",
    clientId: { ...SECRET, plaintext: '"key"' },
    emailId: "webex@acme.example",
    url: "https://login.salesforce.com",
    privateKey: { ...SECRET, ciphertext: "v1:abc" },
    ...outputs,
  },
  ...more,
});

const read = (...resources: readonly unknown[]) =>
  handoversIn(parseState(JSON.stringify({ deployment: { resources } })).resources);

it("are the fields of Control Hub's form in their order, with what the state does not show marked", () => {
  const [found] = read(handover("Acme a"));
  expect(found?.fields.map(({ label, value }) => [label, value])).toEqual([
    ["Name", "Acme a"],
    ["Client ID", "key"],
    ["Salesforce Email ID", "webex@acme.example"],
    ["URL", "https://login.salesforce.com"],
    ["Private Key", HIDDEN],
  ]);
  expect(found && formOf(found)).toMatchObject({ name: "Acme a", clientId: "key" });
});

it("the one that the stack waits for comes before those that are done", () => {
  const done = handover("Acme a", {}, { connectorId: "c1" });
  const asked = handover("Acme b", { initErrors: ["it was there before"] }, { connectorId: "c2" });
  expect(pending(read(asked, done))?.name).toBe("Acme b");
  expect(pending(read(handover("Acme c"), done))?.name).toBe("Acme c");
  expect(pending(read(done))?.name).toBe("Acme a");
});

it("a stack without any says what to do", () => {
  expect(() => read()).toThrow("This stack hands no connector over yet: run `pulumi up`");
});
