// The archive report: a number's address opens the list of the articles behind it. The lists are JSON in the page;
// they are shown as text, never as markup.
(() => {
  "use strict";
  const $ = selector => document.querySelector(selector);
  const {lists, cards} = JSON.parse($("#trail").textContent);
  const drawer = $("#drawer");
  let from = null;  // the link that opened the list, to which the focus goes back

  function line(card) {
    const [headline, day, site, url, file, id] = card;
    const item = document.createElement("li");
    const web = /^https?:\/\//i.test(url || "");
    const head = document.createElement(web ? "a" : "span");
    head.className = "headline";
    head.lang = "vi";
    head.textContent = headline || file || url || "(no headline)";
    if (web) { head.href = url; head.target = "_blank"; head.rel = "noopener noreferrer"; }
    item.append(head);
    for (const said of [[day, site].filter(Boolean).join(" · "), file, id && `article_id ${id}`]) {
      if (!said) continue;
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = said;
      item.append(where);
    }
    return item;
  }

  function show() {
    const number = /^#n(\d+)$/.exec(location.hash);
    const list = number && lists[Number(number[1])];
    if (!list) { drawer.hidden = true; return; }
    const [label, total, indexes] = list;
    $("#behind-title").textContent = label;
    $("#behind-note").textContent = indexes.length < total ? `The latest ${indexes.length} of ${total}.` : `${total} in all.`;
    $("#behind").replaceChildren(...indexes.map(index => line(cards[index])));
    drawer.hidden = false;
    drawer.scrollTop = 0;
    $("#behind-title").focus({preventScroll: true});
  }

  function close() {
    if (drawer.hidden) return;
    drawer.hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    if (from && from.isConnected) from.focus({preventScroll: true});
  }

  document.addEventListener("click", event => {
    const link = event.target.closest("a");
    const href = link && link.getAttribute("href");
    if (href && /^#n\d+$/.test(href)) {
      event.preventDefault();
      from = link;
      history.replaceState(null, "", href);
      show();
    } else if (!drawer.hidden && !drawer.contains(event.target)) close();
  });
  $("#close").addEventListener("click", close);
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  addEventListener("hashchange", show);

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
  show();
})();
