/** What serves the caller. See ../lifecycles.test.ts for how one kind is run. */
import "./call-center.life";
import "./custom-field.life";
import "./custom-label.life";
import "./metadata-component.life";
import "./queue.life";
import "./sobject-record.life";
