/** What agents work with. See ../lifecycles.test.ts for how one kind is run. */
import "./auxiliary-code.life";
import "./desktop-layout-teams.life";
import "./desktop-layout.life";
import "./desktop-profile.life";
import "./multimedia-profile.life";
import "./resource-collection.life";
import "./user-assignment.life";
import "./user-profile.life";
import "./work-type.life";
