/** Who may sign in and what they may do. See ../lifecycles.test.ts for how one kind is run. */
import "./connected-app.lifecycle.test";
import "./cors-whitelist-origin.lifecycle.test";
import "./csp-trusted-site.lifecycle.test";
import "./external-client-app.lifecycle.test";
import "./permission-set.lifecycle.test";
import "./remote-site-setting.lifecycle.test";
