/** What serves the caller. See ../lifecycles.test.ts for how one kind is run. */
import "./call-center.lifecycle.test";
import "./custom-field.lifecycle.test";
import "./custom-label.lifecycle.test";
import "./metadata-component.lifecycle.test";
import "./queue.lifecycle.test";
import "./sobject-record.lifecycle.test";
