/** What a call comes in by and who takes it. See ../lifecycles.test.ts for how one kind is run. */
import "./dial-number.life";
import "./entry-point.life";
import "./queue.life";
import "./site.life";
import "./skill-profile.life";
import "./skill.life";
import "./team-queue-rankings.life";
import "./team.life";
