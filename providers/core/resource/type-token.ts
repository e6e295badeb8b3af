/** `webex.Queue` as the type the engine knows it by. */
export function tokenOf(kind: string): string {
  const [cloud, noun] = kind.split(".");
  return `pulumi-nodejs:dynamic/${cloud}:${noun}`;
}
