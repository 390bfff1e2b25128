// The evidence page: selecting, going from the list to the text and back, the card at a mark, the list of records.
// Everything shown is already in the page as text; nothing here makes markup from strings.
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const stage = $("#stage"), tip = $("#tip"), bar = $("#bar"), index = $("#index");
  const KINDS = {person: "person", position: "position", organisation: "organisation", place: "place", fact: "fact", time: "time"};
  let selected = null;  // {ref, at}: the entry and which of its mentions one stands on
  let marks = [];       // the marks of the record shown, in text order
  let shown = 0;

  // ---- marks and entries -------------------------------------------------------------------------------------
  const entryOf = ref => document.getElementById(ref);
  const piecesOf = ref => marks.filter(mark => mark.dataset.ref === ref);
  const mentionsOf = ref => piecesOf(ref).filter(mark => !mark.classList.contains("again") && !mark.classList.contains("item"));
  const visible = mark => !document.body.classList.contains("off-" + mark.classList[0]);

  function select(ref, at, {focus = true, scroll = true} = {}) {
    clear(false);
    const entry = entryOf(ref), mentions = mentionsOf(ref);
    if (!entry) return;
    for (const mark of piecesOf(ref)) mark.classList.add("on");
    entry.classList.add("on");
    const count = mentions.length;
    at = count ? ((at % count) + count) % count : -1;
    selected = {ref, at};
    bar.className = entry.dataset.kind;
    $(".what", bar).textContent = nameOf(entry);
    $(".which", bar).textContent = count ? `${at + 1} of ${count}` : "not in the text";
    for (const button of $$('[data-bar="previous"], [data-bar="next"]', bar)) button.disabled = count < 2;
    bar.hidden = false;
    if (count) {
      const mark = mentions[at];
      mark.classList.add("at");
      if (scroll) mark.scrollIntoView({block: "center"});
      if (focus) focusMark(mark);
    }
  }

  function clear(all = true) {
    for (const one of $$(".on, .at", stage)) one.classList.remove("on", "at");
    if (all) { selected = null; bar.hidden = true; tip.hidden = true; }
  }

  function step(by) { if (selected) select(selected.ref, selected.at + by); }

  function toList() {
    if (!selected) return;
    const entry = entryOf(selected.ref), section = entry.closest("details");
    if (section) section.open = true;
    entry.scrollIntoView({block: "nearest"});
    $(".go", entry).focus({preventScroll: true});
    if (matchMedia("(max-width: 60rem)").matches) entry.scrollIntoView({block: "center"});
  }

  // One mark is in the order of the Tab key at a time; the arrow keys go from mark to mark.
  function focusMark(mark) {
    for (const one of marks) one.tabIndex = one === mark ? 0 : -1;
    mark.focus({preventScroll: true});
  }

  function neighbour(mark, by) {
    const list = marks.filter(one => visible(one) && !one.classList.contains("item") && !one.classList.contains("again"));
    return list[list.indexOf(mark) + by];
  }

  const nameOf = entry => {
    const said = $(".go .said", entry) || $(".go", entry);
    return [...said.childNodes].filter(n => !(n.classList && n.classList.contains("times"))).map(n => n.textContent).join("").trim();
  };

  // ---- the card at a mark ------------------------------------------------------------------------------------
  function describe(mark) {
    const cards = [];
    for (let one = mark; one && one !== stage; one = one.parentElement) {
      if (one.tagName !== "MARK" || !visible(one) || one.classList.contains("item")) continue;
      const entry = entryOf(one.dataset.ref);
      if (!entry || cards.some(card => card.dataset.ref === one.dataset.ref)) continue;
      const card = document.createElement("section"), kind = document.createElement("div"), name = document.createElement("div");
      card.className = entry.dataset.kind;
      card.dataset.ref = one.dataset.ref;
      kind.className = "kind";
      kind.textContent = KINDS[entry.dataset.kind];
      name.className = "name";
      name.lang = "vi";
      name.append(...[...$(".go", entry).childNodes].map(node => node.cloneNode(true)));
      card.append(kind, name);
      const pairs = $(":scope > dl", entry);
      if (pairs) card.append(pairs.cloneNode(true));
      cards.push(card);
    }
    return cards;
  }

  function showTip(mark) {
    const cards = describe(mark);
    if (!cards.length) { tip.hidden = true; return; }
    tip.replaceChildren(...cards);
    tip.hidden = false;
    const box = mark.getClientRects()[0], own = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - own.width - 8));
    const below = box.bottom + own.height + 12 < innerHeight;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(below ? box.bottom + 8 : Math.max(56, box.top - own.height - 8)) + scrollY}px`;
    for (const one of $$("[aria-describedby=tip]", stage)) one.removeAttribute("aria-describedby");
    mark.setAttribute("aria-describedby", "tip");
  }

  function near(ref, on) {
    for (const mark of piecesOf(ref)) mark.classList.toggle("near", on);
  }

  stage.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const mark = event.target.closest("mark");
    if (mark && !mark.classList.contains("item")) { showTip(mark); near(mark.dataset.ref, true); }
    const entry = event.target.closest(".entry");
    if (entry) near(entry.id, true);
  });
  stage.addEventListener("pointerout", event => {
    const mark = event.target.closest("mark"), entry = event.target.closest(".entry");
    if (mark) { tip.hidden = true; near(mark.dataset.ref, false); }
    if (entry) near(entry.id, false);
  });
  stage.addEventListener("focusin", event => { if (event.target.tagName === "MARK") showTip(event.target); });
  stage.addEventListener("focusout", event => { if (event.target.tagName === "MARK") tip.hidden = true; });

  // ---- clicks ------------------------------------------------------------------------------------------------
  function fromMark(mark, go) {
    const ref = mark.dataset.ref;
    const at = mentionsOf(ref).findIndex(one => one.dataset.n === mark.dataset.n);
    select(ref, at, {focus: !go, scroll: false});
    if (go) toList();
    else {
      const entry = entryOf(ref), section = entry && entry.closest("details");
      if (section) section.open = true;
      // The list beside the text follows; below the text, on a phone, it stays where it is.
      if (entry && !matchMedia("(max-width: 60rem)").matches) entry.scrollIntoView({block: "nearest"});
    }
  }

  document.addEventListener("click", event => {
    const go = event.target.closest("[data-go]"), toggle = event.target.closest("[data-toggle]");
    const does = event.target.closest("[data-bar]"), mark = event.target.closest("mark");
    if (go) {
      const ref = go.dataset.go;
      select(ref, selected && selected.ref === ref ? selected.at + 1 : 0);
    } else if (toggle) {
      const off = document.body.classList.toggle("off-" + toggle.dataset.toggle);
      toggle.setAttribute("aria-pressed", String(!off));
    } else if (does) {
      const what = does.dataset.bar;
      if (what === "next") step(1); else if (what === "previous") step(-1); else if (what === "list") toList(); else clear();
    } else if (mark) {
      let one = mark;
      while (one && one.tagName === "MARK" && (!visible(one) || one.classList.contains("item"))) one = one.parentElement;
      if (one && one.tagName === "MARK" && String(getSelection()).length < 2) fromMark(one, false);
    }
  });

  // ---- keys --------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (typing) { event.target.value = ""; find(); event.target.blur(); }
      const back = selected && entryOf(selected.ref);
      clear();
      if (back && document.activeElement === document.body) $(".go", back).focus({preventScroll: true});
      return;
    }
    if (typing) return;
    const mark = event.target.tagName === "MARK" ? event.target : null;
    if (mark && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const next = neighbour(mark, event.key === "ArrowRight" ? 1 : -1);
      if (next) { next.scrollIntoView({block: "nearest"}); focusMark(next); }
    } else if (mark && event.key === "Enter") fromMark(mark, true);
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "l") toList();
    else if (event.key === "s") document.body.classList.toggle("signs");
    else if (event.key === "/" && index) $("#search").focus();
    else if (event.key === "[" && index) open(shown - 1);
    else if (event.key === "]" && index) open(shown + 1);
    else return;
    event.preventDefault();
  });

  // ---- light and dark, help ----------------------------------------------------------------------------------
  const scheme = $("#scheme"), system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
  const tell = () => { scheme.setAttribute("aria-pressed", String(isDark())); scheme.textContent = isDark() ? "Light" : "Dark"; };
  scheme.addEventListener("click", () => { document.documentElement.dataset.scheme = isDark() ? "light" : "dark"; tell(); });
  system.addEventListener("change", tell);
  tell();
  $("#help-button").addEventListener("click", event => {
    const help = $("#help");
    help.hidden = !help.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!help.hidden));
  });

  // ---- many records ------------------------------------------------------------------------------------------
  const stored = $$("template.stored"), items = index ? $$("a", index) : [];
  const folded = [];
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

  function arrange() {
    marks = $$("article mark", stage);
    clear();
    const first = marks.find(mark => !mark.classList.contains("item"));
    for (const mark of marks) mark.tabIndex = mark === first ? 0 : -1;
  }

  function open(number, {push = true} = {}) {
    if (!stored[number]) return;
    shown = number;
    stage.replaceChildren(stored[number].content.cloneNode(true));
    items.forEach((item, at) => at === number ? item.setAttribute("aria-current", "true") : item.removeAttribute("aria-current"));
    items[number].scrollIntoView({block: "nearest"});
    for (const chip of $$("[data-toggle]", stage)) {
      chip.setAttribute("aria-pressed", String(!document.body.classList.contains("off-" + chip.dataset.toggle)));
    }
    if (push) history.replaceState(null, "", "#" + (number + 1));
    scrollTo(0, 0);
    arrange();
  }

  function find() {
    const words = fold($("#search").value).split(/\s+/).filter(Boolean);
    let found = 0;
    items.forEach((item, at) => {
      // The words of a record are its article and its lists; folded once, when first asked for.
      const text = () => folded[at] ??= fold(item.textContent + " " + stored[at].content.textContent);
      const hit = words.every(word => text().includes(word));
      item.parentElement.hidden = !hit;
      if (hit) found += 1;
    });
    $("#status").textContent = words.length ? `${found} of ${items.length} records` : `${items.length} records`;
    $("#nothing").hidden = found > 0;
  }

  if (index) {
    let waiting = 0;
    $("#search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
    $("#search").addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      clearTimeout(waiting);
      find();
      const first = items.find(item => !item.parentElement.hidden);
      if (first) open(Number(first.dataset.number));
    });
    index.addEventListener("click", event => {
      const item = event.target.closest("a[data-number]");
      if (!item) return;
      event.preventDefault();
      open(Number(item.dataset.number));
      if (matchMedia("(max-width: 60rem)").matches) stage.scrollIntoView();
    });
    addEventListener("hashchange", () => {
      const number = Number(location.hash.slice(1)) - 1;
      if (stored[number] && number !== shown) open(number, {push: false});
    });
    open(Math.max(0, Math.min(stored.length - 1, (Number(location.hash.slice(1)) || 1) - 1)), {push: false});
  } else arrange();
})();
