import { isFailure } from "../../../../providers/http/http-errors";
import { referencedError, referrers } from "../../../../providers/webex/client/incoming-references";
import { Tenant } from "../../../support/tenant";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

/** A site with a team, which the service does not delete. */
async function refusedDelete() {
  const { api } = await tenant.connect();
  const profile = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
  const { id: siteId } = await tenant.make("site", { name: "Paris", active: true, multimediaProfileId: profile.id });
  await tenant.make("team", { name: "Last", siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true });
  const path = `site/${siteId}`;
  const cause = await api.config({ method: "DELETE", path }).catch((error: unknown) => error);
  if (!isFailure(cause, "referenced")) throw new Error(`the site was deleted: ${String(cause)}`);
  return { api, path: `${path}/incoming-references`, cause };
}

it("names who refers to an object", async () => {
  const { api, path, cause } = await refusedDelete();
  expect((await referencedError(api, path, cause)).message).toMatch(/still referred to by .*team Last \(/);
});

it.each([400, 404])("leaves the refusal as it is where the question for referrers is answered %i", async (status) => {
  const { api, path, cause } = await refusedDelete();
  tenant.fail({ method: "GET", path: "/**/incoming-references", status });
  const { message } = await referencedError(api, path, cause);
  expect(message).toContain(cause.message);
  expect(message).toContain("it was not deleted");
  expect(message).not.toContain("still referred to");
});

it("does not take a refusal of the question for nobody", async () => {
  const { api, path } = await refusedDelete();
  tenant.fail({ method: "GET", path: "/**/incoming-references", status: 403 });
  await expect(referrers(api, path)).rejects.toThrow(/403/);
});
