import { lifecycle } from "../../support/lifecycle";

/** What a tenant of the United States shows. */
const REGION = "2833f991-c688-43af-b556-490285909385";

lifecycle("webex.DialNumber", "dial-number", async (tenant) => {
  const line = { entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, active: true };
  const sales = await tenant.make("entry-point", { ...line, name: "Sales" });
  const support = await tenant.make("entry-point", { ...line, name: "Support" });
  const headquarters = await tenant.named("location", "Headquarters");
  const chicago = await tenant.named("location", "Chicago");
  return {
    inputs: { dialledNumber: "+13125550102", entryPointId: sales.id, extension: "102" },
    wire: {
      dialledNumber: "+13125550102",
      dialledNumberDigits: "13125550102",
      entryPointId: sales.id,
      extension: "102",
      location: chicago.id,
      regionId: REGION,
    },
    update: { inputs: { entryPointId: support.id }, wire: { entryPointId: support.id, extension: "102" } },
    removal: { input: "extension", wire: { extension: null } },
    drift: {
      by: (id) => tenant.edit("dial-number", id, { entryPointId: support.id }),
      input: "entryPointId",
      shown: support.id,
    },
    replacements: {
      dialledNumber: { dialledNumber: "+13125550103" },
      location: { dialledNumber: "+15551230005", location: headquarters.id },
      regionId: { regionId: "00000000-0000-4000-8000-000000000001" },
    },
    rename: { dialledNumber: "+13125550104" },
    references: ["entryPointId"],
    refused: [
      [
        { dialledNumber: "312 555 0102" },
        "dialledNumber",
        "must be an E.164 number such as +13125550100: a plus sign, the country code, digits and nothing else",
      ],
      [{ extension: "x1" }, "extension", "must have 2 to 10 digits"],
      [
        { dialledNumber: "+49301234567" },
        "dialledNumber",
        /^is not in Webex Calling's inventory \(\+49301234567\); free ones are \+\d+, .+\. Order or port it in Control Hub, Calling, Numbers$/,
      ],
      [
        { dialledNumber: "+13125550119" },
        "dialledNumber",
        "is used in Webex Calling by PEOPLE: free it in Control Hub, Calling, Numbers, or choose another",
      ],
      [
        { dialledNumber: "+33199000001" },
        "regionId",
        /^is required: \+33199000001 would be the first number mapped at Paris, and no telephony region is called FR; there are US \(\S+\), CA \(\S+\), MX .+, DE \(\S+\)$/,
      ],
    ],
    requests: {
      create: [
        "GET /v1/telephony/config/numbers",
        "GET v2/dial-number",
        "GET /global/telephony-region",
        "GET /v1/telephony/config/locations",
        "GET entry-point/:id",
        "POST dial-number",
      ],
      update: ["GET dial-number/:id", "GET entry-point/:id", "PUT dial-number/:id"],
      delete: ["DELETE dial-number/:id"],
      gone: ["DELETE dial-number/:id"],
    },
  };
});
