import { openTenant, type Tenant } from "./tenant";

/** One tenant for a test file, fresh before each test. */
export function sharedTenant(): () => Tenant {
  let tenant: Tenant | undefined;
  const opened = (): Tenant => {
    if (tenant === undefined) throw new Error("the tenant is there inside tests only");
    return tenant;
  };
  beforeAll(async () => {
    tenant = await openTenant();
  });
  beforeEach(() => {
    opened().sandbox.reset();
    opened().sandbox.settings({ quotaPerMinute: 0 });
  });
  afterAll(() => tenant?.close());
  return opened;
}

/** Why an answer refused: the service's most precise words. */
export function reason(data: { readonly [key: string]: unknown }): string {
  const error = data.error;
  if (typeof error === "string") return error;
  const found = typeof error === "object" && error !== null && "reason" in error ? error.reason : undefined;
  return typeof found === "string" ? found : JSON.stringify(data);
}
