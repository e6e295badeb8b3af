/** The simulation cannot be run as asked. The message is one or two sentences for the person who wrote the flow or the script. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
}

/** An activity fails as on the platform: its error port handles it, else GlobalErrorHandling. Never thrown out of `step`. */
export class SystemError extends Error {
  override readonly name = "SystemError";
}
