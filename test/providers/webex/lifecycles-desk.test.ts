/** What agents work with. See ../lifecycles.test.ts for how one kind is run. */
import "./auxiliary-code.lifecycle.test";
import "./desktop-layout-teams.lifecycle.test";
import "./desktop-layout.lifecycle.test";
import "./desktop-profile.lifecycle.test";
import "./multimedia-profile.lifecycle.test";
import "./resource-collection.lifecycle.test";
import "./user-assignment.lifecycle.test";
import "./user-profile.lifecycle.test";
import "./work-type.lifecycle.test";
