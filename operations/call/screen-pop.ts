import type { Tenant } from "./tenant";

/** A screen pop in words: the record's name where the address is a Lightning record page. */
export async function poppedRecord(tenant: Tenant, address: string): Promise<string> {
  if (!URL.canParse(address)) return `no page: ${address} is not an address`;
  const { pathname, hash } = new URL(address);
  const path = /\/lightning\/.*/.exec(pathname)?.[0];
  if (path === undefined) {
    const term = searchTerm(hash);
    return term === undefined ? "a page outside Lightning" : `Salesforce's search for "${term}"`;
  }
  const answer = await fetch(`${tenant.url}/salesforce${path}`);
  const title = unescaped(/<title>(.*?)<\/title>/.exec(await answer.text())?.[1] ?? "");
  const [object = "", ...name] = title.split(" | ").slice(0, -1).reverse();
  return answer.ok ? [object, ...name.reverse()].join(" ") : `no record: ${pathname} leads nowhere in this org`;
}

/** The term of Lightning's search page, which is in base64 after the #. */
function searchTerm(hash: string): string | undefined {
  const page = Buffer.from(decodeURIComponent(hash.slice(1)), "base64").toString("utf8");
  return /"term":"([^"]*)"/.exec(page)?.[1];
}

const unescaped = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
