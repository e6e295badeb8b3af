/** Flows and what they refer to. See ../lifecycles.test.ts for how one kind is run. */
import "./audio-file.lifecycle.test";
import "./business-hours.lifecycle.test";
import "./flow-publication.lifecycle.test";
import "./flow.lifecycle.test";
import "./function.lifecycle.test";
import "./global-variable.lifecycle.test";
import "./holiday-list.lifecycle.test";
import "./overrides.lifecycle.test";
import "./subflow.lifecycle.test";
