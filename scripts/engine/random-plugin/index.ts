/**
 * `pulumi-resource-random`, a stand-in for the plugin of @pulumi/random, for machines that reach package registries only: RandomString,
 * RandomPassword and RandomPet with the official tokens and state. Other kinds are refused; so is `pulumi import`.
 */

import { randomInt } from "node:crypto";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { runPlugin, servePlugin, unary } from "../plugin-server/serve";
import { changedInputs, check, create, kindOf } from "./provider";
import { RANDOM_VERSION } from "./version";
import { receive, type Received } from "./values";

const received = (struct: Struct | undefined): Received => receive(struct?.toJavaScript() ?? {});

function checked(request: wire.CheckRequest): wire.CheckResponse {
  const { kind } = kindOf(request.getUrn());
  const response = new wire.CheckResponse();
  response.setInputs(request.getNews());
  for (const { property, reason } of check(kind, received(request.getNews()).props)) {
    const failure = new wire.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    response.addFailures(failure);
  }
  return response;
}

function diffed(request: wire.DiffRequest): wire.DiffResponse {
  const { kind } = kindOf(request.getUrn());
  const changed = changedInputs(kind, received(request.getOlds()).props, received(request.getNews()).props);
  const response = new wire.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = wire.DiffResponse.DiffChanges;
  response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList([...changed]);
  response.setReplacesList([...changed]);
  return response;
}

async function created(request: wire.CreateRequest): Promise<wire.CreateResponse> {
  const { kind } = kindOf(request.getUrn());
  const { id, outputs } = await create(kind, received(request.getProperties()), request.getPreview(), (limit) =>
    randomInt(limit),
  );
  const response = new wire.CreateResponse();
  response.setId(id);
  response.setProperties(Struct.fromJavaScript(outputs));
  return response;
}

function read(request: wire.ReadRequest): wire.ReadResponse {
  const { token } = kindOf(request.getUrn());
  // A refresh sends the state, which is complete; an import sends nothing.
  if (request.getProperties()?.getFieldsMap().getLength() === 0) {
    throw new Error(`This stand-in cannot import a ${token}: that needs the official random plugin`);
  }
  const response = new wire.ReadResponse();
  response.setId(request.getId());
  response.setProperties(request.getProperties());
  response.setInputs(request.getInputs());
  return response;
}

const methods: UntypedServiceImplementation = {
  handshake: unary(() => {
    const response = new wire.ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    return response;
  }),
  configure: unary(() => {
    const response = new wire.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
  }),
  getPluginInfo: unary(() => {
    const info = new PluginInfo();
    info.setVersion(RANDOM_VERSION);
    return info;
  }),
  check: unary(checked),
  diff: unary(diffed),
  create: unary(created),
  read: unary(read),
  delete: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
};

runPlugin("pulumi-resource-random", () => servePlugin(ResourceProviderService, methods, () => Promise.resolve()));
