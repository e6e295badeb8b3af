/**
 * The browser script next to htmx. It inserts the parts of the event stream, scrolls the picture to the call, and lets keyboard keys press
 * the keys of the dial pad. It is plain JavaScript, so nothing is compiled for the browser.
 */
export const CONSOLE_SCRIPT = `"use strict";
(() => {
  const say = (text) => { document.getElementById("status").textContent = text; };
  const shown = new Map();
  let follow = "";
  const paint = ({ here, seen, links }) => {
    const mark = (kind, attribute, handles, name) => {
      const wanted = new Set(handles);
      for (const one of document.querySelectorAll("#picture g." + kind)) one.classList.toggle(name, wanted.has(one.getAttribute(attribute)));
    };
    mark("activity", "data-node", seen, "seen");
    mark("activity", "data-node", here, "here");
    mark("link", "data-link", links, "seen");
    const last = here.at(-1);
    if (last === undefined || last === follow) return;
    follow = last;
    const node = document.querySelector('#picture g[data-node="' + last + '"]');
    const box = document.getElementById("picture");
    if (node === null || box === null) return;
    const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollBy(inner.left - outer.left - outer.width / 2 + inner.width / 2, inner.top - outer.top - outer.height / 2 + inner.height / 2);
  };
  const take = (update) => {
    for (const [id, html] of Object.entries(update.parts)) {
      const part = document.getElementById(id);
      if (part === null || shown.get(part) === html) continue;
      shown.set(part, html);
      part.innerHTML = html;
      htmx.process(part);
    }
    paint(update);
  };
  let source;
  const listen = () => {
    const place = document.querySelector("[data-stream]");
    if (place === null) return;
    source = new EventSource(place.dataset.stream);
    source.addEventListener("call", ({ data }) => { say(""); take(JSON.parse(data)); });
    source.addEventListener("error", () => {
      say(source.readyState === EventSource.CLOSED ? place.dataset.closed : place.dataset.lost);
    });
  };
  document.addEventListener("keydown", ({ key, target, ctrlKey, altKey, metaKey }) => {
    if (ctrlKey || altKey || metaKey || target.closest("input, textarea, select") !== null) return;
    document.querySelector('.pad button[value="' + CSS.escape(key) + '"]')?.click();
  });
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.lost ?? "The console does not answer: it was stopped. Start it again and open the address that it prints."));
  listen();
})();
`;
