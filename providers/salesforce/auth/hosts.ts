/** https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm */

/** The generic login host for an org: the `aud` in the JWT of a connected app. */
export function loginUrlOf(instanceUrl: string): string {
  const { hostname } = new URL(instanceUrl);
  if (hostname === "test.salesforce.com" || /\.(sandbox|scratch)\.my\.salesforce\.com$/.test(hostname)) {
    return "https://test.salesforce.com";
  }
  // Older sandboxes: name--sandbox.my.salesforce.com and name--sandbox.csNN.my.salesforce.com.
  return hostname.split(".")[0]?.includes("--") === true
    ? "https://test.salesforce.com"
    : "https://login.salesforce.com";
}

/** `https://acme.lightning.force.com` for `https://acme.my.salesforce.com`; other hosts show pages at their own address. */
export const lightningUrlOf = (instanceUrl: string): string =>
  instanceUrl.replace(/\.my\.salesforce\.com$/, ".lightning.force.com");

/** `acme` of `https://acme.my.salesforce.com`: the flow builds its record links with it. */
export const myDomainOf = (instanceUrl: string): string =>
  new URL(instanceUrl).hostname.replace(/\.my\.salesforce\.com$/, "");

/** Whether an address is a login host of all orgs. Many orgs refuse External Client Apps there since Spring '26. */
export const isGenericHost = (url: string): boolean =>
  ["login.salesforce.com", "test.salesforce.com"].includes(new URL(url).hostname);
