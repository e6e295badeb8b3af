/** A flow definition that cannot become a flow. Thrown for what the TypeScript compiler does not catch. */
export class FlowDefinitionError extends Error {
  override readonly name = "FlowDefinitionError";
}
