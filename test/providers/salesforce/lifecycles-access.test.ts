/** Who may sign in and what they may do. See ../lifecycles.test.ts for how one kind is run. */
import "./connected-app.life";
import "./cors-whitelist-origin.life";
import "./csp-trusted-site.life";
import "./external-client-app.life";
import "./permission-set.life";
import "./remote-site-setting.life";
