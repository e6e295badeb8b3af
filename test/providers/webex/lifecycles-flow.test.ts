/** Flows and what they refer to. See ../lifecycles.test.ts for how one kind is run. */
import "./audio-file.life";
import "./business-hours.life";
import "./flow-publication.life";
import "./flow.life";
import "./global-variable.life";
import "./holiday-list.life";
import "./overrides.life";
import "./subflow.life";
