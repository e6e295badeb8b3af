import { readFileSync } from "node:fs";
import fc from "fast-check";
import { bodyProblems, elementsOf } from "../../../../providers/salesforce/metadata/metadata-type";
import { escapeXml, itemsOf, parseXml, readBody, writeBody } from "../../../../providers/salesforce/metadata/xml";
import schema from "../../../../schemas/salesforce-metadata.json";
import { describeShared } from "../../../support/shared";

const EXTRACT = "specs/salesforce-metadata-v66-subset.json";

/** The names of the direct children, in order. */
function children(xml: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, closing, name] of xml.matchAll(/<(\/?)(\w+)>/g)) {
    if (closing === "/") depth -= 1;
    else {
      if (depth === 0 && name !== undefined) names.push(name);
      depth += 1;
    }
  }
  return names;
}

describeShared(EXTRACT, "the order of elements, against the official WSDL", (extract) => {
  interface Wsdl {
    readonly types: Readonly<
      Record<
        string,
        {
          readonly extends: string | null;
          readonly elements: readonly {
            readonly name: string;
            readonly max: number | "unbounded";
            readonly min: number;
          }[];
        }
      >
    >;
  }
  const wsdl = JSON.parse(readFileSync(extract, "utf8")) as Wsdl;

  it.each(Object.keys(schema.extends).filter((type) => type !== "MetadataWithContent"))("%s", (type) => {
    const expected = wsdl.types[type];
    const found = elementsOf(type)?.filter(
      ({ name }) => !["fullName", "content"].includes(name) || expected?.extends === null,
    );
    expect(found?.map(({ name }) => name)).toEqual(expected?.elements.map(({ name }) => name));
    expect(found?.map(({ repeated }) => repeated)).toEqual(expected?.elements.map(({ max }) => max === "unbounded"));
    expect(found?.map(({ required }) => required)).toEqual(expected?.elements.map(({ min }) => min > 0));
  });
});

describe("writing", () => {
  it("puts elements in the schema's order, however the program gave them", () => {
    const names = (elementsOf("ConnectedApp") ?? []).map(({ name }) => name);
    fc.assert(
      fc.property(fc.shuffledSubarray(names), (given) => {
        const body = Object.fromEntries(given.map((name) => [name, "x"]));
        expect(children(writeBody("ConnectedApp", body))).toEqual(names.filter((name) => given.includes(name)));
      }),
    );
  });

  it("goes by the alphabet where no schema is known, the name first", () => {
    expect(
      children(writeBody("CustomPermission", { label: "A", isLicensed: false, description: "B", fullName: "N" })),
    ).toEqual([..."fullName description isLicensed label".split(" ")]);
  });

  it("orders what lies inside, repeats lists and leaves out what has no value", () => {
    const xml = writeBody("CallCenter", {
      sections: [{ name: "s", label: "S", items: [{ value: "", name: "i", label: "I" }] }],
      displayName: "D",
      adapterUrl: undefined,
    });
    expect(xml).toBe(
      "<displayName>D</displayName><sections><items><label>I</label><name>i</name><value></value></items><label>S</label><name>s</name></sections>",
    );
  });

  it("refuses an element that the type does not have", () => {
    expect(() => writeBody("RemoteSiteSetting", { uri: "https://x.example" })).toThrow(
      "RemoteSiteSetting has no element uri.",
    );
  });

  it("brings any text through unharmed, but for what XML cannot carry and the space around it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sent = text.replace(/\r\n?/g, "\n");
        // eslint-disable-next-line no-control-regex -- what XML 1.0 has no way to write
        const kept = sent.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").trim();
        expect(parseXml(`<a>${escapeXml(sent)}</a>`).a).toBe(kept);
      }),
    );
  });
});

describe("reading", () => {
  const record = (content: string): unknown =>
    parseXml(`<records xmlns:xsi="x" xsi:type="Q">${content}</records>`).records;

  it("gives one queue object as a list of one, and text as what it represents", () => {
    const node = record(
      "<fullName>Q</fullName><doesSendEmailToMembers>true</doesSendEmailToMembers><queueSobject><sobjectType>Case</sobjectType></queueSobject>",
    );
    expect(readBody("Queue", node)).toEqual({
      fullName: "Q",
      doesSendEmailToMembers: true,
      queueSobject: [{ sobjectType: "Case" }],
    });
  });

  it("reads numbers, decoded references and lines", () => {
    const node = record(
      "<length>64</length><description>it&#39;s &lt;b&gt; &amp;\n  more</description><unique>false</unique>",
    );
    expect(readBody("CustomField", node)).toEqual({ length: 64, description: "it's <b> &\n  more", unique: false });
  });

  it("leaves nil out and keeps empty elements", () => {
    expect(readBody("Queue", record('<email xsi:nil="true"/><name></name><queueMembers/>'))).toEqual({
      name: "",
      queueMembers: {},
    });
  });

  it("takes once, often and never alike", () => {
    expect(itemsOf(undefined)).toEqual([]);
    expect(itemsOf("")).toEqual([]);
    expect(itemsOf("a")).toEqual(["a"]);
    expect(itemsOf(["a", "b"])).toEqual(["a", "b"]);
  });
});

describe("what the API version in use knows", () => {
  it("names the field, the version it needs and the command", () => {
    expect(
      bodyProblems("CspTrustedSite", { endpointUrl: "https://x.example", canAccessMicrophone: true }, "58.0"),
    ).toEqual([
      {
        property: "canAccessMicrophone",
        reason:
          "canAccessMicrophone is there since API version 59.0, but 58.0 is in use: pulumi config set salesforce:apiVersion 59.0 (or remove that setting, for the newest)",
      },
    ]);
    expect(bodyProblems("CspTrustedSite", { canAccessMicrophone: true }, "59.0")).toEqual([]);
  });

  it("looks inside, and at the type itself", () => {
    const inside = bodyProblems("ConnectedApp", { oauthConfig: { isClientCredentialEnabled: true } }, "55.0");
    expect(inside).toMatchObject([{ property: "oauthConfig.isClientCredentialEnabled" }]);
    expect(bodyProblems("ExternalClientApplication", {}, "58.0")).toMatchObject([
      { reason: expect.stringMatching(/^ExternalClientApplication is there since API version 59\.0/) as unknown },
    ]);
  });

  it("says which elements there are, and refuses types that it could only store wrong", () => {
    expect(bodyProblems("CustomLabel", { text: "x" }, "66.0")).toMatchObject([
      { property: "text", reason: expect.stringContaining("shortDescription") as unknown },
    ]);
    expect(bodyProblems("FlowCustomError", {}, "66.0")).toHaveLength(1);
    expect(bodyProblems("NobodyKnowsThis", { a: 1 }, "66.0")).toEqual([]);
  });
});
