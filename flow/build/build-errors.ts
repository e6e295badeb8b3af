/** A flow definition that cannot become a flow. The compiler catches most of these; what it cannot see is said here. */
export class FlowDefinitionError extends Error {
  override readonly name = "FlowDefinitionError";
}
