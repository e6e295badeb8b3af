/** Numbers that agents call and call from. See ../lifecycles.test.ts for how one kind is run. */
import "./address-book-entry.lifecycle.test";
import "./address-book.lifecycle.test";
import "./asset.lifecycle.test";
import "./channel.lifecycle.test";
import "./contact-number.lifecycle.test";
import "./outdial-ani-entry.lifecycle.test";
import "./outdial-ani.lifecycle.test";
import "./webhook-subscription.lifecycle.test";
