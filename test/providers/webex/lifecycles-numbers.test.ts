/** Numbers that agents call and call from. See ../lifecycles.test.ts for how one kind is run. */
import "./address-book-entry.life";
import "./address-book.life";
import "./contact-number.life";
import "./outdial-ani-entry.life";
import "./outdial-ani.life";
