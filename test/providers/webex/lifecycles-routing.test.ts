/** What a call comes in by and who takes it. See ../lifecycles.test.ts for how one kind is run. */
import "./dial-number.lifecycle.test";
import "./entry-point.lifecycle.test";
import "./queue.lifecycle.test";
import "./site.lifecycle.test";
import "./skill-profile.lifecycle.test";
import "./skill.lifecycle.test";
import "./team-queue-rankings.lifecycle.test";
import "./team.lifecycle.test";
