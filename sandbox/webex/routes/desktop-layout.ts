import { configError } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** What agents see on their desktops. The content is not checked: a wrong layout fails when an agent signs in. */
export const desktopLayout = nounOf("desktop-layout", {
  check: (body) => {
    // A second global layout would apply to every team. The message is misleading, but it is the service's.
    if (body.global === true) throw configError(400, "Team is already mapped with another desktop layout");
  },
  complete: (body, { entities }) => {
    const now = entities.core.clock.now();
    return { ...body, modifiedTime: now, validatedTime: now, defaultJsonModifiedTime: now };
  },
});
