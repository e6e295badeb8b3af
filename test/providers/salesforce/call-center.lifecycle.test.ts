import { webexCallCenter } from "../../../providers/salesforce/apps/webex-call-center";
import { Command } from "../../support/command";
import { Org } from "../../support/org";
import { changedInSetup, life, metadataRequests } from "./support/life";

const INPUTS = {
  fullName: "wxCc",
  displayName: "WxCC",
  adapterUrl: "https://x.example/adapter.html",
  sections: [
    {
      name: "req",
      label: "Required",
      items: [
        { name: "reqUseApi", label: "Use API", value: "true" },
        { name: "empty", label: "Empty" },
      ],
    },
  ],
  version: "4",
};
const ITEMS = [
  { label: "Use API", name: "reqUseApi", value: true },
  { label: "Empty", name: "empty", value: "" },
];

life("salesforce.CallCenter", "metadata.CallCenter", (org) =>
  Promise.resolve({
    inputs: INPUTS,
    wire: {
      displayName: "WxCC",
      adapterUrl: "https://x.example/adapter.html",
      sections: [{ name: "req", label: "Required", items: ITEMS }],
    },
    update: { inputs: { displayName: "Webex", sections: [] }, wire: { displayName: "Webex" } },
    removal: { input: "version", wire: { version: null } },
    drift: changedInSetup(org, "CallCenter", "displayName", "Renamed in Setup"),
    replacements: { fullName: { fullName: "wxCc2" } },
    rename: { fullName: "wxCc2" },
    references: ["displayName"],
    refused: [
      [{ fullName: "wx_cc" }, "fullName", "must begin with a letter and hold at most 40 letters and digits, no others"],
      [{ adapterUrl: "adapter.html" }, "adapterUrl", "must be a whole address, such as https://example.com"],
      [{ sections: [{ name: "x", label: "X", item: [] }] }, "sections[0]", "has unknown fields: item"],
    ],
    requests: metadataRequests("CallCenter"),
  }),
);

describe("Cisco's call center", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());

  it("is stored as its file says, and applying it twice changes nothing", async () => {
    const command = new Command("salesforce.CallCenter", () => org.connect());
    const program = { fullName: "wxCcCallCenter", ...webexCallCenter({ region: "us1" }) };
    const made = await command.up(program);
    org.requests();
    const refreshed = await command.refresh(made);
    await command.up(program, refreshed);
    expect(org.writes()).toEqual([]);
  });
});
