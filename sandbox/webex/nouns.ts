import type { Noun } from "./noun";
import { contactServiceQueue } from "./routes/contact-service-queue";
import { multimediaProfile } from "./routes/multimedia-profile";
import { site } from "./routes/site";
import { team } from "./routes/team";

/** Every configuration noun with the standard operations. */
export const NOUNS: readonly Noun[] = [site, multimediaProfile, team, contactServiceQueue];
