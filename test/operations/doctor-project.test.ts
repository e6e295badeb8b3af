import { webexChecks } from "../../operations/doctor/webex";
import { Colleague } from "../support/colleague";
import { Tenant } from "../support/tenant";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());

async function flowCheckOf(config: Readonly<Record<string, string>>) {
  const own: Readonly<Record<string, string>> = {
    "datadip:target": "sandbox",
    "datadip:sandboxUrl": tenant.sandbox.url,
    ...config,
  };
  const thresholds = { refreshTokenDays: 14, certificateDays: 30 };
  const source = { config: (key: string) => own[key], env: { XDG_STATE_HOME: tenant.dir } };
  const checks = await webexChecks(
    source,
    () => Date.now(),
    thresholds,
    () => undefined,
  );
  return checks.find(({ name }) => name === "Webex flows");
}

it("notices a flow project that is empty because it is wrong", async () => {
  const wrong = { "webex:flowProjectId": "000000000000000000000000" };
  // Both are empty: that proves nothing.
  expect(await flowCheckOf(wrong)).toMatchObject({ status: "ok" });
  await new Colleague(tenant.sandbox).draft("Main_Line", "foreign", "Hello");
  expect(await flowCheckOf({})).toMatchObject({ status: "ok" });
  expect(await flowCheckOf(wrong)).toEqual({
    name: "Webex flows",
    status: "failed",
    says: "the project 000000000000000000000000 has no flows, and the one that every organisation has does",
    mend: "pulumi config rm webex:flowProjectId",
  });
});
