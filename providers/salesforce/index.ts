export { RemoteSiteSetting } from "./remote-site-setting";
