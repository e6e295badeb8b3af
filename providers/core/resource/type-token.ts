/** The engine's type of a kind such as `webex.Queue`. */
export function tokenOf(kind: string): string {
  const [cloud, noun] = kind.split(".");
  return `pulumi-nodejs:dynamic/${cloud}:${noun}`;
}

/**
 * The text that the engine stores as every resource's provider. It must never change: state holds it, and destroy runs it.
 * It finds the package from the program's directory: in a checkout by Node's self-reference, elsewhere in node_modules.
 */
export const providerText = (kind: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/_")("datadip/runtime").of(${JSON.stringify(kind)})`;
