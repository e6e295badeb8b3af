import { parseFlowText } from "../../../../flow";
import { describeSample } from "../../../flow/support/samples";
import { flowExport } from "../../../support/flow";
import { subflowExport } from "../../../support/subflow";
import { Tenant } from "../../../support/tenant";
import { validateFlow } from "../../../../providers/webex/flow/flow-check";

/** Webex's own dry run of a flow. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

const validated = async (text: string) => validateFlow((await tenant.connect()).api, parseFlowText(text));

it("has nothing to say against a flow that is well, by one question that saves nothing", async () => {
  expect(await validated(flowExport("3f2b6c1e-0000-4000-8000-000000000000"))).toEqual([]);
  expect(tenant.requests()).toEqual(["POST v2/flows:validate"]);
  expect(await tenant.objects("flow")).toEqual([]);
});

it("says where a flow is refused, good subflows among them", async () => {
  expect(await validated(subflowExport())).toContainEqual(
    expect.objectContaining({
      severity: "ERROR",
      activity: "End",
      message: expect.stringMatching(/^ACTIVITY_NOT_FOUND/) as unknown,
    }),
  );
});

it("is asked again where its answer got lost, and fails with a sentence where there is none", async () => {
  tenant.fail({ method: "POST", path: "/v2/flows:validate", status: 503, times: 1 });
  expect(await validated(flowExport("q"))).toEqual([]);
  tenant.fail({ method: "POST", path: "/v2/flows:validate", status: 403, times: 1 });
  await expect(validated(flowExport("q"))).rejects.toThrow(/flows:validate answered 403/);
});

describeSample("salesforce_http_connector_flow.json", "Cisco's template", (template) => {
  it("passes, though its requests go through a connector", async () => {
    const errors = (await validated(template)).filter(({ severity }) => severity === "ERROR");
    expect(errors).toEqual([]);
  });
});
