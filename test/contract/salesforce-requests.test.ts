import { unzipSync } from "fflate";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import "../../providers/salesforce";
import { parseMultipart } from "../../sandbox/core/request";
import { Command } from "../support/command";
import { Org, type Sent } from "../support/org";
import { describeShared } from "../support/shared";
import { SALESFORCE_CASES } from "./salesforce-cases";
import { bodyOf, elementsOf, messageOf, problemsOf, WSDL } from "./wsdl";

it("covers every Salesforce kind", () => {
  const kinds = allKinds().flatMap(({ kind }) => (kind.startsWith("salesforce.") ? [kind] : []));
  expect(kinds.sort()).toEqual(SALESFORCE_CASES.map(({ kind }) => kind).sort());
});

/** Every metadata message that the providers send is held against the WSDL: order, names, counts and values. */
describeShared(WSDL, "requests of the providers", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());
  beforeEach(() => org.reset());

  it.each(SALESFORCE_CASES)("of $kind are as described", async ({ kind, program, change }) => {
    const given = await program(org);
    org.sent();
    const command = (): Command => new Command(kind, () => org.connect());
    const made = await command().up(given);
    const after = change === undefined ? made : await command().up({ ...given, ...change }, made);
    await command().refresh(after);
    await command().delete(after);
    const sent = org.sent();
    expect((await Promise.all(sent.map(faultsOf))).flat()).toEqual([]);
    expect(sent.map(({ name }) => name).filter((name) => !isDeclared(kind, name))).toEqual([]);
    expect(sent.length > 0).toBe(kind !== "salesforce.SigningKey");
  });

  it("would be found wrong", async () => {
    const soap = (content: string): Sent => ({
      name: "SOAP createMetadata RemoteSiteSetting",
      body: Buffer.from(
        `<soapenv:Envelope><soapenv:Body><createMetadata>${content}</createMetadata></soapenv:Body></soapenv:Envelope>`,
      ),
    });
    const item = '<metadata xsi:type="RemoteSiteSetting"><fullName>S</fullName><url>x</url><isActive>yes</isActive>';
    expect(await faultsOf(soap(`${item}<port>1</port></metadata>`))).toEqual([
      "createMetadata/metadata: isActive is too late",
      "createMetadata/metadata/isActive: yes is not a xsd:boolean",
      "createMetadata/metadata: port is unknown",
      "createMetadata/metadata: disableProtocolSecurity is missing",
    ]);
  });
});

/** What the kind does not say it calls; the reference is written from what it says. */
function isDeclared(kind: string, name: string): boolean {
  const { calls = [], store } = descriptorOf(kind);
  const said = name.replace(" destructive", "");
  return [...calls, ...(store.calls ?? [])].some((call) => {
    const escaped = call.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[\\w:]+");
    return new RegExp(`^${escaped}$`).test(said);
  });
}

async function faultsOf({ name, body }: Sent): Promise<readonly string[]> {
  if (name.startsWith("SOAP ")) {
    const message = bodyOf(body.toString("utf8"));
    const elements = messageOf(message.name);
    return elements === undefined ? [`${message.name} is not a message of the WSDL`] : problemsOf(message, elements);
  }
  return name.startsWith("POST metadata/deployRequest") ? bundleFaults(body) : [];
}

/** The files of a bundle, each by its type. */
async function bundleFaults(body: Buffer): Promise<readonly string[]> {
  const [boundary = ""] = /^--[^\r\n]+/.exec(body.toString("latin1")) ?? [];
  const parts = await parseMultipart(`multipart/form-data; boundary=${boundary.slice(2)}`, body);
  const zip = parts.find(({ filename }) => filename !== undefined);
  if (zip === undefined) return ["the deploy has no file"];
  const files = Object.entries(unzipSync(zip.data)).filter(([path]) => path.includes("/"));
  return files.flatMap(([path, bytes]) => {
    const content = Buffer.from(bytes)
      .toString("utf8")
      .replace(/^<\?xml[^>]*>\s*/, "");
    const component = bodyOf(`<Envelope><Body>${content}</Body></Envelope>`);
    const elements = elementsOf(component.name);
    return elements === undefined ? [`${path}: ${component.name} is unknown`] : problemsOf(component, elements, path);
  });
}
