/**
 * `pulumi-language-nodejs`, a stand-in for Pulumi's own Node language host, for machines that reach package registries only.
 * It runs programs (`up`, `preview`, `refresh`, `destroy`, the Automation API's local programs); it does not install dependencies, generate
 * code, run policy packs or attach a debugger: those calls are answered with "unimplemented".
 */

import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { runPlugin, servePlugin } from "../plugin-server/serve";
import { LanguageHost } from "./host";

// The engine's address is the last argument, after any logging flags.
const host = new LanguageHost(process.argv.slice(2).at(-1) ?? "");

runPlugin("pulumi-language-nodejs", () => servePlugin(LanguageRuntimeService, host.methods(), () => host.stop()));
