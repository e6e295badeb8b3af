import { Command } from "../../support/command";
import type { Objects } from "../../support/lifecycle";
import { Org } from "../../support/org";
import { life } from "./support/life";

/** Ids carry the type, as names are unique for each type alone. */
const components: Objects<Org> = {
  all: async (org) => {
    const types = ["Group", "CustomLabel"];
    const found = await Promise.all(types.map(async (type) => ({ type, all: await org.objects(`metadata.${type}`) })));
    return found.flatMap(({ type, all }) => all.map((component) => ({ ...component, id: `${type}/${component.id}` })));
  },
  wipe: (org, id) => org.wipe("metadata.Group", id.replace("Group/", "")),
};

const requests = (call: string): readonly string[] => [
  "SOAP describeValueType Group",
  ...(call === "update" ? ["SOAP readMetadata Group"] : []),
  `SOAP ${call}Metadata Group`,
];

life("salesforce.MetadataComponent", components, (org) =>
  Promise.resolve({
    inputs: {
      type: "Group",
      fullName: "Agents",
      body: { name: "Agents", doesIncludeBosses: false, description: "Who answers" },
    },
    wire: { name: "Agents", doesIncludeBosses: false, description: "Who answers" },
    update: {
      inputs: { body: { name: "All agents", doesIncludeBosses: true } },
      wire: { name: "All agents", doesIncludeBosses: true },
    },
    drift: {
      by: () => org.edit("metadata.Group", "Agents", { doesIncludeBosses: "true" }),
      input: "body",
      shown: { name: "Agents", doesIncludeBosses: true, description: "Who answers" },
    },
    replacements: {
      fullName: { fullName: "Agents_2" },
      type: {
        type: "CustomLabel",
        fullName: "L",
        body: { language: "en_US", protected: false, shortDescription: "s", value: "v" },
      },
    },
    rename: { fullName: "Agents_2" },
    references: [],
    refused: [
      [{ type: "group" }, "type", "must be the name of a metadata type, such as CustomPermission"],
      [{ type: "NoSuchType" }, "type", /^cannot be described: describeValueType NoSuchType failed/],
      [{ body: { label: "x" } }, "body.label", /^is not an element of Group: fullName, description/],
    ],
    requests: {
      create: requests("create"),
      update: requests("update"),
      delete: ["SOAP deleteMetadata Group"],
      gone: ["SOAP deleteMetadata Group"],
    },
  }),
);

describe("a type that cannot be kept one by one", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());

  it("is refused at preview with what cannot be done", async () => {
    const command = new Command("salesforce.MetadataComponent", () => org.connect());
    const settings = { type: "OauthOidcSettings", fullName: "OauthOidc", body: { isPkceRequired: true } };
    await expect(command.check({}, settings)).rejects.toThrow(
      /^type: is a type whose components cannot be created, deleted one by one in this org/,
    );
    expect(org.writes()).toEqual([]);
  });
});
