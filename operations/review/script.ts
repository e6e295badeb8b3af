/** Script of the page: steps through played calls on the picture, zooms and searches. Without library, eval and style attributes. */
export const REVIEW_SCRIPT = `
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("review-data").textContent);
  const picture = document.getElementById("picture");
  const svg = picture.querySelector("svg");
  const all = (selector) => Array.from(svg.querySelectorAll(selector));
  const byNode = new Map(all("g.activity").map((g) => [g.dataset.node, g]));
  const byLink = new Map(all("g.link").map((g) => [g.dataset.link, g]));
  const width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
  const el = (id) => document.getElementById(id);
  let zoom = 1;
  const setZoom = (value) => {
    zoom = Math.min(3, Math.max(0.15, value));
    svg.setAttribute("width", String(Math.round(width * zoom)));
    svg.setAttribute("height", String(Math.round(height * zoom)));
    el("zoom-now").textContent = Math.round(zoom * 100) + " %";
  };
  const show = (g) => {
    if (!g) return;
    const box = g.getBoundingClientRect(), frame = picture.getBoundingClientRect();
    picture.scrollTo({
      left: picture.scrollLeft + box.left - frame.left - frame.width / 2 + box.width / 2,
      top: picture.scrollTop + box.top - frame.top - frame.height / 2 + box.height / 2,
    });
  };
  el("zoom-in").addEventListener("click", () => setZoom(zoom * 1.25));
  el("zoom-out").addEventListener("click", () => setZoom(zoom / 1.25));
  el("zoom-fit").addEventListener("click", () => setZoom(Math.min(1, (picture.clientWidth - 4) / width)));
  setZoom(Math.min(1, (picture.clientWidth - 4) / width));

  const search = el("search");
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    const hits = [];
    for (const g of byNode.values()) {
      const fits = wanted !== "" && g.textContent.toLowerCase().includes(wanted);
      g.classList.toggle("found", fits);
      if (fits) hits.push(g);
    }
    el("search-count").textContent = wanted === "" ? "" : hits.length === 1 ? "1 activity" : hits.length + " activities";
    show(hits[0]);
  });
  for (const link of document.querySelectorAll("a[data-show]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (const g of byNode.values()) g.classList.remove("found");
      const g = byNode.get(link.dataset.show);
      if (!g) return;
      g.classList.add("found");
      picture.scrollIntoView();
      show(g);
    });

  const chooser = el("call"), slider = el("step"), now = el("now");
  if (!chooser) return;
  let call = null, at = 0, timer = 0;
  const line = (parent, tag, text, className) => {
    if (text === "") return;
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
  };
  const paint = () => {
    for (const g of byNode.values()) g.classList.remove("seen", "here");
    for (const g of byLink.values()) g.classList.remove("seen");
    picture.classList.toggle("quiet", call !== null);
    now.replaceChildren();
    if (call === null) return;
    const steps = call.steps;
    steps.slice(0, at + 1).forEach((step, index) => {
      byNode.get(step.node)?.classList.add("seen");
      if (index < at) byLink.get(step.link)?.classList.add("seen");
    });
    const step = steps[at];
    if (!step) return;
    const here = byNode.get(step.node);
    if (here) { here.classList.add("here"); show(here); }
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", step.name);
    el("step-now").textContent = (at + 1) + " of " + steps.length;
    line(now, "h3", step.t.toFixed(1) + " s  " + step.name + " (" + step.type + ")" + (step.port === "" ? "" : ", leaves by " + step.port));
    line(now, "p", step.note, "warning");
    for (const sound of step.heard) line(now, "p", "The caller hears " + sound);
    for (const one of step.asked) { line(now, "p", "Asks:", "soft"); line(now, "pre", one.what); line(now, "p", "Answer:", "soft"); line(now, "pre", one.answer); }
    const set = Object.entries(step.set);
    if (set.length > 0) line(now, "pre", set.map(([name, value]) => name + " = " + JSON.stringify(value)).join("\\n"));
  };
  const stop = () => { clearInterval(timer); timer = 0; el("play").textContent = "Play"; };
  const go = (to) => { if (call === null) return; at = Math.max(0, Math.min(call.steps.length - 1, to)); paint(); };
  const choose = (index) => {
    stop();
    call = index === "" ? null : data.calls[Number(index)];
    at = 0;
    chooser.value = index;
    for (const id of ["step", "first", "back", "next", "last", "play"]) el(id).disabled = call === null;
    slider.max = String(call === null ? 0 : call.steps.length - 1);
    el("step-now").textContent = "";
    paint();
  };
  chooser.addEventListener("change", () => choose(chooser.value));
  slider.addEventListener("input", () => { stop(); go(Number(slider.value)); });
  el("first").addEventListener("click", () => { stop(); go(0); });
  el("back").addEventListener("click", () => { stop(); go(at - 1); });
  el("next").addEventListener("click", () => { stop(); go(at + 1); });
  el("last").addEventListener("click", () => { stop(); go(Infinity); });
  el("play").addEventListener("click", () => {
    if (timer !== 0) { stop(); return; }
    if (at >= call.steps.length - 1) go(0);
    el("play").textContent = "Pause";
    timer = setInterval(() => { if (at >= call.steps.length - 1) stop(); else go(at + 1); }, 700);
  });
  for (const button of document.querySelectorAll("button[data-call]"))
    button.addEventListener("click", () => { choose(button.dataset.call); el("stage").scrollIntoView(); go(0); });
  choose("");
  addEventListener("beforeprint", () => { choose(""); for (const part of document.querySelectorAll("details")) part.open = true; });
})();
`;
