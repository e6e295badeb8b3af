/** https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm */

/** The generic login host of an org's kind: what the JWT of a connected app says in `aud`. */
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

/** `https://acme.my.salesforce.com` shows its pages at `https://acme.lightning.force.com`; other hosts at themselves. */
export function lightningUrlOf(instanceUrl: string): string {
  return instanceUrl.replace(/\.my\.salesforce\.com$/, ".lightning.force.com");
}

/** `acme` of `https://acme.my.salesforce.com`: the flow builds its record links with it. */
export function myDomainOf(instanceUrl: string): string {
  return new URL(instanceUrl).hostname.replace(/\.my\.salesforce\.com$/, "");
}

/** Whether an address is a login host of all orgs, which many refuse External Client Apps at since Spring '26. */
export function isGenericHost(url: string): boolean {
  return ["login.salesforce.com", "test.salesforce.com"].includes(new URL(url).hostname);
}
