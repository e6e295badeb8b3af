/** The engine's type of a kind such as `webex.Queue`. */
export function tokenOf(kind: string): string {
  const [cloud, noun] = kind.split(".");
  return `pulumi-nodejs:dynamic/${cloud}:${noun}`;
}
